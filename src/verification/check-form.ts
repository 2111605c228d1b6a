import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'

/** Longest claim (UTF-16 code units) that is not as long as what it cites. */
const MAX_LENGTH = 400

/** A claim may be this much longer than the longest text that it cites. */
const MAX_GROWTH = 1.2

const FORBIDDEN: readonly (readonly [reason: string, pattern: RegExp])[] = [
  ['broken characters', /[\uFFFD\p{Cs}\p{Co}]|[^\P{Cc}\t\n]/u],
  ['an address', /[a-z][a-z+.-]*:\/\/|www\.|(?:[a-z0-9-]{2,}\.)+[a-z]{2,}(?![a-z])|\S+@\S+\.\S+/iu],
  ['markup', /<[a-z!/?][^>]*>?|&(?:#\d+|[a-z]+);|!\[|\]\s?\(|`|^\s*#{1,6}\s|\$\$|\\[a-z(]/imu],
  ['a table', /\|/u],
  ['brackets', /[[\]【】{}［］]/u],
]

/** A repeated phrase: three times in a row, or a long one twice. */
const REPEATED = [
  /(?=.{0,40}\p{L})(.{2,40}?)(?:[\s，,、]*\1){2,}/u,
  /(\p{Script=Han}{6,40})[\s，,、]*\1/u,
  /(?<![a-z])([a-z]+(?: [a-z]+){2,12})[\s,]*\1(?![a-z])/iu,
]

/** Digits in a row or in groups, as telephone numbers are written. */
const PHONE = /(?<![\d.])\+?\d(?:[\d]|[ ()-](?=[\d(])){6,}(?![\d.]*%)/gu

/** Refuses what no sentence of an answer looks like: links, markup, broken or babbling text. */
export function createFormCheck(): Check {
  return ({ shown, reading }, { texts, cited }) => {
    if (!/\p{L}/u.test(shown)) return 'form: no words'
    const longest = cited.reduce((sum, { reading: each }) => sum + each.text.length + 1, 0)
    if (shown.length > Math.max(MAX_LENGTH, longest * MAX_GROWTH)) return 'form: too long'
    const known = texts.map((text) => foldText(text)).join('\n')
    for (const [reason, pattern] of FORBIDDEN) {
      const found = pattern.exec(shown)?.[0]
      if (found !== undefined && !known.includes(foldText(found))) return `form: ${reason}`
    }
    if (REPEATED.some((pattern) => pattern.test(shown) && !pattern.test(known))) {
      return 'form: a phrase is repeated'
    }
    for (const [number] of reading.original.matchAll(PHONE)) {
      const digits = number.replace(/\D/gu, '')
      if (digits.length >= 7 && !known.replace(/\D/gu, '').includes(digits)) {
        return 'form: a telephone number'
      }
    }
    return undefined
  }
}
