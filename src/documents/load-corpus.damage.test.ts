import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { loadCorpus } from './load-corpus.js'

/** A file with one thing wrong, and the message that must say where and what. */
interface Damage {
  readonly what: string
  readonly file: string
  readonly change: (text: string) => string
  /** Text that begins the line which the message must name; without it no line can be named. */
  readonly at?: string
  /** Where the message looks for the fault, when not in the damaged file. */
  readonly blames?: string
  /** What must stand in the message behind file and line, in this order. */
  readonly says: readonly string[]
}

/** Replaces the one place where `from` stands; a test whose place is gone must not pass. */
const replace =
  (from: string, to: string) =>
  (text: string): string => {
    const parts = text.split(from)
    if (parts.length !== 2)
      throw new Error(`expected "${from}" once, found it ${parts.length - 1} times`)
    return parts.join(to)
  }

/** Takes away everything from `from` up to `to`, which stays. */
const removeFrom =
  (from: string, to: string) =>
  (text: string): string => {
    const [start, end] = [text.indexOf(from), text.indexOf(to)]
    if (start === -1 || end <= start) throw new Error(`expected "${from}" before "${to}"`)
    return text.slice(0, start) + text.slice(end)
  }

const append =
  (more: string) =>
  (text: string): string =>
    text + more

const HAIKOU = 'haikou-20/source.txt'
const DALIAN = 'dalian-43/source.txt'
const CASES = 'hainan-ftp-cases/source.txt'
const TABLE = 'gacc-2024-facilitation/source.txt'

const SOURCES: readonly Damage[] = [
  {
    what: 'a missing label',
    file: HAIKOU,
    change: replace('五、助力“新三样”', '助力“新三样”'),
    at: '六、促进',
    says: ['expected "五、"', 'found "六、"'],
  },
  {
    what: 'a missing label in the middle of a line',
    file: HAIKOU,
    change: replace('十九、加大', '加大'),
    at: '二十、落实',
    says: ['expected "十九、"', 'found "二十、"'],
  },
  {
    what: 'a missing first label',
    file: HAIKOU,
    change: replace('一、推动“零关税”', '推动“零关税”'),
    at: '二、持续',
    says: ['expected "一、"', 'found "二、"'],
  },
  {
    what: 'a missing last label',
    file: HAIKOU,
    change: replace('二十、落实轻微', '落实轻微'),
    says: ['expected measures 1 to 20', 'found none after 19', '"二十、" is missing'],
  },
  {
    what: 'a doubled label',
    file: HAIKOU,
    change: replace('六、促进保税', '五、促进保税'),
    at: '五、促进保税',
    says: ['expected "六、"', 'found "五、"'],
  },
  {
    what: 'a doubled label in the middle of a line',
    file: HAIKOU,
    change: replace('推送海关信用政策解读，', '推送海关信用政策解读。十八、持续深化。'),
    at: '引导企业入驻',
    says: ['expected "十九、"', 'found "十八、"'],
  },
  {
    what: 'numbers out of order',
    file: HAIKOU,
    change: (text) =>
      replace(
        '八、服务博鳌',
        '七、服务博鳌',
      )(replace('七、支持跨境电商', '八、支持跨境电商')(text)),
    at: '八、支持跨境电商',
    says: ['expected "七、"', 'found "八、"'],
  },
  {
    what: 'a misread number',
    file: HAIKOU,
    change: replace('十二、支持扩大', '十工、支持扩大'),
    at: '十三、持续',
    says: ['expected "十二、"', 'found "十三、"'],
  },
  {
    what: 'a measure after the last',
    file: HAIKOU,
    change: append('\n二十一、再加一条\n内容。\n'),
    at: '二十一、再加',
    says: ['expected no measure after number 20', 'found "二十一、"'],
  },
  {
    what: 'a measure after the last in the middle of a line',
    file: HAIKOU,
    change: replace('切实引导进出口企业合规经营。', '切实引导进出口企业合规经营。二十一、再加一条'),
    at: '落实主动披露',
    says: ['expected no measure after number 20', 'found "二十一、"'],
  },
  {
    what: 'an empty measure',
    file: HAIKOU,
    change: removeFrom('促进保税产业发展', '\n七、支持跨境电商'),
    at: '六、',
    says: ['expected a title and text after "六"', 'found nothing'],
  },
  {
    what: 'a measure of which only the title is left',
    file: HAIKOU,
    change: removeFrom('助力保税维修业务扩容', '七、支持跨境电商'),
    at: '六、促进',
    says: ['expected a title and text after "六"', 'found only "促进保税产业发展"'],
  },
  {
    what: 'a source of nothing',
    file: HAIKOU,
    change: () => '',
    says: ['expected measures 1 to 20', 'found none'],
  },
  {
    what: 'an item that lost a bracket',
    file: DALIAN,
    change: replace('(七)实施', '(七 实施'),
    at: '  (八)',
    says: ['expected "(七)"', 'found "(八)"'],
  },
  {
    what: 'a missing chapter',
    file: DALIAN,
    change: replace('  三、促进能矿', '  促进能矿'),
    at: '  四、提升',
    says: ['expected chapter "三、"', 'found "四、"'],
  },
  {
    what: 'a missing last chapter',
    file: DALIAN,
    change: replace('  四、提升涉企综合服务效能', ''),
    blames: 'dalian-43/document.yaml',
    says: ['chapters: expected 3 as in source.txt', 'found 4'],
  },
  {
    what: 'an attachment line that is gone',
    file: DALIAN,
    change: replace('附件:大连海关', '大连海关'),
    says: ['expected a line like ^附件[:：] after measure 43', 'found none'],
  },
  {
    what: 'a missing number of a case',
    file: CASES,
    change: replace('5 企业“一码通', '企业“一码通'),
    at: '6 外资',
    says: ['expected "5"', 'found "6"'],
  },
  {
    what: 'a missing number of a row',
    file: TABLE,
    change: replace('\t12\n', '\n'),
    at: '\t13',
    says: ['expected "12 alone on its line"', 'found "13"'],
  },
  {
    what: 'a row without its content',
    file: TABLE,
    change: removeFrom('\t鼓励符合资质要求', '\t27\n'),
    at: '\t26',
    says: ['expected a title and text after "26"', 'found only "深入推进第三方采信"'],
  },
]

const DATA = 'haikou-20/document.yaml'
const TRANSLATION = 'haikou-20/translation.en.yaml'
const LAY = 'haikou-20/lay-questions.yaml'

const DATA_FILES: readonly Damage[] = [
  {
    what: 'broken YAML',
    file: DATA,
    change: replace('nature: measures', 'nature: [measures'),
    at: 'title:',
    says: ['Flow sequence'],
  },
  {
    what: 'an unknown key',
    file: DATA,
    change: append('publisher: nobody\n'),
    at: 'publisher',
    says: ['expected only known keys', 'found "publisher"'],
  },
  {
    what: 'an unknown office',
    file: DATA,
    change: replace('office: haikou-customs', 'office: haiku-customs'),
    says: ['office: expected a covered office of offices.yaml', 'found "haiku-customs"'],
  },
  {
    what: 'an office that is not covered',
    file: DATA,
    change: replace('office: haikou-customs', 'office: beijing-customs'),
    says: ['office: expected a covered office of offices.yaml', 'found "beijing-customs"'],
  },
  {
    what: 'an id that is not the name of the folder',
    file: DATA,
    change: replace('id: haikou-20', 'id: haikou-21'),
    says: ['id: expected "haikou-20"', 'found "haikou-21"'],
  },
  {
    what: 'a kind of numbering that nobody can read',
    file: DATA,
    change: replace('kind: han-clauses', 'kind: roman'),
    at: '  kind: roman',
    says: ['numbering.kind', 'expected one of "han-clauses"', 'found "roman"'],
  },
  {
    what: 'numbers that end before they begin',
    file: DATA,
    change: replace('last: 20', 'last: -1'),
    at: '  last: -1',
    says: ['numbering.last', 'expected', 'found -1'],
  },
  {
    what: 'a first number above the last',
    file: DATA,
    change: replace('first: 1', 'first: 30'),
    at: '  last: 20',
    says: ['numbering.last', 'expected the first number not to be above the last'],
  },
  {
    what: 'a last number that is too low',
    file: DATA,
    change: replace('last: 20', 'last: 19'),
    blames: HAIKOU,
    says: ['expected no measure after number 19', 'found "二十、"'],
  },
  {
    what: 'a reference without a number',
    file: DATA,
    change: replace('20 measures, Measure {arabic}', '20 measures'),
    at: '  en: Haikou Customs, 20 measures',
    says: [
      'reference.en',
      'expected {number}, {arabic} or {label}',
      'found "Haikou Customs, 20 measures"',
    ],
  },
  {
    what: 'a date that is none',
    file: DATA,
    change: replace('publishedOn: { date: null', "publishedOn: { date: '2024-02-30'"),
    at: 'publishedOn',
    says: ['publishedOn.date', 'ISO date', 'found "2024-02-30"'],
  },
  {
    what: 'chapters that are not there',
    file: 'dalian-43/document.yaml',
    change: (text) => text.replace(/^chapters:\n( .*\n)+/m, ''),
    says: ['chapters: expected 4 as in source.txt', 'found 0'],
  },
  {
    what: 'a chapter of another name',
    file: 'dalian-43/document.yaml',
    change: replace('zh-Hans: 二、畅通跨境贸易通道', 'zh-Hans: 二、畅通贸易通道'),
    says: ['chapters.1', 'expected "二、畅通跨境贸易通道"', 'found "二、畅通贸易通道"'],
  },
  {
    what: 'a pattern that is none',
    file: 'gacc-2024-facilitation/document.yaml',
    change: replace("'^— \\d+ —$'", "'^— (\\d+ —$'"),
    at: "    - '^— (",
    says: ['numbering.furniture.1', 'expected a regular expression', 'found "^— ('],
  },
  {
    what: 'a translation with a sentence too few',
    file: TRANSLATION,
    change: (text) => text.replace(/(- number: 7\n(?: .*\n)*?) {4,}- .*\n/, '$1'),
    says: ['measure 7: expected 4 sentences', 'found 3'],
  },
  {
    what: 'a translation with a sentence too many',
    file: TRANSLATION,
    change: (text) => text.replace(/(- number: 7\n(?: .*\n)*?)( {4,}- .*\n)/, '$1$2$2'),
    says: ['measure 7: expected 4 sentences', 'found 5'],
  },
  {
    what: 'a translation of an unknown number',
    file: TRANSLATION,
    change: replace('number: 20\n', 'number: 21\n'),
    says: ['expected numbers of source.txt (1 to 20)', 'found 21'],
  },
  {
    what: 'a number that is translated twice',
    file: TRANSLATION,
    change: replace('number: 20\n', 'number: 19\n'),
    says: ['expected each measure number once', 'found "19" twice'],
  },
  {
    what: 'a lay question for an unknown number',
    file: LAY,
    change: replace('number: 20\n', 'number: 200\n'),
    says: ['expected numbers of source.txt (1 to 20)', 'found 200'],
  },
  {
    what: 'lay questions for one number in two places',
    file: LAY,
    change: replace('number: 20\n', 'number: 3\n'),
    says: ['expected each measure number once', 'found "3" twice'],
  },
  {
    what: 'an office that is listed twice',
    file: 'offices.yaml',
    change: replace('id: beijing-customs', 'id: tianjin-customs'),
    says: ['expected each office id once', 'found "tianjin-customs" twice'],
  },
  {
    what: 'an office of no kind',
    file: 'offices.yaml',
    change: replace('  - id: beijing-customs\n    kind: customs\n', '  - id: beijing-customs\n'),
    at: '  - id: beijing-customs',
    says: ['offices.0.kind', 'expected one of "customs"'],
  },
  {
    what: 'a signpost without words',
    file: 'signposts.yaml',
    change: (text) => text.replace(/ {6}en: You can call the mainland.*\n/, ''),
    at: '      zh-Hans: 可拨打海关热线',
    says: ['signposts.0.text.en', 'expected string', 'undefined'],
  },
  {
    what: 'a pattern of cues that is none',
    file: 'cues.yaml',
    change: replace('- drop table|', '- (drop table|'),
    at: '    - (drop table',
    says: ['injection.patterns', 'expected a regular expression', 'found "(drop table|'],
  },
]

let intact = ''
let folder = ''
beforeAll(() => {
  intact = mkdtempSync(join(tmpdir(), 'corpus-'))
  cpSync(join(projectRoot, 'corpus'), intact, { recursive: true })
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'damaged-corpus-'))
  cpSync(intact, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => rmSync(intact, { recursive: true, force: true }))

function refusal(): AppError {
  try {
    loadCorpus(folder)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected the corpus to be refused, found it accepted')
}

function expectRefusal({ file, change, at, blames, says }: Damage): void {
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(path, after)
  // Beside a damaged document the others are sound and only take time.
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && file.includes('/') && entry.name !== dirname(file)) {
      rmSync(join(folder, entry.name), { recursive: true })
    }
  }
  const { code, message } = refusal()
  expect(code).toBe('bad_corpus')
  const lines = after.split('\n')
  const line = at === undefined ? '' : `:${lines.findIndex((each) => each.startsWith(at)) + 1}:`
  expect(message).toContain(`${join(folder, blames ?? file)}${line}`)
  expect(says.map((part) => [part, message.includes(part)])).toEqual(
    says.map((part) => [part, true]),
  )
}

test('a copy without damage is accepted', () => {
  expect(loadCorpus(folder).corpus.measures).toHaveLength(116)
})

describe('a source is refused that has', () => {
  test.each(SOURCES)('$what', expectRefusal)

  test.each([
    ['another encoding', Buffer.from([0xba, 0xa3, 0xbf, 0xda])],
    ['a byte too few', Buffer.from('一、推动“零关税”').subarray(0, -1)],
  ])('%s', (_, bytes) => {
    const file = join(folder, HAIKOU)
    writeFileSync(file, bytes)
    expect(refusal()).toMatchObject({
      code: 'bad_corpus',
      message: expect.stringContaining(`${file}: expected a readable UTF-8 file`),
    })
  })
})

describe('a corpus is refused that has', () => {
  test.each(DATA_FILES)('$what', expectRefusal)

  test.each([
    'offices.yaml',
    'signposts.yaml',
    'cues.yaml',
    'dalian-43/document.yaml',
    'dalian-43/source.txt',
  ])('no %s', (name) => {
    const file = join(folder, name)
    rmSync(file)
    expect(refusal()).toMatchObject({
      code: 'bad_corpus',
      message: expect.stringContaining(`${file}: expected a readable UTF-8 file`),
    })
  })

  test('no document', () => {
    for (const { data } of loadCorpus(folder).corpus.documents) {
      rmSync(join(folder, data.id), { recursive: true })
    }
    expect(refusal()).toMatchObject({
      code: 'bad_corpus',
      message: `${folder}: expected a folder with document.yaml, found none`,
    })
  })

  test('no folder', () => {
    rmSync(folder, { recursive: true })
    expect(refusal().code).toBe('bad_corpus')
    expect(refusal().message).toContain(folder)
  })
})

test('a text that differs in one character, which fits everything else', () => {
  const file = join(folder, HAIKOU)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('支持扩大核心政策')
  writeFileSync(file, text.replace('支持扩大核心政策', '禁止扩大核心政策'))
  expect(() => loadCorpus(folder)).toThrow(
    /haikou-20\/source\.txt: expected sha256 [0-9a-f]{64} as in document\.yaml, found [0-9a-f]{64}/,
  )
  const data = join(folder, 'haikou-20/document.yaml')
  writeFileSync(data, readFileSync(data, 'utf8').replace(/^sourceSha256: .*\n/m, ''))
  expect(loadCorpus(folder).corpus.measures).toHaveLength(116)
})

test('a document may come without translation and lay questions', () => {
  rmSync(join(folder, TRANSLATION))
  rmSync(join(folder, LAY))
  const { corpus, layQuestions } = loadCorpus(folder)
  const haikou = corpus.measures.filter(({ documentId }) => documentId === 'haikou-20')
  expect(haikou.map(({ translation }) => translation)).toEqual(haikou.map(() => null))
  expect(haikou.filter(({ id }) => layQuestions.has(id))).toEqual([])
  expect(layQuestions.size).toBe(96)
})
