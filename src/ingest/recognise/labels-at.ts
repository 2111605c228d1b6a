import { aloneAt, arabicAt } from './arabic-labels.js'
import { type FoundLabel, MAX_PLAIN_VALUE, matchAt } from './found-label.js'
import { hanAt, ordinalAt, wordAt } from './han-labels.js'
import { LABEL_PATTERNS, RANK } from './label-styles.js'
import { latinAt, latinReadings } from './latin-labels.js'
import { readEnclosed, readNumber } from './read-number.js'

/** Every way to read what stands at one place of a line as a label. */
export function labelsAt(text: string, at: number): FoundLabel[] {
  const character = text.charAt(at)
  if (character === '') return []
  if (character === '第') return ordinalAt(text, at)
  if ('(（﹙'.includes(character)) return bracketAt(text, at)
  const enclosed = readEnclosed(text.slice(at, at + 2))
  if (enclosed !== undefined) return [enclosedAt(text, at, enclosed)]
  if (/[0-9０-９]/u.test(character)) return arabicAt(text, at)
  if (/[A-Za-z]/u.test(character)) return latinAt(text, at)
  const han = hanAt(text, at)
  return han === undefined ? [...aloneAt(text, at), ...wordAt(text, at)] : [han]
}

function bracketAt(text: string, at: number): FoundLabel[] {
  const found = matchAt(LABEL_PATTERNS.bracket, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found?.[1] !== undefined && value !== undefined && value <= MAX_PLAIN_VALUE) {
    const arabic = /[0-9０-９]/u.test(found[1])
    const printed = arabic ? String(value) : found[1]
    return [
      {
        style: arabic ? '(1)' : '（一）',
        rank: arabic ? RANK.arabicBracket : RANK.hanBracket,
        value,
        label: `（${printed}）`,
        end: at + found[0].length,
        distinct: true,
      },
    ]
  }
  const latin = matchAt(LABEL_PATTERNS.latinBracket, text, at)
  return latin?.[1] === undefined ? [] : latinReadings(latin[1], at + latin[0].length, '()')
}

function enclosedAt(text: string, at: number, value: number): FoundLabel {
  const code = text.codePointAt(at) ?? 0
  const dotted = code >= 0x2488 && code <= 0x249b
  const bracketed = code >= 0x2474 && code <= 0x2487
  const han = code >= 0x3220 && code <= 0x3229
  const [style, rank] = han
    ? (['（一）', RANK.hanBracket] as const)
    : bracketed
      ? (['(1)', RANK.arabicBracket] as const)
      : dotted
        ? (['1.', RANK.arabic] as const)
        : (['①', RANK.circled] as const)
  const end = at + String.fromCodePoint(code).length
  return {
    style,
    rank,
    value,
    label:
      style === '①'
        ? text.slice(at, end)
        : text.slice(at, end).normalize('NFKC').replace(/\.$/, ''),
    end,
    distinct: true,
  }
}
