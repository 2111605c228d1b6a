import { aloneAt, arabicAt } from './arabic-labels.js'
import { bracketAt, squareAt } from './bracket-labels.js'
import type { FoundLabel } from './found-label.js'
import { hanAt, looseHanAt, ordinalAt, stemAt, wordAt } from './han-labels.js'
import { RANK } from './label-styles.js'
import { latinAt } from './latin-labels.js'
import { readEnclosed } from './read-number.js'

/** Every way to read what stands at one place of a line as a label. */
export function labelsAt(text: string, at: number): FoundLabel[] {
  const character = text.charAt(at)
  if (character === '') return []
  if (character === '第') return ordinalAt(text, at)
  if ('(（﹙'.includes(character)) return bracketAt(text, at)
  if ('【〔〖〈﹝[［'.includes(character)) return squareAt(text, at)
  const enclosed = readEnclosed(text.slice(at, at + 2))
  if (enclosed !== undefined) return [enclosedAt(text, at, enclosed)]
  if (/[0-9０-９]/u.test(character)) return arabicAt(text, at)
  if (/[A-Za-zＡ-Ｚ№§\u2160-\u217b]/u.test(character)) return latinAt(text, at)
  const han = hanAt(text, at) ?? stemAt(text, at)
  if (han !== undefined) return [han]
  return [...aloneAt(text, at), ...wordAt(text, at), ...looseHanAt(text, at)]
}

function enclosedAt(text: string, at: number, value: number): FoundLabel {
  const code = text.codePointAt(at) ?? 0
  const dotted = code >= 0x2488 && code <= 0x249b
  const bracketed = code >= 0x2474 && code <= 0x2487
  const han = (code >= 0x3220 && code <= 0x3229) || (code >= 0x3280 && code <= 0x3289)
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
