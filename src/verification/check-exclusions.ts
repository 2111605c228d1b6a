import type { Span } from '../domain/measure.js'
import type { Check } from './check.js'
import { liesIn, sharedUnits } from './context.js'
import type { Contrasts } from './load-contrasts.js'
import type { Reading, Unit } from './read-text.js'

/** Remarks in brackets that leave something out of a promise: (不包括木质包装). */
const EXCLUDES = {
  zh: /不包括|不包含|不含|除外/u,
  en: /\b(?:not including|excluding|except|other than)\b/u,
} as const

/** What joins a thing to another, before it and behind it. */
const JOINS = {
  zh: {
    before: /(?:和|及|与|以及|连同|连|包括|包含|、)\p{Script=Han}{0,3}$/u,
    behind: /^(?:和|及|与|以及|、|\p{Script=Han}{0,3}(?:一起|一并|一同|也|亦|都|均|在内))/u,
  },
  en: {
    before: /\b(?:and|with|including|plus|as well as)\s+(?:(?:the|its|their|all)\s+)*$/u,
    behind: /^\s+(?:and\b|as well|too\b|included|together)/u,
  },
} as const

/** What the source leaves out in brackets must not be joined to what it promises. */
export function createExclusionCheck({ negation }: Pick<Contrasts, 'negation'>): Check {
  return ({ reading }, { cited }) => {
    const joined = cited
      .flatMap((source) => excludedBy(source.reading))
      .find((left) => isJoined(left, reading, negation))
    return joined === undefined
      ? undefined
      : `exclusion: ${joined.map(({ text }) => text).join(' ')} is left out`
  }
}

/** What a sentence leaves out in brackets, thing by thing. */
export function excludedBy({ text, units, bracketed, language }: Reading): (readonly Unit[])[] {
  return bracketed
    .filter(({ start, end }) => EXCLUDES[language].test(text.slice(start, end)))
    .map((span) => units.filter((unit) => unit.kind === 'content' && liesIn(unit, [span])))
    .filter((left) => left.length > 0)
}

function isJoined(
  left: readonly Unit[],
  { text, clauses, boundaries, language }: Reading,
  negation: Contrasts['negation'],
): boolean {
  const denials = negation[language](text, boundaries)
  const within = (span: Span, clause: Span): boolean =>
    clause.start <= span.start && span.end <= clause.end
  return clauses.some((clause) => {
    if (denials.some((each) => within(each, clause))) return false
    if (sharedUnits(left, clause.units).length < left.length) return false
    const named = clause.units.filter((unit) => sharedUnits([unit], left).length > 0)
    const [first, last] = [named[0], named.at(-1)]
    if (first === undefined || last === undefined) return false
    return (
      JOINS[language].before.test(text.slice(clause.start, first.start)) ||
      JOINS[language].behind.test(text.slice(last.end, clause.end))
    )
  })
}
