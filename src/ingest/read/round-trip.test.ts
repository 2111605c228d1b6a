import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, skipsBrowser } from '../../widget/testing/open-browser.js'
import { encodeText } from '../testing/encode-text.js'
import { makeDocx, makeGovernmentPage, makePdf } from '../testing/make-files.js'
import { readFile } from './read-file.js'

const DOCUMENTS = [
  'haikou-20',
  'shenzhen-20',
  'dalian-43',
  'hainan-ftp-cases',
  'gacc-2024-facilitation',
]

const sourceOf = (id: string) =>
  readFileSync(new URL(`../../../corpus/${id}/source.txt`, import.meta.url), 'utf8')
const packed = (text: string) => text.replace(/\s+/gu, '')
/** Lines as every format but plain text has them: without indentation, without empty ones. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

describe.each(DOCUMENTS)('%s comes back from every format', (id) => {
  const source = sourceOf(id)
  const lines = source.split('\n')

  test('text', async () => {
    expect((await readFile(Buffer.from(source), 'a.txt')).text).toBe(source)
    const old = await readFile(encodeText(source, 'gb18030'), 'a.txt')
    expect(old).toMatchObject({ text: source, encoding: 'gb18030' })
  })

  test('Word', async () => {
    const file = await readFile(await makeDocx(lines), 'a.docx')
    expect(linesOf(file.text)).toEqual(linesOf(source))
    expect(file.warnings).toEqual([])
  })

  test('a page of an authority', async () => {
    const page = makeGovernmentPage(lines, { title: '措施' })
    const file = await readFile(Buffer.from(page), 'a.html')
    expect(linesOf(file.text)).toEqual(linesOf(source))
  })
})

describe.skipIf(skipsBrowser)('PDF', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser.close()
  })

  test.each(DOCUMENTS)(
    '%s comes back',
    async (id) => {
      const source = sourceOf(id)
      const file = await readFile(await makePdf(source.split('\n'), browser), 'a.pdf')
      expect(packed(file.text)).toBe(packed(source))
    },
    60_000,
  )
})
