import { add, multiply, type Rational, rational, ZERO } from './rational.js'

const SMALL_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS_WORDS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Words worth a number below a hundred. */
const SMALL: ReadonlyMap<string, bigint> = new Map([
  ...SMALL_WORDS.map((word, index) => [word, BigInt(index)] as const),
  ...TENS_WORDS.map((word, index) => [word, BigInt(index + 2) * 10n] as const),
])

/** Words that multiply what stands before them. */
const SCALES: ReadonlyMap<string, bigint> = new Map([
  ['dozen', 12n],
  ['hundred', 100n],
  ['thousand', 1000n],
  ['million', 1_000_000n],
  ['billion', 1_000_000_000n],
  ['trillion', 1_000_000_000_000n],
])

/** Short scales that stand after digits and a currency: RMB 1.5bn. */
const SHORT_SCALES: Readonly<Record<string, bigint>> = {
  k: 1000n,
  m: 1_000_000n,
  mn: 1_000_000n,
  b: 1_000_000_000n,
  bn: 1_000_000_000n,
}

/** Ordinals that are written as words; their place in the list is their value less one. */
export const ORDINAL_WORDS: readonly string[] =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

const SMALL_WORD = [...SMALL.keys()].toSorted((a, b) => b.length - a.length).join('|')
/** Scale words, for use inside a regular expression. */
export const SCALE_WORD = [...SCALES.keys()].join('|')

/** A number in English words, over folded text; what it matches is cut by {@link parseEnglishNumber}. */
export const ENGLISH_NUMBER = `(?:${SMALL_WORD})(?:(?:[ -]| and )(?:${SMALL_WORD}|${SCALE_WORD})(?!(?!fold)[a-z])){0,24}`

/** A number that was read from the beginning of a text, and how much of the text it took. */
export interface EnglishNumber {
  readonly value: Rational
  readonly length: number
}

/**
 * Reads the longest number at the beginning of folded words: `twenty-four`, `two thousand and five`,
 * `a hundred` (as `one hundred`). Words that do not belong together are left: of `two three` it takes
 * the two.
 */
export function parseEnglishNumber(words: string): EnglishNumber | undefined {
  let total = 0n
  let group = 0n
  let length = 0
  let lastScale = 1n << 64n
  let previous: 'none' | 'unit' | 'tens' | 'scale' = 'none'
  for (const match of words.matchAll(/(and )?([a-z]+)[ -]?/gu)) {
    const [whole, and, word = ''] = match
    const small = SMALL.get(word)
    const scale = SCALES.get(word)
    if (and !== undefined && previous !== 'scale') break
    if (small !== undefined) {
      const fits =
        previous === 'none' ||
        previous === 'scale' ||
        (previous === 'tens' && small > 0n && small < 10n)
      if (!fits || (total > 0n && small === 0n)) break
      group += small
      previous = small >= 20n ? 'tens' : 'unit'
    } else if (scale !== undefined) {
      if (previous === 'none' || (group === 0n && previous === 'scale')) break
      if (scale === 100n || scale === 12n) {
        if (group >= 100n || group === 0n) break
        group *= scale
      } else {
        if (scale >= lastScale || group === 0n) break
        total += group * scale
        group = 0n
        lastScale = scale
      }
      previous = 'scale'
    } else break
    length = match.index + whole.trimEnd().replace(/-$/u, '').length
  }
  return length === 0 ? undefined : { value: rational(total + group), length }
}

/** A number times a scale word (`hundred`, `million`) or, after digits, a short one (`bn`). */
export function scaled(value: Rational, scale: string): Rational {
  return multiply(value, rational(SCALES.get(scale) ?? SHORT_SCALES[scale] ?? 1n))
}

/** Value of an ordinal in words (`third`, `twenty-first`), or `undefined`. */
export function parseOrdinal(word: string): Rational | undefined {
  const [tens, unit] = word.split(/[ -]/u)
  const index = ORDINAL_WORDS.indexOf(unit ?? tens ?? '')
  if (index === -1) return undefined
  const base = unit === undefined ? ZERO : rational(SMALL.get(tens ?? '') ?? 0n)
  return add(base, rational(BigInt(index + 1)))
}
