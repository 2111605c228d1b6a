import fc from 'fast-check'
import {
  type DocumentData,
  documentDataSchema,
  type FormNumberingKind,
} from '../domain/document.js'
import { toHanNumeral } from '../domain/han-numerals.js'

/** A made-up document with what cutting it must give. */
export interface GeneratedDocument {
  readonly data: DocumentData
  readonly source: string
  readonly measures: readonly GeneratedMeasure[]
}

/** One measure of a {@link GeneratedDocument}; offsets in UTF-16 code units of the source. */
export interface GeneratedMeasure {
  readonly number: number
  readonly label: string
  readonly text: string
  readonly chapter: number | null
  readonly labelStart: number
  readonly labelEnd: number
  /** Where its last line ends, line break included. */
  readonly end: number
}

interface Form {
  readonly title: 'line' | 'first-sentence' | 'row'
  readonly printed: (number: number) => string
  readonly label: (number: number) => string
  /** Beginnings of a line or a sentence that are no number of this kind, though they look like one. */
  readonly openings: readonly string[]
}

/** How each kind prints its numbers, written down here a second time and on purpose. */
const FORMS: Readonly<Record<FormNumberingKind, Form>> = {
  'han-clauses': {
    title: 'line',
    printed: (number) => `${toHanNumeral(number)}、`,
    label: toHanNumeral,
    openings: ['（一）', '(二)', '1. ', '第一，', '一是', '三 ', '2024年', '①'],
  },
  'bracketed-items': {
    title: 'first-sentence',
    printed: (number) => `(${toHanNumeral(number)})`,
    label: (number) => `（${toHanNumeral(number)}）`,
    openings: ['（检疫）', '(1)', '1、', '第(一)项', '一是', '二 ', '12 ', '②'],
  },
  cases: {
    title: 'line',
    printed: (number) => `${number} `,
    label: String,
    openings: ['（一）', '一、', '2024年', '2024 年', '3.5%', '7×24小时', '1、', '第3则', '4月'],
  },
  'table-rows': {
    title: 'row',
    printed: (number) => `${number}`,
    label: String,
    openings: ['（一）', '一、', '3 ', '24小时', '1、', '第7项', '序号7', '主要内容如下'],
  },
}

const FRAGMENTS = [
  '依照第十条',
  '见第(三)项和第7项',
  '十、二十条',
  '(一)一企一策',
  '（十九）',
  '四个一(一企、一品)',
  '一、二线口岸',
  '“一单两报”',
  'ERP／WMS',
  '7×24小时',
  '占比93.4%',
  '支持 RCEP',
  '《办法》',
  '𠮷',
]

const sentence = (openings: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('支持企业', '优化监管', '对货物', ...openings),
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 3 }),
      fc.constantFrom('。', '！', '？', '。”', '。）'),
    )
    .map(([opening, fragments, end]) => `${[`${opening}的`, ...fragments].join('，')}${end}`)

interface Plan {
  readonly title: string
  readonly lines: readonly string[]
  readonly indent: string
  readonly gap: string
  readonly isBold: boolean
  readonly startsChapter: boolean
  readonly staysInLine: boolean
  readonly hasPageBreak: boolean
}

function plan(form: Form): fc.Arbitrary<Plan> {
  const line = fc
    .array(sentence(form.openings), { minLength: 1, maxLength: 3 })
    .map((sentences) => sentences.join(''))
  return fc.record({
    title: fc
      .array(fc.constantFrom('推广', '“先放后检”', '(检疫)', '第三方', '20条'), { minLength: 1 })
      .map((words) => words.join('')),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    indent: fc.constantFrom('', '  ', '\t', '\u3000\u3000'),
    gap: fc.constantFrom('\n', '\n\n', '\n \n', '\r\n'),
    isBold: fc.boolean(),
    startsChapter: fc.boolean(),
    staysInLine: fc.boolean(),
    hasPageBreak: fc.boolean(),
  })
}

/** Documents of one kind of numbering, with all that a source may do to hide its numbers. */
export function generatedDocument(kind: FormNumberingKind): fc.Arbitrary<GeneratedDocument> {
  const form = FORMS[kind]
  return fc
    .record({
      first: fc.integer({ min: 1, max: 30 }),
      plans: fc.array(plan(form), { minLength: 1, maxLength: 25 }),
      front: fc.constantFrom('', '附件\n\n', '关于印发若干措施的通知，共20条。\n'),
      hasBackMatter: fc.boolean(),
    })
    .map((choice) => write(kind, form, choice))
}

function write(
  kind: FormNumberingKind,
  form: Form,
  choice: { first: number; plans: Plan[]; front: string; hasBackMatter: boolean },
): GeneratedDocument {
  const { first, plans, front, hasBackMatter } = choice
  const hasChapters = kind === 'bracketed-items'
  const measures: GeneratedMeasure[] = []
  let source = front
  let chapter = -1
  for (const [index, each] of plans.entries()) {
    const number = first + index
    if (hasChapters && (each.startsChapter || index === 0)) {
      chapter += 1
      source += `${each.indent}${toHanNumeral(chapter + 1)}、支持发展${each.gap}`
    }
    // Only this kind prints a number behind the end of a sentence in the middle of a line.
    const isInLine = kind === 'han-clauses' && each.staysInLine && /[。！？”）]\s*$/.test(source)
    const last = measures.at(-1)
    if (isInLine && last !== undefined) {
      source = source.trimEnd()
      measures[measures.length - 1] = { ...last, end: source.length }
    } else source += each.indent
    const labelStart = source.length
    source += form.printed(number)
    const labelEnd = source.length
    const bold = (text: string): string => (each.isBold ? `**${text}**` : text)
    const [opening = '', ...rest] = each.lines
    const lines =
      form.title === 'first-sentence'
        ? [`${each.title}。${opening}`, ...rest]
        : [each.title, ...each.lines]
    if (kind === 'table-rows') source += each.gap
    lines.forEach((line, at) => {
      const isPageBreak = kind === 'table-rows' && each.hasPageBreak && at === lines.length - 1
      if (isPageBreak) source += `\t序号${each.gap}主要内容\n`
      source += `${at === 0 ? '' : each.indent}${bold(line)}${each.gap}`
    })
    measures.push({
      number,
      label: form.label(number),
      text: lines.join('\n'),
      chapter: hasChapters ? chapter : null,
      labelStart,
      labelEnd,
      end: source.length,
    })
  }
  if (hasBackMatter) source += '附件:说明\n另行印发。\n'
  return { data: madeUpData(kind, first, plans.length, hasBackMatter), source, measures }
}

/** Data of a document of `count` measures from `first` on, titled as its kind usually is. */
export function madeUpData(
  kind: FormNumberingKind,
  first: number,
  count: number,
  hasBackMatter = false,
): DocumentData {
  const names = { 'zh-Hans': '甲', 'zh-Hant': '甲', en: 'A' }
  const reference = '甲第{number}条'
  return documentDataSchema.parse({
    id: 'made-up',
    office: 'some-customs',
    issuer: { basis: 'stated' },
    nature: 'measures',
    title: { names, basis: 'stated' },
    aliases: [],
    reference: {
      'zh-Hans': reference,
      'zh-Hant-HK': reference,
      'zh-Hant-TW': reference,
      en: reference,
    },
    numbering: {
      kind,
      first,
      last: first + count - 1,
      chapters: kind === 'bracketed-items',
      title: FORMS[kind].title,
      furniture: kind === 'table-rows' ? ['^(序号|主要内容)$'] : [],
      ...(hasBackMatter ? { backMatter: '^附件[:：]' } : {}),
      unit: names,
    },
    sourceUrl: null,
    publishedOn: { date: null, basis: 'unknown' },
    asOf: { date: null, basis: 'unknown' },
    status: 'unknown',
  })
}
