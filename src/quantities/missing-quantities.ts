import { preparePage } from './page.js'
import type { Amount, Quantity } from './quantity.js'
import { readPage, readQuantities } from './read-quantities.js'
import { sameQuantity } from './same-quantity.js'

/**
 * Words that hold a small count without being read as one (一码, 两地, both), by the count; beyond ten
 * nobody writes a number so. Ordinals and idioms are gone when they are looked for.
 */
const SMALL_COUNT_WORDS: ReadonlyMap<string, RegExp> = new Map(
  [
    '一|(?<![a-z])(?:ones?|once|single)(?![a-z])',
    '[二两双]|(?<![a-z])(?:two|both|twice|double|dual|pair)(?![a-z])',
    '三|(?<![a-z])(?:three|triple)(?![a-z])',
    '四|(?<![a-z])four(?![a-z])',
    '五|(?<![a-z])five(?![a-z])',
    '六|(?<![a-z])six(?![a-z])',
    '七|(?<![a-z])seven(?![a-z])',
    '八|(?<![a-z])eight(?![a-z])',
    '九|(?<![a-z])nine(?![a-z])',
    '十|(?<![a-z])ten(?![a-z])',
  ].map((words, index) => [String(index + 1), new RegExp(words, 'u')]),
)

/**
 * Quantities of a claim that no source holds, in order of place. Ordinals and source markers ([S1.2])
 * are none. A quantity is held when {@link sameQuantity} finds it in one source; a whole count from 1
 * to 10 also when a source has it in a word that is no quantity by itself ("one code" for 一码, "two
 * places" for 两地), idioms such as 一站式 excepted.
 *
 * Not seen here: what a number is said of, and its direction (cut to 1 or cut by 1).
 */
export function missingQuantities(claim: string, sources: readonly string[]): Quantity[] {
  const claimed = readQuantities(claim).filter(({ kind }) => kind !== 'ordinal')
  if (claimed.length === 0) return []
  const readings = sources.map((source) => {
    const { found, page } = readPage(preparePage(source))
    return { quantities: found, rest: page.rest }
  })
  return claimed.filter(
    (quantity) =>
      !readings.some(
        ({ quantities, rest }) =>
          quantities.some((held) => sameQuantity(quantity, held)) ||
          (quantity.kind === 'amount' && isInWord(quantity, rest)),
      ),
  )
}

function isInWord({ unit, value, bound }: Amount, rest: string): boolean {
  if (unit !== 'count' || bound !== 'exact' || typeof value !== 'string') return false
  return SMALL_COUNT_WORDS.get(value)?.test(rest) ?? false
}
