import { missingQuantities } from '../quantities/missing-quantities.js'
import type { Amount, Quantity } from '../quantities/quantity.js'
import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import { type Claim, yearsApart } from './evidence.js'
import { isToldOtherwise } from './told-otherwise.js'

/** 一次 may stand in 一次性, which is no quantity; 三年 does not stand in 十三年. */
function standsInWord(words: string, texts: readonly string[]): boolean {
  if (!/^\p{Script=Han}{2,}$/u.test(words)) return false
  const pattern = new RegExp(`(?<![〇一二三四五六七八九十百千万亿])${words}`, 'u')
  return texts.some((text) => pattern.test(text))
}

/** One of something (一个网页, one go) says no size, unless the source counts another number of it. */
function isMereOne(quantity: Quantity, held: readonly Quantity[]): boolean {
  return (
    isCount(quantity) &&
    quantity.value === '1' &&
    quantity.bound === 'exact' &&
    !held.some(
      (other) =>
        isCount(other) &&
        (other.counted.length === 0 ||
          quantity.counted.length === 0 ||
          other.counted.some((name) => quantity.counted.includes(name))),
    )
  )
}

function isCount(quantity: Quantity): quantity is Amount {
  return quantity.kind === 'amount' && quantity.unit === 'count'
}

/** 两方检查 says how many act, which one of two does not bear. */
function countsParties(quantity: Quantity): quantity is Amount {
  return isCount(quantity) && quantity.value !== '1' && quantity.counted.includes('party')
}

/** 7×24天: what is 24 of them is said by the unit, which 7×24小时 alone does not bear. */
const PRODUCT =
  /\d+\s*[x×*]\s*\d+\s*-?\s*(?:个)?(?:天|日|周|星期|月|季|年|分|秒|days?|weeks?|months?|years?|minutes?|seconds?)/u

/** Not earlier than three months before: at most so long before, whatever "not earlier" says elsewhere. */
const NOT_EARLIER = {
  zh: /不(?:得|可|能|会)?早[于過过](?:[^，。；]{0,16}(?:之|以)?前的?)?\s*$/u,
  en: /(?:(?:no|not|never)(?: any)? (?:earlier|sooner) than|at the earliest)[^,.;]*$/u,
}
/** Characters between it and the number. */
const NOT_EARLIER_REACH = 24

const BEFORE = { zh: /^[^，。；]{0,2}前/u, en: /^\s*(?:before|prior to|ahead of|in advance)/u }

/** A period before something that a claim makes the longest where its source has it as the shortest. */
function turnsEarliest(
  { start, end }: Quantity,
  { text, language }: Claim['reading'],
  texts: readonly string[],
): boolean {
  // The words may belong to the number as its bound.
  const before = text.slice(0, end)
  const found = NOT_EARLIER[language].exec(before)
  if (found === null || start - found.index > NOT_EARLIER_REACH) return false
  const told = found[0].includes('前') || BEFORE[language].test(text.slice(end))
  return told && !texts.some((each) => /不早于|以内|之内|no(?:t)? earlier than|within/u.test(each))
}

/** Every number, amount, period and date of the claim must be one of the cited sentences. */
export function createQuantityCheck(): Check {
  return ({ reading, found, quantities }, { texts, backing, cited }) => {
    let masked = reading.original
    // 第33项 and 大连43项 are names of measures and documents, not amounts.
    for (const { start, end } of [...found.measures, ...found.names]) {
      masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end)
    }
    const known = texts.map((text) => foldText(text))
    const product = PRODUCT.exec(foldText(masked))?.[0]
    if (product !== undefined && !known.some((text) => text.includes(product)))
      return `quantity: ${product}`
    const held = cited.flatMap(({ quantities }) => quantities)
    const given = [...texts, ...backing.map((each) => each.reading.original)]
    const missing = missingQuantities(yearsApart(masked), given.map(yearsApart))
      .filter((quantity) => !isMereOne(quantity, held))
      .filter((quantity) => !isToldOtherwise(quantity, reading, held, known, quantities))
      .map(({ start, end }) => masked.slice(start, end))
      .find((words) => !standsInWord(foldText(words), known))
    const parties = quantities.find(
      (quantity) =>
        countsParties(quantity) &&
        !held.some((other) => isCount(other) && other.value === quantity.value) &&
        !isToldOtherwise(quantity, reading, held, known, quantities) &&
        !standsInWord(reading.text.slice(quantity.start, quantity.end), known),
    )
    const turned = quantities.find((quantity) => turnsEarliest(quantity, reading, known))
    if (turned !== undefined)
      return `quantity: ${reading.text.slice(turned.start, turned.end)} is the least`
    const wrong = missing ?? (parties && reading.original.slice(parties.start, parties.end).trim())
    return wrong === undefined ? undefined : `quantity: ${wrong}`
  }
}
