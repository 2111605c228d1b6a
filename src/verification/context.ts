import type { Span } from '../domain/measure.js'
import type { Clause, Unit } from './read-text.js'

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

/** Words that two clauses share, of all words of both: 0 to 1. */
export function likenessOf(a: Clause, b: Clause): number {
  const first = a.units.filter(({ kind }) => kind !== 'neutral')
  const second = b.units.filter(({ kind }) => kind !== 'neutral')
  const shared = sharedUnits(first, second).length
  return shared / Math.max(1, first.length + second.length - shared)
}

/** The clauses most like another: those that share the largest part of both. */
export function nearestClauses(clause: Clause, among: readonly Clause[]): Clause[] {
  const likeness = among.map((each) => likenessOf(each, clause))
  const best = Math.max(0, ...likeness)
  return best === 0 ? [] : among.filter((_, index) => likeness[index] === best)
}
