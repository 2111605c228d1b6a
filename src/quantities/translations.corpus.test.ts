import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { missingQuantities } from './missing-quantities.js'
import type { Quantity } from './quantity.js'
import { readQuantities } from './read-quantities.js'
import { sameQuantity } from './same-quantity.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))

/** Each sentence of the five documents beside its translation. */
const PAIRS = corpus.measures.flatMap(({ id, text, sentences, translation }) =>
  sentences.map(({ start, end }, index) => ({
    place: `${id}[${index}]`,
    zh: text.slice(start, end),
    en: translation?.sentences[index] ?? '',
  })),
)

/** Quantities of one language that the other does not hold, and why that is so. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly en: readonly string[]; readonly zh: readonly string[]; reason: string }>
> = {
  'dalian-43/33[1]': {
    en: ['3 months or more'],
    zh: ['3个月'],
    reason: 'the translation adds a bound: 实际进出口3个月前 states none',
  },
  'dalian-43/43[0]': {
    en: ['ten thousand'],
    zh: [],
    reason: '十百千万 is the name of a mechanism, spelled out in English as four numbers',
  },
  'dalian-43/43[1]': {
    en: ['ten thousand'],
    zh: [],
    reason: '十百千万 is the name of a mechanism, spelled out in English as four numbers',
  },
}

const wordsOf = (text: string, quantities: readonly Quantity[]): string[] =>
  quantities.map(({ start, end }) => text.slice(start, end))

test('there is something to compare', () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(400)
  expect(PAIRS.every(({ en }) => en !== '')).toBe(true)
})

test.each(PAIRS)(
  '$place: each quantity stands in the original and in the translation',
  ({ place, zh, en }) => {
    const { en: onlyEn, zh: onlyZh } = EXCEPTIONS[place] ?? { en: [], zh: [] }
    expect(wordsOf(en, missingQuantities(en, [zh]))).toEqual(onlyEn)
    expect(wordsOf(zh, missingQuantities(zh, [en]))).toEqual(onlyZh)
  },
)

describe('nothing is overlooked', () => {
  /** Words of the documents that hold a numeral above one and no quantity. */
  const NO_QUANTITY = /十百千万|珠三角|半成品|两头|三亚|二线|[二三四]是|ten, hundred, thousand/gu
  const NUMERALS =
    /\d|[二两三四五六七八九十百千万亿半]|(?<![a-z])(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|hundred|thousand|million|billion|per cent|twice)(?![a-z])/giu

  test.each(PAIRS)('$place', ({ zh, en }) => {
    for (const text of [zh, en]) {
      const covered = [
        ...readQuantities(text),
        ...[...text.matchAll(NO_QUANTITY)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
        })),
      ]
      const overlooked = [...text.matchAll(NUMERALS)].filter(
        ({ index }) => !covered.some(({ start, end }) => start <= index && index < end),
      )
      expect(overlooked.map(({ index }) => text.slice(Math.max(0, index - 5), index + 10))).toEqual(
        [],
      )
    }
  })
})

test('only counts up to ten are held by a word that is not read as a quantity', () => {
  const loose = PAIRS.flatMap(({ place, zh, en }) => {
    if (EXCEPTIONS[place] !== undefined) return []
    const [original, translated] = [readQuantities(zh), readQuantities(en)]
    const alone = (from: readonly Quantity[], held: readonly Quantity[]): Quantity[] =>
      from.filter(
        (one) => one.kind !== 'ordinal' && !held.some((other) => sameQuantity(one, other)),
      )
    return [...alone(original, translated), ...alone(translated, original)]
  })
  const values = loose.map((one) =>
    one.kind === 'amount' && one.unit === 'count' ? one.value : one,
  )
  // All of them are ones: one code (一码), handled once (一次).
  expect(new Set(values)).toEqual(new Set(['1']))
})

describe('one wrong digit, unit or bound is found', () => {
  const withAmounts = PAIRS.flatMap(({ place, zh, en }) =>
    EXCEPTIONS[place] === undefined
      ? readQuantities(en).flatMap((quantity) =>
          quantity.kind === 'amount' && /\d/u.test(en.slice(quantity.start, quantity.end))
            ? [{ place, zh, en, quantity }]
            : [],
        )
      : [],
  )

  test('there are amounts to spoil', () => {
    expect(withAmounts.length).toBeGreaterThanOrEqual(40)
  })

  test.each(withAmounts)('$place', ({ zh, en, quantity: { start, end, bound } }) => {
    const words = en.slice(start, end)
    const spoil = (changed: string): number =>
      missingQuantities(en.slice(0, start) + changed + en.slice(end), [zh]).length
    expect(spoil(words)).toBe(0)
    expect(
      spoil(words.replace(/\d/u, (digit) => String((Number(digit) + 1) % 10))),
    ).toBeGreaterThan(0)
    expect(spoil(words.replace(/\d(?![\d.,])/u, (digit) => `${digit}7`))).toBeGreaterThan(0)
    const number = /\d[\d,.]*(?: (?:m|b)illion)?/u.exec(words)?.[0] ?? ''
    expect(
      spoil(words.startsWith('RMB') ? `USD ${number}` : `${number} working days`),
    ).toBeGreaterThan(0)
    if (bound === 'exact') expect(spoil(`up to ${words}`)).toBeGreaterThan(0)
  })
})
