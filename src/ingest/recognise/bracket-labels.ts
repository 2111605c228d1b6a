import { type FoundLabel, MAX_PLAIN_VALUE, matchAt } from './found-label.js'
import { ordinalAt, stemLabel, wordAt } from './han-labels.js'
import { LABEL_PATTERNS } from './label-patterns.js'
import { RANK } from './label-styles.js'
import { latinAt, latinReadings } from './latin-labels.js'
import { readNumber } from './read-number.js'

/** Half a step before the brackets of the same figures, which stand below 【一】 and not above it. */
const BEFORE = 0.2
const CLOSING = '】〕〗]］)）'
/** 【案例1：…】 with its title inside. */
const TITLE_INSIDE_PRIOR = -0.3

/** （一） (1) (a) and （案例一）. */
export function bracketAt(text: string, at: number): FoundLabel[] {
  const found = matchAt(LABEL_PATTERNS.bracket, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const arabic = /[0-9０-９]/u.test(found[1])
    return [
      {
        style: arabic ? '(1)' : '（一）',
        rank: arabic ? RANK.arabicBracket : RANK.hanBracket,
        value,
        label: `（${found[1].normalize('NFKC')}）`,
        end: at + found[0].length,
        distinct: true,
      },
    ]
  }
  const latin = matchAt(LABEL_PATTERNS.latinBracket, text, at)
  if (latin?.[1] !== undefined) return latinReadings(latin[1], at + latin[0].length, '()')
  const stem = matchAt(LABEL_PATTERNS.stemBracket, text, at)
  if (stem?.[1] !== undefined) return [stemLabel(stem[1], '（甲）', at + stem[0].length)]
  return wordAt(text, at + 1).flatMap((word) =>
    '）)'.includes(text.charAt(word.end)) && word.distinct ? [{ ...word, end: word.end + 1 }] : [],
  )
}

/** 【一】 [1] 〔一〕 and 【案例1】; what else stands in such brackets is a title. */
export function squareAt(text: string, at: number): FoundLabel[] {
  const found = matchAt(LABEL_PATTERNS.square, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const arabic = /[0-9０-９]/u.test(found[1])
    return [
      {
        style: arabic ? '[1]' : '[一]',
        rank: (arabic ? RANK.arabic : RANK.hanBracket) - BEFORE,
        value,
        label: found[0].normalize('NFKC').replace(/[\s、．.:]/gu, ''),
        end: at + found[0].length,
        // [1] may be a note or a source.
        distinct: text.charAt(at) === '【',
      },
    ]
  }
  const inside = text.charAt(at + 1)
  const labels = /[A-ZＱ№§]/u.test(inside)
    ? latinAt(text, at + 1)
    : inside === '第'
      ? ordinalAt(text, at + 1)
      : wordAt(text, at + 1)
  return labels.flatMap((label) => {
    if (CLOSING.includes(text.charAt(label.end)) && label.end < text.length) {
      return [{ ...label, end: label.end + 1 }]
    }
    if (!label.distinct || inside === '第') return []
    return [{ ...label, prior: (label.prior ?? 0) + TITLE_INSIDE_PRIOR }]
  })
}
