import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { openBrowser } from '../widget/testing/open-browser.js'
import { prepareDocument } from './prepare-document.js'
import { makeDocx, makeGovernmentPage, makePdf } from './testing/make-files.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const script = createScriptConverter()
const folder = mkdtempSync(join(tmpdir(), 'five-documents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Each file is read, a PDF also printed; time for a machine that is busy. */
const SLOW_MS = 120_000

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
}, SLOW_MS)
afterAll(() => browser.close())

/** A corpus without documents: nothing of what is known of these five may help. */
const empty = { ...corpus, documents: [], measures: [] }

async function measuresOf(
  name: string,
  bytes: string | Uint8Array,
): Promise<readonly MeasureRecord[]> {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  const { segmented } = await prepareDocument(
    file,
    { id: 'taken-in-afresh', office: 'haikou-customs' },
    empty,
    (text, region) => script.toTraditional(text, region),
  )
  return segmented.measures
}

const linesOf = ({ source }: CorpusDocument): string[] => source.split(/\r?\n/)

/** Number, label and words; line breaks and blanks are what a format may change. */
const compact = ({ key, label, text }: MeasureRecord): string =>
  `${key} ${label} ${text.replace(/[\s*]/gu, '')}`

describe.each(corpus.documents.map((document) => [document.data.id, document] as const))(
  '%s, without its configuration',
  (id, document) => {
    test('from its text: the same numbers, labels, titles and texts', {
      timeout: SLOW_MS,
    }, async () => {
      const found = await measuresOf(`${id}.txt`, document.source)
      const shape = ({ key, label, title, text }: MeasureRecord) => ({ key, label, title, text })
      expect(found.map(shape)).toEqual(document.measures.map(shape))
    })

    test('from a Word file', { timeout: SLOW_MS }, async () => {
      const found = await measuresOf(`${id}.docx`, await makeDocx(linesOf(document)))
      expect(found.map(compact)).toEqual(document.measures.map(compact))
    })

    test('from a page of a government site', { timeout: SLOW_MS }, async () => {
      const found = await measuresOf(`${id}.html`, makeGovernmentPage(linesOf(document)))
      expect(found.map(compact)).toEqual(document.measures.map(compact))
    })

    test('from a PDF', { timeout: SLOW_MS }, async () => {
      const pdf = await makePdf(linesOf(document), browser)
      const found = await measuresOf(`${id}.pdf`, pdf)
      expect(found.map(compact)).toEqual(document.measures.map(compact))
    })
  },
)
