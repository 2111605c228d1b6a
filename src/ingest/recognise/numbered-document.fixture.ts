import fc from 'fast-check'
import { toHanNumeral } from '../../domain/han-numerals.js'

/** How a form prints a number at a line's start, and how the label reads. */
interface Form {
  readonly print: (value: number) => string
  readonly label: (value: number) => string
}

const han = toHanNumeral
const FORMS = {
  part: { print: (n) => `第${han(n)}编　`, label: (n) => `第${han(n)}编` },
  chapter: { print: (n) => `第${han(n)}章　`, label: (n) => `第${han(n)}章` },
  article: { print: (n) => `第${han(n)}条　`, label: (n) => `第${han(n)}条` },
  han: { print: (n) => `${han(n)}、`, label: han },
  bracket: { print: (n) => `（${han(n)}）`, label: (n) => `（${han(n)}）` },
  half: { print: (n) => `(${han(n)})`, label: (n) => `（${han(n)}）` },
  dot: { print: (n) => `${n}. `, label: String },
  comma: { print: (n) => `${n}、`, label: String },
  counted: { print: (n) => `第${han(n)}，`, label: (n) => `第${han(n)}` },
  named: { print: (n) => `【案例${han(n)}】`, label: (n) => `案例${han(n)}` },
  question: { print: (n) => `Q${n}：`, label: (n) => `Q${n}` },
  padded: {
    print: (n) => `${String(n).padStart(2, '0')}　`,
    label: (n) => String(n).padStart(2, '0'),
  },
  measure: { print: (n) => `措施${han(n)}：`, label: (n) => `措施${han(n)}` },
} satisfies Record<string, Form>

/** Ways in which documents are numbered: headings, measures, sub-points; whether measures run on. */
const SCHEMES: readonly {
  readonly headings: readonly Form[]
  readonly item: Form
  readonly inside: Form | undefined
  readonly runsOn: readonly boolean[]
}[] = [
  { headings: [], item: FORMS.han, inside: FORMS.bracket, runsOn: [true] },
  { headings: [], item: FORMS.dot, inside: undefined, runsOn: [true] },
  { headings: [], item: FORMS.comma, inside: undefined, runsOn: [true] },
  { headings: [], item: FORMS.bracket, inside: FORMS.dot, runsOn: [true] },
  { headings: [FORMS.chapter], item: FORMS.article, inside: FORMS.bracket, runsOn: [true] },
  {
    headings: [FORMS.part, FORMS.chapter],
    item: FORMS.article,
    inside: FORMS.bracket,
    runsOn: [true],
  },
  { headings: [FORMS.han], item: FORMS.bracket, inside: FORMS.dot, runsOn: [true, false] },
  { headings: [FORMS.han], item: FORMS.half, inside: FORMS.comma, runsOn: [true, false] },
  { headings: [FORMS.han], item: FORMS.dot, inside: undefined, runsOn: [true, false] },
  { headings: [], item: FORMS.counted, inside: FORMS.half, runsOn: [true] },
  { headings: [], item: FORMS.named, inside: FORMS.dot, runsOn: [true] },
  { headings: [], item: FORMS.padded, inside: undefined, runsOn: [true] },
  { headings: [FORMS.han], item: FORMS.question, inside: FORMS.dot, runsOn: [true] },
  { headings: [FORMS.han], item: FORMS.measure, inside: FORMS.dot, runsOn: [true] },
]

const TITLES = [
  '优化通关流程',
  '压缩办理时限',
  '加强协同监管',
  '完善服务机制',
  '扩大试点范围',
  '落实减税政策',
]
const SENTENCES = [
  '对符合条件的企业实施便利措施，减少单证提交，提高办理效率。',
  '依照第七条的规定办理备案手续，并在30个工作日内作出决定。',
  '2024年全年压缩整体通关时间10.5个百分点以上，惠及企业3000家。',
  '一是简化流程；二是减少环节；三是缩短时间。',
  '支持一、二线城市开展试点，第三方检验结果予以采信。',
  '属于下列情形的，（一）未按规定申报的；（二）逾期未缴纳的，不予办理。',
  '鼓励企业主动披露，首次违规且及时改正的，可以不予行政处罚。',
]

const bodies = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 4 })
const entry = fc.record({
  title: fc.constantFrom(...TITLES),
  body: bodies,
  points: fc.option(fc.array(fc.constantFrom(...SENTENCES), { minLength: 2, maxLength: 3 })),
})
const chapters = fc.array(
  fc.record({
    title: fc.constantFrom(...TITLES),
    entries: fc.array(entry, { minLength: 2, maxLength: 5 }),
  }),
  { minLength: 2, maxLength: 4 },
)
const layout = fc.record({
  /** Han characters a line, or 0 for one line a paragraph. */
  width: fc.constantFrom(0, 0, 24, 33, 41),
  /** Lines a page, or 0 for none. */
  page: fc.constantFrom(0, 0, 18),
  blankLines: fc.boolean(),
  titleOnLine: fc.boolean(),
})
/** Documents with headings, measures and sub-points, hard-wrapped and paged or not. */
export const generatedDocument = fc
  .tuple(fc.constantFrom(...SCHEMES), fc.boolean(), chapters, layout)
  .map(([scheme, preferRunOn, content, form]) => {
    const runsOn = scheme.runsOn.includes(preferRunOn) ? preferRunOn : (scheme.runsOn[0] ?? true)
    return { ...scheme, runsOn, content, form }
  })

type Plan = typeof generatedDocument extends fc.Arbitrary<infer T> ? T : never

interface Printed {
  readonly source: string
  readonly items: readonly { readonly key: string; readonly label: string }[]
}

/** Prints a document; `items` are its measures in order. */
export function printDocument({ headings, item, inside, runsOn, content, form }: Plan): Printed {
  const paragraphs = [
    '关于进一步促进贸易便利化的若干规定',
    '为优化营商环境，根据有关规定，制定以下内容。',
  ]
  const items: { key: string; label: string }[] = []
  let number = 0
  content.forEach(({ title, entries }, index) => {
    const [outer, inner] = headings
    if (inner !== undefined && outer !== undefined) {
      paragraphs.push(`${outer.print(index + 1)}${title}`, `${inner.print(1)}一般规定`)
    } else if (outer !== undefined) {
      paragraphs.push(`${outer.print(index + 1)}${title}`)
    }
    entries.forEach((each, at) => {
      number = runsOn || headings.length === 0 ? number + 1 : at + 1
      const own = headings.length === 0 || runsOn
      const above = headings.at(-1)
      items.push({
        key: own ? String(number) : `${index + 1}-${number}`,
        label:
          own || above === undefined
            ? item.label(number)
            : `${above.label(index + 1)}${item.label(number)}`,
      })
      const text = each.body.join('')
      const points = inside === undefined ? [] : (each.points ?? [])
      // What introduces an enumeration says so; without that even a reader could take it for a chapter.
      const body = points.length === 0 ? text : `${text}具体包括：`
      if (form.titleOnLine) paragraphs.push(`${item.print(number)}${each.title}`, body)
      else paragraphs.push(`${item.print(number)}${each.title}。${body}`)
      points.forEach((point, place) =>
        paragraphs.push(
          `${inside?.print(place + 1) ?? ''}${point.replace(/。$/u, place + 1 === points.length ? '。' : '；')}`,
        ),
      )
    })
  })
  const lines = paragraphs.flatMap((paragraph) => wrap(paragraph, form.width))
  const paged =
    form.page === 0
      ? lines
      : lines.flatMap((line, at) =>
          (at + 1) % form.page === 0
            ? [line, `— ${(at + 1) / form.page} —`, '贸易便利化若干规定汇编']
            : [line],
        )
  return { source: paged.join(form.blankLines ? '\n\n' : '\n'), items }
}

function wrap(paragraph: string, width: number): string[] {
  if (width === 0) return [paragraph]
  const lines: string[] = []
  for (let at = 0; at < paragraph.length; at += width) lines.push(paragraph.slice(at, at + width))
  return lines
}
