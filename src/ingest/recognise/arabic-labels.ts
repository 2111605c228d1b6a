import { type FoundLabel, MAX_PLAIN_VALUE, matchAt } from './found-label.js'
import { isQuantity } from './label-context.js'
import { LABEL_PATTERNS, RANK } from './label-styles.js'
import { readLetter, readNumber } from './read-number.js'

/** Labels that begin with a figure: 1.1, 1. 1、 4A. 1) and a number before a blank or alone. */
export function arabicAt(text: string, at: number): FoundLabel[] {
  const found: FoundLabel[] = []
  const dotted = matchAt(LABEL_PATTERNS.dotted, text, at)
  if (dotted?.[1] !== undefined && dotted[2] !== undefined) {
    const end = at + dotted[0].length
    const levels = [dotted[1], ...dotted[2].normalize('NFKC').slice(1).split('.')].map(Number)
    if (
      !isQuantity(text.slice(end)) &&
      levels.every((level) => readNumber(String(level)) !== undefined)
    ) {
      found.push({
        style: `1${'.1'.repeat(levels.length - 1)}`,
        rank: RANK.dotted + levels.length / 100,
        value: levels.at(-1) ?? 0,
        outer: levels.at(-2) ?? 0,
        label: levels.join('.'),
        end,
        distinct: false,
        // 1.5 may be a quantity that a line break cut off.
        prior: -0.3,
      })
    }
    return found
  }
  const plain = matchAt(LABEL_PATTERNS.arabic, text, at)
  if (plain?.[1] !== undefined) {
    const value = readNumber(plain[1])
    const end = at + plain[0].length
    if (value === undefined || value > MAX_PLAIN_VALUE) return found
    const letters = plain[2] ?? ''
    const inserted = letters === '' ? 0 : (readLetter(letters.charAt(letters.length - 1)) ?? 0)
    found.push({
      style: '1.',
      rank: RANK.arabic,
      value,
      inserted,
      label: `${value}${letters}`,
      end,
      distinct: true,
      prior: /^[ \t]*[、，,]/u.test(text.slice(end)) ? -2 : 0,
    })
    return found
  }
  const closed = matchAt(LABEL_PATTERNS.closed, text, at)
  const closedValue = readNumber(closed?.[1] ?? '')
  if (closed?.[1] !== undefined && closedValue !== undefined && closedValue <= MAX_PLAIN_VALUE) {
    return [
      {
        style: '1)',
        rank: RANK.arabicBracket,
        value: closedValue,
        label: `${closedValue}）`,
        end: at + closed[0].length,
        distinct: true,
      },
    ]
  }
  const blank = matchAt(LABEL_PATTERNS.blank, text, at)
  const value = readNumber(blank?.[1] ?? '')
  if (blank?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const end = at + blank[0].length
    if (!isQuantity(text.slice(end))) {
      found.push({
        style: '1 ',
        rank: RANK.arabic,
        value,
        label: String(value),
        end,
        distinct: false,
        // Words that end no sentence are more likely a title.
        prior: /[。，；,;]$/u.test(text.trimEnd()) ? -0.5 : 0.1,
      })
    }
  }
  found.push(...aloneAt(text, at))
  return found
}

/** A number, Han or Arabic, alone in its line or cell. */
export function aloneAt(text: string, at: number): FoundLabel[] {
  const alone = matchAt(LABEL_PATTERNS.alone, text, at)
  const value = readNumber(alone?.[1] ?? '')
  if (alone?.[1] === undefined || value === undefined || value > MAX_PLAIN_VALUE) return []
  const arabic = /[0-9０-９]/u.test(alone[1])
  const end = at + alone[0].length
  const bar = /^[ \t\u3000]*[|｜]/u.exec(text.slice(end))?.[0].length ?? 0
  return [
    {
      style: arabic ? 'row' : 'row 一',
      rank: arabic ? RANK.arabic : RANK.han,
      value,
      label: arabic ? String(value) : alone[1],
      end: end + bar,
      distinct: false,
      prior: -0.2,
    },
  ]
}
