import type { Quantity } from '../quantities/quantity.js'
import { sameQuantity } from '../quantities/same-quantity.js'
import { unitRow } from '../quantities/units.js'
import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { ReadSentence } from './evidence.js'
import { overlapOf, type PlacedMarker, placeSpan, type Placing } from './placed-markers.js'

/** Words around a quantity of the claim, and around those of the source. */
const CLAIM: Placing = { reach: 4, within: 'clause' }
const SOURCE: Placing = { reach: 6, within: 'clause' }

/** Words by which a number is where something starts from or what it comes to. */
const FROM = {
  zh: /(?:由|从|自)[^，。；至到]{0,9}$/u,
  en: /(?:instead of|up from|down from|rather than|than|no longer|not) (?:(?:the|a|an|just|only|full|whole|previous|former|old) )*$/u,
}
/** From 43 to 174; what merely comes from 174 countries is no end of a change. */
const FROM_TO = { before: /from (?:the )?$/u, after: /^[^,;.]{0,60} to /u }
const TO = {
  zh: /(?:至|到|为|成)$/u,
  en: /(?:to|becomes?|now (?:takes?|is|are|lasts?|valid for)|stays? valid for|reach(?:es)?) (?:(?:a|full|whole) )*$/u,
}

interface PlacedQuantity extends PlacedMarker {
  readonly quantity: Quantity
  readonly end_: 'from' | 'to' | undefined
}

/**
 * A number must be said of what its source says it of: not 35% of costs where the source has it of
 * speed, nor cut from 8 pages to 50.
 */
export function createQuantityContextCheck(): Check {
  return (claim, source) => {
    const held = source.cited.flatMap((sentence) => placed(sentence, SOURCE))
    for (const own of placed(claim, CLAIM)) {
      // Quoted words are compared as a whole.
      if (own.quoted) continue
      const same = held.filter(({ quantity }) => sameQuantity(own.quantity, quantity))
      if (same.length === 0) continue
      const others = held.filter(
        (other) =>
          !same.includes(other) &&
          other.quantity.kind === own.quantity.kind &&
          sameUnitOf(own.quantity, other.quantity) &&
          !countsOther(own.quantity, other.quantity) &&
          // The two ends of one change are said of the same; which is which is compared below.
          !same.some((each) => isOtherEnd(each, other)),
      )
      // 757家单位 counts the same where units stand behind both numbers and behind no other.
      const counts = (other: PlacedQuantity): boolean =>
        sharedUnits(own.right.slice(0, 1), other.right.slice(0, 1)).length > 0
      if (same.some(counts) && !others.some(counts)) continue
      const best = (among: readonly PlacedQuantity[]): number =>
        Math.max(0, ...among.map((other) => overlapOf(own, other)))
      const word = claim.reading.text.slice(own.start, own.end)
      if (best(others) > best(same)) return `quantity: ${word} is said of something else`
      const turned = same.every(
        ({ end_ }) => own.end_ !== undefined && end_ !== undefined && own.end_ !== end_,
      )
      if (turned) return `quantity: ${word} stands at the other end`
    }
    return undefined
  }
}

function placed({ reading, quantities }: ReadSentence, placing: Placing): PlacedQuantity[] {
  return quantities.flatMap((quantity): PlacedQuantity[] => {
    if (quantity.kind === 'ordinal' || quantity.kind === 'rate') return []
    const { start, end } = quantity
    const marker = { label: quantity.kind, attach: 'both' as const, start, end }
    const before = reading.text.slice(0, start)
    const end_ = TO[reading.language].test(before)
      ? 'to'
      : FROM[reading.language].test(before) ||
          (FROM_TO.before.test(before) && FROM_TO.after.test(reading.text.slice(end)))
        ? 'from'
        : undefined
    const around = placeSpan(reading, marker, placing)
    // What stands behind another number is said of that one: 2,652 of 2,838 problems.
    const others = quantities.filter((other) => other !== quantity && sameUnitOf(quantity, other))
    return [
      {
        ...around,
        left: around.left.filter(
          (unit) => !others.some((other) => other.end <= start && unit.start < other.end),
        ),
        right: around.right.filter(
          (unit) => !others.some((other) => other.start >= end && unit.end > other.start),
        ),
        quantity,
        end_,
      },
    ]
  })
}

function isOtherEnd(a: PlacedQuantity, b: PlacedQuantity): boolean {
  return (
    a.reading === b.reading && a.end_ !== undefined && b.end_ !== undefined && a.end_ !== b.end_
  )
}

function sameUnitOf(a: Quantity, b: Quantity): boolean {
  if (a.kind !== 'amount') return true
  if (b.kind !== 'amount') return false
  // Half and 50% are of one kind; hours are not compared with days here.
  const isShare = ({ unit }: typeof a): boolean => unitRow(unit).dimension === 'ratio'
  return a.unit === b.unit || (isShare(a) && isShare(b))
}

/** One party and one form count other things. */
function countsOther(a: Quantity, b: Quantity): boolean {
  if (a.kind !== 'amount' || b.kind !== 'amount' || a.unit !== 'count') return false
  return (
    a.counted.length > 0 &&
    b.counted.length > 0 &&
    !a.counted.some((name) => b.counted.includes(name))
  )
}
