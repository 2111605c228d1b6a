import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCorpusByDay } from '../documents/corpus-on.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { Corpus } from '../domain/corpus.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { installDocument, withdrawVersion } from './document-store.js'
import { type EditorsWords, prepareDocument } from './prepare-document.js'

const script = createScriptConverter()
/** Each step reads the whole corpus; time for a machine that is busy. */
const SLOW_MS = 120_000

const TEXT = `上海海关支持生物医药产业发展若干措施

一、建立样品快速通道
对研发用样品，凭企业声明先行放行，放行时间不超过24小时。
二、优化特殊物品审批
对低风险特殊物品，审批时限压缩至5个工作日。
三、支持保税研发
允许企业在综合保税区内开展保税研发业务。
`

let folder = ''
let files = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-'))
  files = mkdtempSync(join(tmpdir(), 'files-'))
  cpSync(join(projectRoot, 'corpus'), folder, { recursive: true })
})
afterEach(() => {
  for (const one of [folder, files]) rmSync(one, { recursive: true, force: true })
})

const corpusNow = (): Corpus => loadCorpus(folder).corpus

async function takeIn(text: string, words: EditorsWords = {}): Promise<void> {
  const file = join(files, '措施.txt')
  writeFileSync(file, text)
  const corpus = corpusNow()
  const prepared = await prepareDocument(
    file,
    { id: 'shanghai-3', office: 'shanghai-customs', ...words },
    corpus,
    (one, region) => script.toTraditional(one, region),
  )
  const { current, plan, office } = prepared
  installDocument(
    folder,
    plan,
    office,
    current === undefined ? undefined : { lastDay: '2025-12-31', endedBy: '第二版' },
  )
}

const textsOf = (corpus: Corpus, id: string): string[] =>
  corpus.measures.filter(({ documentId }) => documentId === id).map(({ text }) => text)

describe('a new document', () => {
  test('joins the corpus; its office is covered, and nothing else of offices.yaml changes', {
    timeout: SLOW_MS,
  }, async () => {
    const before = readFileSync(join(folder, 'offices.yaml'), 'utf8')
    await takeIn(TEXT)
    const corpus = corpusNow()
    expect(corpus.measures).toHaveLength(119)
    expect(textsOf(corpus, 'shanghai-3')[1]).toBe(
      '优化特殊物品审批\n对低风险特殊物品，审批时限压缩至5个工作日。',
    )
    expect(corpus.offices.find(({ id }) => id === 'shanghai-customs')?.covered).toBe(true)
    const after = readFileSync(join(folder, 'offices.yaml'), 'utf8')
    expect(differing(before, after)).toEqual([['    covered: false', '    covered: true']])
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('of an office that nobody knew is listed with it', { timeout: SLOW_MS }, async () => {
    await takeIn(TEXT.replaceAll('上海海关', '月亮湾管理局') + '\n月亮湾管理局\n2026年1月5日\n', {
      office: undefined,
    })
    const added = corpusNow().offices.at(-1)
    expect(added).toMatchObject({ covered: true, names: { 'zh-Hans': '月亮湾管理局' } })
    expect(corpusNow().documents.find(({ data }) => data.id === 'shanghai-3')?.data.office).toBe(
      added?.id,
    )
  })

  test('is taken back as a whole', { timeout: SLOW_MS }, async () => {
    await takeIn(TEXT)
    expect(withdrawVersion(folder, 'shanghai-3')).toEqual({ version: 1, restored: undefined })
    expect(corpusNow().measures).toHaveLength(116)
    expect(existsSync(join(folder, 'shanghai-3'))).toBe(false)
    expect(readdirSync(join(folder, '.withdrawn'))).toHaveLength(1)
  })

  test('that does not fit the corpus leaves it as it was', { timeout: SLOW_MS }, async () => {
    const before = corpusNow().version
    writeFileSync(join(folder, 'cautions.yaml'), 'nonsense: true\n')
    const file = join(files, '措施.txt')
    writeFileSync(file, TEXT)
    cpSync(join(projectRoot, 'corpus/cautions.yaml'), join(files, 'cautions.yaml'))
    const sound = loadCorpus(join(projectRoot, 'corpus')).corpus
    const { plan, office } = await prepareDocument(
      file,
      { id: 'shanghai-3', office: 'shanghai-customs' },
      sound,
      (one, region) => script.toTraditional(one, region),
    )
    expect(() => installDocument(folder, plan, office, undefined)).toThrow(/cautions\.yaml/)
    cpSync(join(files, 'cautions.yaml'), join(folder, 'cautions.yaml'))
    expect(corpusNow().version).toBe(before)
  })
})

describe('a new version', () => {
  const CHANGED = TEXT.replace('5个工作日', '3个工作日')
    .replace('二、', '二、关于')
    .replace('关于优化', '优化')

  test('takes the place of the one before, which stays readable', {
    timeout: SLOW_MS,
  }, async () => {
    await takeIn(TEXT)
    await takeIn(CHANGED, { from: '2026-01-01' })
    const corpus = corpusNow()
    expect(textsOf(corpus, 'shanghai-3')[1]).toContain('3个工作日')
    expect(textsOf(corpus, 'shanghai-3@1')[1]).toContain('5个工作日')
    const byDay = createCorpusByDay(corpus)
    const shown = (day: string): string[] =>
      byDay(day)
        .holding.documents.map(({ data }) => data.id)
        .filter((id) => id.startsWith('shanghai-3'))
    expect(shown('2026-06-01')).toEqual(['shanghai-3'])
    expect(shown('2025-06-01')).toEqual(['shanghai-3@1'])
  })

  test('keeps what was written for measures whose words are the same', {
    timeout: SLOW_MS,
  }, async () => {
    await takeIn(TEXT)
    writeFileSync(
      join(folder, 'shanghai-3/lay-questions.yaml'),
      [
        'measures:',
        ...[1, 2, 3].map((number) => `  - { number: ${number}, zh: [问题${number}], en: [] }`),
        '',
      ].join('\n'),
    )
    // The third becomes the second, and the second, changed, the third.
    const [head = '', one = '', two = '', three = ''] = TEXT.split(/^(?=[一二三]、)/mu)
    await takeIn(
      `${head}${one}${three.replace('三、', '二、')}${two.replace('二、', '三、').replace('5个', '3个')}`,
      { from: '2026-01-01' },
    )
    const { layQuestions } = loadCorpus(folder)
    expect(layQuestions.get('shanghai-3/1')).toEqual(['问题1'])
    expect(layQuestions.get('shanghai-3/2')).toEqual(['问题3'])
    expect(layQuestions.get('shanghai-3/3')).toBeUndefined()
    expect(layQuestions.get('shanghai-3@1/2')).toEqual(['问题2'])
  })

  test('is taken back: the one before is served as it was, to the last byte', {
    timeout: SLOW_MS,
  }, async () => {
    await takeIn(TEXT)
    const before = corpusNow().version
    await takeIn(CHANGED, { from: '2026-01-01' })
    expect(corpusNow().version).not.toBe(before)
    expect(withdrawVersion(folder, 'shanghai-3')).toEqual({ version: 2, restored: 1 })
    expect(corpusNow().version).toBe(before)
  })

  test('with the very same text is refused', { timeout: SLOW_MS }, async () => {
    await takeIn(TEXT)
    await expect(takeIn(TEXT)).rejects.toThrow(/served as shanghai-3 already/)
  })
})

test('an unknown document cannot be taken back', () => {
  expect(() => withdrawVersion(folder, 'nowhere')).toThrow(/expected a document of the corpus/)
  expect(() => withdrawVersion(folder, '../corpus')).toThrow(/expected a document of the corpus/)
})

function differing(before: string, after: string): [string, string][] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  expect(fresh).toHaveLength(old.length)
  return old.flatMap((line, at): [string, string][] => {
    const now = fresh[at] ?? ''
    return line === now ? [] : [[line, now]]
  })
}
