import { type CountingSystem, printNumber } from '../print-number.js'
import { attributeOf, elementsIn, type PageElement, styleOf, wordsOf } from './parse-page.js'

interface Marker {
  readonly system: CountingSystem
  readonly after: string
}

/** List styles of CSS that print numbers, with what browsers put behind them. */
const STYLES: Readonly<Record<string, Marker>> = {
  decimal: { system: 'decimal', after: '. ' },
  'decimal-leading-zero': { system: 'decimal-leading-zero', after: '. ' },
  'lower-alpha': { system: 'lower-alpha', after: '. ' },
  'lower-latin': { system: 'lower-alpha', after: '. ' },
  'upper-alpha': { system: 'upper-alpha', after: '. ' },
  'upper-latin': { system: 'upper-alpha', after: '. ' },
  'lower-roman': { system: 'lower-roman', after: '. ' },
  'upper-roman': { system: 'upper-roman', after: '. ' },
  'cjk-decimal': { system: 'cjk-decimal', after: '、' },
  'cjk-ideographic': { system: 'chinese', after: '、' },
  'simp-chinese-informal': { system: 'chinese', after: '、' },
  'trad-chinese-informal': { system: 'chinese', after: '、' },
  'japanese-informal': { system: 'chinese', after: '、' },
  'simp-chinese-formal': { system: 'chinese-formal-simplified', after: '、' },
  'trad-chinese-formal': { system: 'chinese-formal-traditional', after: '、' },
  'cjk-heavenly-stem': { system: 'heavenly-stem', after: '、' },
  'cjk-earthly-branch': { system: 'earthly-branch', after: '、' },
}

const TYPES: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
}

/** A number that the author wrote although the list has its own, which the site's style hides. */
const OWN_NUMBER =
  /^\s*(?:[(（〔[]?\s*[\d０-９一二三四五六七八九十百零〇]+\s*[)）〕\].．、，]|第[\d一二三四五六七八九十百千零〇]+|[①-⑳㉑-㉟㊱-㊿⑴-⒛㊀-㊉])/u

function styleNameOf(element: PageElement): string | undefined {
  const declared = styleOf(element, 'list-style-type') ?? styleOf(element, 'list-style')
  const names = declared?.replace('!important', '').trim().split(/\s+/u)
  return names?.find((name) => name === 'none' || name in STYLES)
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*-?\d+/u.test(value) ? Number.parseInt(value, 10) : undefined
}

/**
 * The labels that a browser prints before the items of an `ol`, by `start`, `value`, `reversed`,
 * `type` and the list style of the element itself. Items that bring a number of their own get none.
 *
 * @returns By item, its label with what stands behind it.
 */
export function listLabels(list: PageElement): ReadonlyMap<PageElement, string> {
  const labels = new Map<PageElement, string>()
  const items = elementsIn(list).filter(({ tagName }) => tagName === 'li')
  const isReversed = attributeOf(list, 'reversed') !== undefined
  let next = wholeNumber(attributeOf(list, 'start')) ?? (isReversed ? items.length : 1)
  const ofList = styleNameOf(list) ?? TYPES[attributeOf(list, 'type') ?? '1'] ?? 'decimal'
  for (const item of items) {
    const value = wholeNumber(attributeOf(item, 'value')) ?? next
    next = value + (isReversed ? -1 : 1)
    const style = styleNameOf(item) ?? TYPES[attributeOf(item, 'type') ?? ''] ?? ofList
    const marker = STYLES[style]
    const written = attributeOf(list, 'data-delimiter')
    if (marker === undefined) continue
    // Where the author wrote the list's numbers, as in Markdown, both are meant.
    if (written === undefined && OWN_NUMBER.test(wordsOf(item))) continue
    const after = written ?? marker.after
    labels.set(item, `${printNumber(value, marker.system)}${after}`)
  }
  return labels
}
