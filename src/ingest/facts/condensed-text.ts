import { foldText } from '../../scripts/fold.js'
import type { Fact, Quotation } from './facts-types.js'

const BLANK = /[\s\u200b\ufeff]/u
const ASCII = /[\x21-\x7e]/u

/**
 * A stretch of a text, folded and without the blanks and line breaks that only its layout put there,
 * so that patterns need not know of them; each character leads back to the source.
 */
export interface CondensedText {
  /** As `foldText` has it: Simplified, half-width, lower case. */
  readonly text: string
  /** The source's words for `[from, to)` of `text`. */
  quote(from: number, to: number): Quotation
  /** The same with a value. */
  fact(value: string, from: number, to: number): Fact
  /** Index in `text` of the first character that stands at `offset` of the source or after it. */
  indexOf(offset: number): number
}

/**
 * Condenses `[start, end)` of a source. Blanks go beside Han characters and full-width punctuation;
 * between two ASCII characters one remains. Linear in the length.
 */
export function condenseText(source: string, start = 0, end = source.length): CondensedText {
  const folded = foldText(source.slice(start, end))
  const offsets: number[] = []
  let text = ''
  let skipped = false
  for (let index = 0; index < folded.length; index += 1) {
    const character = folded.charAt(index)
    if (BLANK.test(character)) {
      skipped = true
      continue
    }
    // The source's own character tells: a full-width comma folds to ASCII and needs no blank.
    if (
      skipped &&
      text !== '' &&
      isAscii(source, start + index) &&
      isAscii(source, last(offsets))
    ) {
      text += ' '
      offsets.push(last(offsets) + 1)
    }
    skipped = false
    text += character
    offsets.push(start + index)
  }

  const quote = (from: number, to: number): Quotation => {
    const begins = offsets[from] ?? end
    const ends = (offsets[to - 1] ?? begins - 1) + 1
    return { quote: source.slice(begins, ends), start: begins, end: ends }
  }
  return {
    text,
    quote,
    fact: (value, from, to) => ({ value, ...quote(from, to) }),
    indexOf: (offset) => lowerBound(offsets, offset),
  }
}

const last = (offsets: readonly number[]): number => offsets.at(-1) ?? 0

const isAscii = (source: string, offset: number): boolean => ASCII.test(source.charAt(offset))

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
