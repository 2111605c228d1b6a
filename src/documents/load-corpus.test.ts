import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OfficeRecord } from '../domain/office.js'
import { projectRoot } from '../project-root.js'
import { foldText } from '../scripts/fold.js'
import { loadCorpus } from './load-corpus.js'

const folder = join(projectRoot, 'corpus')
const { corpus, layQuestions } = loadCorpus(folder)

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('documents and measures', () => {
  test('116 measures, numbered without a gap, document by document in the order of the offices', () => {
    const numbers = corpus.documents.map(({ data, measures }) => [
      data.id,
      measures.map(({ number }) => number),
    ])
    expect(Object.fromEntries(numbers)).toEqual({
      'haikou-20': range(1, 20),
      'shenzhen-20': range(1, 20),
      'dalian-43': range(1, 43),
      'hainan-ftp-cases': range(3, 6),
      'gacc-2024-facilitation': range(1, 29),
    })
    expect(corpus.measures).toHaveLength(116)
    expect(corpus.measures).toEqual(corpus.documents.flatMap(({ measures }) => measures))
    const places = corpus.documents.map(({ data }) =>
      corpus.offices.findIndex(({ id }) => id === data.office),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('each measure has an id of its own: its document and its number', () => {
    expect(new Set(corpus.measures.map(({ id }) => id)).size).toBe(116)
    for (const { id, documentId, number } of corpus.measures) {
      expect(id).toBe(`${documentId}/${number}`)
    }
  })

  test('each measure has a label of its own in its document', () => {
    for (const { measures } of corpus.documents) {
      expect(new Set(measures.map(({ label }) => label)).size).toBe(measures.length)
    }
    const label = (id: string): string | undefined =>
      corpus.measures.find((measure) => measure.id === id)?.label
    expect(label('haikou-20/19')).toBe('十九')
    expect(label('dalian-43/33')).toBe('（三十三）')
    expect(label('hainan-ftp-cases/3')).toBe('3')
    expect(label('gacc-2024-facilitation/7')).toBe('7')
  })

  test('what is not known is not invented', () => {
    for (const { data } of corpus.documents) {
      for (const { date, basis } of [data.publishedOn, data.asOf]) {
        expect(basis === 'unknown').toBe(date === null)
      }
    }
  })

  test('titles say how they are known: a stated one is printed', () => {
    for (const { data, source } of corpus.documents) {
      const isPrinted = source.replace(/\s/gu, '').includes(data.title.names['zh-Hans'])
      expect(isPrinted, data.id).toBe(data.title.basis === 'stated')
    }
  })

  test('no name of a document leads to two documents', () => {
    const named = corpus.documents.flatMap(({ data }) =>
      [...Object.values(data.title.names), ...data.aliases].map((name): [string, string] => [
        foldText(name),
        data.id,
      ]),
    )
    expect(ambiguous(named)).toEqual([])
  })
})

describe('translations and lay questions', () => {
  test('every measure has a translation, parallel to it and marked unofficial', () => {
    for (const { id, sentences, translation } of corpus.measures) {
      expect(translation, id).toMatchObject({ language: 'en', official: false })
      expect(translation?.sentences, id).toHaveLength(sentences.length)
      expect(translation?.title).toBe(translation?.sentences[0])
      expect(translation?.text).toBe(
        `${translation?.title}\n${translation?.sentences.slice(1).join(' ')}`,
      )
    }
  })

  test('every measure is asked about in Chinese and in English, and nothing else is', () => {
    expect([...layQuestions.keys()].toSorted()).toEqual(
      corpus.measures.map(({ id }) => id).toSorted(),
    )
    for (const [id, questions] of layQuestions) {
      const isChinese = questions.map((question) => /\p{Script=Han}/u.test(question))
      expect(isChinese.filter(Boolean).length, id).toBeGreaterThanOrEqual(3)
      expect(isChinese.filter((chinese) => !chinese).length, id).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('offices', () => {
  // The customs directly under the General Administration of Customs.
  const CUSTOMS =
    '北京 天津 石家庄 太原 呼和浩特 满洲里 大连 沈阳 长春 哈尔滨 上海 南京 杭州 宁波 合肥 福州 厦门 南昌 青岛 济南 郑州 武汉 长沙 广州 深圳 拱北 汕头 黄埔 江门 湛江 南宁 海口 重庆 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐'
      .split(' ')
      .map((place) => `${place}海关`)

  /** Names that mean both the customs of Hainan and the press reports on its free trade port. */
  const BOTH_OF_HAINAN = [
    '海南',
    '海南省',
    '海南岛',
    '海南自由贸易港',
    '海南自贸港',
    '自贸港',
    '海口综保区',
    '海口综合保税区',
    '海口保税区',
    '海口的综保区',
    '海口的保税区',
    '海口那个综保区',
    '海口那个保税区',
    'hainan',
    'hainan province',
    'hainan island',
    'hainan free trade port',
    'hainan ftp',
    'haikou comprehensive bonded zone',
    "haikou's comprehensive bonded zone",
    'haikou bonded zone',
    "haikou's bonded zone",
    'haikou zone',
  ]

  const namesOf = (office: OfficeRecord): string[] =>
    [office, ...office.places].flatMap(({ names, aliases }) => [
      ...Object.values(names),
      ...aliases,
    ])

  test('the 42 customs are there, each once', () => {
    const customs = corpus.offices.filter(({ kind }) => kind === 'customs')
    expect(CUSTOMS).toHaveLength(42)
    expect(customs.map(({ names }) => names['zh-Hans']).toSorted()).toEqual(CUSTOMS.toSorted())
    expect(new Set(corpus.offices.map(({ id }) => id)).size).toBe(corpus.offices.length)
  })

  test('covered are those that a document stands for, and no others', () => {
    const covered = corpus.offices.filter((office) => office.covered).map(({ id }) => id)
    expect(covered.toSorted()).toEqual(
      [
        'dalian-customs',
        'hainan-ftp',
        'haikou-customs',
        'national-2024',
        'shenzhen-customs',
      ].toSorted(),
    )
    expect(corpus.documents.map(({ data }) => data.office).toSorted()).toEqual(covered.toSorted())
  })

  test('every office of a document and a measure is known', () => {
    const known = new Set(corpus.offices.map(({ id }) => id))
    for (const { data } of corpus.documents) expect(known).toContain(data.office)
    for (const { officeId } of corpus.measures) expect(known).toContain(officeId)
  })

  test('no name leads to two offices, but for those that mean both of Hainan', () => {
    const named = corpus.offices.flatMap((office) =>
      namesOf(office).map((name): [string, string] => [foldText(name), office.id]),
    )
    expect(ambiguous(named)).toEqual(
      BOTH_OF_HAINAN.map((name) => `${name}: haikou-customs, hainan-ftp`).toSorted(),
    )
  })

  test('the customs of Hong Kong, Macao and Taiwan are known as not covered', () => {
    const regional = corpus.offices.filter(({ kind }) => kind === 'regional')
    expect(regional.map(({ id, covered }) => [id, covered])).toEqual([
      ['hong-kong-customs', false],
      ['macao-customs', false],
      ['taiwan-customs', false],
    ])
  })

  test.each([
    ['haikou-customs', ['三亚', '洋浦', '海南海关']],
    ['shenzhen-customs', ['皇岗', '蛇口', '福田', '盐田', '惠州']],
    ['dalian-customs', ['大窑湾', '庄河']],
  ])('%s is also known by its places', (id, names) => {
    const office = corpus.offices.find((each) => each.id === id)
    expect(office === undefined ? [] : namesOf(office)).toEqual(expect.arrayContaining(names))
  })
})

/** Each file more is one reading of the whole corpus, some 0.2 s; time for a machine that is busy. */
const SLOW_MS = 60_000

describe('version', () => {
  let copy = ''
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'corpus-'))
    cpSync(folder, copy, { recursive: true })
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))
  const version = (of: string): string => loadCorpus(of).corpus.version

  test('is the same for the same files, wherever and however named', { timeout: SLOW_MS }, () => {
    const original = version(copy)
    expect(original).toMatch(/^[0-9a-f]{12}$/)
    expect(version(`${copy}/`)).toBe(original)
    expect(version(join(copy, 'haikou-20', '..'))).toBe(original)
    expect(version(`${copy}/haikou-20/..`)).toBe(original)
    expect(version(relative(process.cwd(), copy))).toBe(original)
    const again = mkdtempSync(join(tmpdir(), 'another-corpus-'))
    try {
      cpSync(copy, again, { recursive: true })
      expect(version(again)).toBe(original)
    } finally {
      rmSync(again, { recursive: true, force: true })
    }
  })

  test('changes with any one file, a file more and another name', { timeout: SLOW_MS }, () => {
    for (const { data } of loadCorpus(copy).corpus.documents) {
      // A text that is not the one of its hash would not be read at all.
      const file = join(copy, data.id, 'document.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^sourceSha256: .*\n/m, ''))
    }
    const seen = new Set([version(copy)])
    const files = readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThanOrEqual(20)
    for (const file of files) {
      const before = seen.size
      appendFileSync(file, '\n')
      seen.add(version(copy))
      expect(seen.size, file).toBe(before + 1)
    }
    const before = seen.size
    writeFileSync(join(copy, 'note.txt'), '')
    seen.add(version(copy))
    renameSync(join(copy, 'note.txt'), join(copy, 'note-2.txt'))
    seen.add(version(copy))
    expect(seen.size).toBe(before + 2)
  })
})

/** Names that lead to several ids, as `name: id, id`, sorted. */
function ambiguous(named: readonly (readonly [name: string, id: string])[]): string[] {
  const ids = new Map<string, Set<string>>()
  for (const [name, id] of named) ids.set(name, (ids.get(name) ?? new Set()).add(id))
  return [...ids]
    .filter(([, each]) => each.size > 1)
    .map(([name, each]) => `${name}: ${[...each].toSorted().join(', ')}`)
    .toSorted()
}
