import { z } from 'zod'
import { missingQuantities } from '../../quantities/missing-quantities.js'
import type { Quantity } from '../../quantities/quantity.js'
import { readQuantities } from '../../quantities/read-quantities.js'
import { foldText } from '../../scripts/fold.js'
import { isEnglish } from '../../scripts/detect-script.js'
import { createForeignTextCheck } from './foreign-text.js'
import { type CheckContext, type Checked, shown } from './enrichment-check.js'

/** English of a measure as a model gives it: the title first, then sentence by sentence. */
export const translationAnswerSchema = z.object({ sentences: z.array(z.string()) })

/**
 * Characters of English for one of Chinese: 2.5 to 8.4 in the sentences of the first five documents
 * (116 measures, translated by hand). Short sentences vary more, so there is room beyond.
 */
const MIN_RATIO = 1.5
const MAX_RATIO = 12

/** A name may be explained by its original in brackets, up to so many characters. */
const BRACKETED = /[(（]([^()（）]{1,30})[)）]/gu

/**
 * Checks an English translation sentence by sentence: as many as the original has, the same numbers,
 * amounts, periods and article numbers on both sides, English words and no Han but names in brackets
 * that the original has too, a length that fits, nothing foreign. One bad sentence spoils the whole: a
 * translation with a gap would lead to the wrong words of the original.
 */
export function checkTranslation(
  { sentences }: z.infer<typeof translationAnswerSchema>,
  { measure, cues }: CheckContext,
): Checked {
  const originals = measure.sentences.map(({ start, end }) => measure.text.slice(start, end))
  if (sentences.length !== originals.length) {
    const found = `sentences: expected ${originals.length} as in the original, title included, found ${sentences.length}`
    return { fields: undefined, problems: [found] }
  }
  const foreign = createForeignTextCheck(measure.text, cues)
  const trimmed = sentences.map((sentence) => sentence.trim())
  const problems = trimmed.flatMap((english, index) => {
    const original = originals[index] ?? ''
    const fault = foreign(english) ?? faultOf(english, original, measure.text)
    return fault === undefined ? [] : [`sentence ${index} ${fault}: ${shown(english)}`]
  })
  return { fields: problems.length > 0 ? undefined : { sentences: trimmed }, problems }
}

function faultOf(english: string, original: string, text: string): string | undefined {
  const outside = english.replace(BRACKETED, (whole, inner: string) =>
    /\p{Script=Han}/u.test(inner) && text.includes(inner.trim()) ? '' : whole,
  )
  const han = /\p{Script=Han}+/u.exec(outside)?.[0]
  if (han !== undefined) return `has Chinese left ("${han}")`
  if (!/[a-z]/iu.test(outside) || !isEnglish(outside)) return 'is not English'
  const ratio = outside.length / original.length
  if (ratio < MIN_RATIO) return 'is too short for its original'
  if (ratio > MAX_RATIO) return 'is too long for its original'
  return numberFault(outside, original)
}

function numberFault(english: string, original: string): string | undefined {
  const words = (text: string, found: readonly Quantity[]): string =>
    found.map(({ start, end }) => `"${text.slice(start, end)}"`).join(', ')
  const added = [...missingQuantities(english, [original]), ...lostOrdinals(english, original)]
  if (added.length > 0) return `has a number that the original has not: ${words(english, added)}`
  const lost = [...missingQuantities(original, [english]), ...lostOrdinals(original, english)]
  if (lost.length > 0) return `lacks a number of the original: ${words(original, lost)}`
  return undefined
}

/**
 * Numbers of articles and items (第十条, Article 10) that the other side does not have, if only as a
 * plain number. First is left out, and so are English words: 首批, 二是 and "second" count what is said.
 */
function lostOrdinals(text: string, other: string): Quantity[] {
  const held = readQuantities(other)
  const folded = foldText(other)
  return readQuantities(text).filter(
    (quantity) =>
      quantity.kind === 'ordinal' &&
      quantity.value !== '1' &&
      !/^[a-z ]+$/iu.test(text.slice(quantity.start, quantity.end)) &&
      !held.some((one) => one.kind === 'ordinal' && one.value === quantity.value) &&
      !new RegExp(`(?<!\\d)${quantity.value}(?!\\d)`, 'u').test(folded),
  )
}
