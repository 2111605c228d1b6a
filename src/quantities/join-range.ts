import type { Measured } from './measure-number.js'
import type { Page } from './page.js'
import { add, isEqual, isLess, multiply, ONE, type Rational, rational } from './rational.js'
import { unitRow } from './units.js'

const JOINT = /^ ?(?:至|到|-|~|〜|—|--|to|and|或者?|or) ?$/u
/** Longest joint between the ends of a range; longer gaps are not looked at. */
const LONGEST_JOINT = 5
/** Before what begins a change, not a range: 由5个减至1个, cut from 5 to 1. */
const CHANGE =
  /(?:[由从自]|(?<![a-z])from)(?: ?(?:rmb|cny|人民币|more than|over|超过?|about|约))? ?$/u
const BETWEEN_AND = /(?<![a-z])between ?$/u
/** How far before a number the word that begins a change or a range is looked for. */
const REACH = 16

/**
 * What two neighbouring numbers are together: one range, two numbers of which one has lent the other
 * its unit (cut from 5 to 1 day), or `undefined` for nothing in common.
 */
export function joinRange(page: Page, first: Measured, second: Measured): Measured[] | undefined {
  const gap = page.rest.slice(first.end, second.start)
  if (gap.length > LONGEST_JOINT || !JOINT.test(gap)) return undefined
  if (first.token.vague || second.token.vague) return undefined
  if ((first.onlyJoined && !second.known) || (second.onlyJoined && !first.known)) return undefined
  const before = page.folded.slice(Math.max(0, first.start - REACH), first.start)
  const isBetween = BETWEEN_AND.test(before)
  if (gap.includes('and') && !isBetween) return undefined
  // Two or three days are a range, three or ten are a choice.
  if (/[或o]/u.test(gap.replace('to', '')) && !follow(first, second)) return undefined
  if (first.known && second.known && !sharesUnit(first, second)) return undefined
  const bare = !first.known
  const unit = bare ? second.unit : first.unit
  const counted = first.counted.length === 0 ? second.counted : first.counted
  const scaleShared = first.end === first.token.end && sharesScale(first, second)
  const scale = scaleShared ? second.token.scale : rational(1n)
  const lent: Measured = {
    ...first,
    low: multiply(first.low, scale),
    high: multiply(first.high, scale),
    unit,
    counted,
  }
  const borrowed: Measured = second.known ? second : { ...second, unit, counted }
  const isChange = CHANGE.test(before)
  if (isChange || !isLess(lent.low, borrowed.high)) return bare ? [lent, borrowed] : undefined
  const joined: Measured = {
    ...borrowed,
    start: isBetween ? first.start - (BETWEEN_AND.exec(before)?.[0].length ?? 0) : first.start,
    low: lent.low,
    over: first.over || second.over,
  }
  return [joined]
}

function follow({ token: a }: Measured, { token: b }: Measured): boolean {
  return isEqual(add(a.low, ONE), b.low)
}

function sharesUnit(first: Measured, second: Measured): boolean {
  return (
    first.unit === second.unit ||
    (unitRow(first.unit).dimension === 'count' && first.counted.length === 0)
  )
}

/** 1–2 million and 5至10万: the first is smaller before the scale as well. */
function sharesScale({ token: a }: Measured, { token: b }: Measured): boolean {
  const none = (scale: Rational): boolean => scale.numerator === scale.denominator
  if (!none(a.scale) || none(b.scale)) return false
  const plain = multiply(b.low, rational(b.scale.denominator, b.scale.numerator))
  return isLess(a.low, plain)
}
