import type { Span } from '../domain/measure.js'
import type { Attachment } from './marker-finder.js'
import type { Clause, Reading, Unit } from './read-text.js'

/** How far the words of a marker reach, in units to either side. */
export interface Reach {
  readonly left: number
  readonly right: number
}

/** The clause a span begins in. */
export function clauseAt(reading: Reading, { start }: Pick<Span, 'start'>): Clause | undefined {
  return reading.clauses.find((clause) => clause.start <= start && start < clause.end)
}

/**
 * Units of the span's clause that stand before and after it, the nearest first. A Chinese unit that
 * reaches over its end (未见异常 for 未) stands after it.
 */
export function unitsAround(reading: Reading, span: Span): { left: Unit[]; right: Unit[] } {
  const units = (clauseAt(reading, span)?.units ?? []).filter(({ kind }) => kind !== 'neutral')
  return {
    left: units.filter(({ end }) => end <= span.start).toReversed(),
    right: units.filter((unit) =>
      reading.language === 'zh' ? unit.end > span.end : unit.start >= span.end,
    ),
  }
}

/** Units that a marker belongs to, the nearest first on either side. */
export function contextOf(
  reading: Reading,
  span: Span & { readonly attach: Attachment },
  reach: Reach,
): Unit[] {
  const { left, right } = unitsAround(reading, span)
  return [
    ...(span.attach === 'right' ? [] : left.slice(0, reach.left)),
    ...(span.attach === 'left' ? [] : right.slice(0, reach.right)),
  ]
}

/** Whether two units say the same: a key in common, or one Chinese word within the other. */
export function sameUnit(a: Unit, b: Unit): boolean {
  if (a.keys.some((key) => b.keys.includes(key))) return true
  if (a.parts.length > 0 && a.parts.every((part) => b.parts.includes(part))) return true
  const [short, long] = a.text.length <= b.text.length ? [a.text, b.text] : [b.text, a.text]
  return short.length >= 2 && /\p{Script=Han}/u.test(short) && long.includes(short)
}

/** Units of the first list that the second one has too. */
export function sharedUnits(own: readonly Unit[], other: readonly Unit[]): Unit[] {
  return own.filter((unit) => other.some((candidate) => sameUnit(unit, candidate)))
}

/** Whether a span lies in one of others. */
export function liesIn(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => other.start <= span.start && span.end <= other.end)
}
