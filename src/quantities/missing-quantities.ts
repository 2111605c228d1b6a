import { preparePage } from './page.js'
import type { Amount, Quantity } from './quantity.js'
import { readPage, readQuantities } from './read-quantities.js'
import { sameQuantity } from './same-quantity.js'

/**
 * Largest count that a source may hold in a word that is not read as a quantity (一码, 两地, both):
 * beyond ten nobody writes a number so.
 */

/** Words that hold a small count, by the count. */
const SMALL_COUNT_WORDS: ReadonlyMap<string, RegExp> = new Map(
  [
    '一|壹|one|once|single|1',
    '二|两|俩|双|贰|two|both|twice|double|dual|pair|second|2',
    '三|叁|three|triple|3',
    '四|肆|four|4',
    '五|伍|five|5',
    '六|six|6',
    '七|柒|seven|7',
    '八|捌|eight|8',
    '九|玖|nine|9',
    '十|拾|ten|10',
  ].map((words, index) => [
    String(index + 1),
    new RegExp(`(?<![a-z\\d.])(?:${words})(?![a-mo-rt-z\\d.]|s[a-z])`, 'u'),
  ]),
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
