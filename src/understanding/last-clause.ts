/** Behind marks that end a clause; a point only before a blank, as 1.5 has one too. */
const AFTER_CLAUSE = /(?<=[。！？!?；;，,：:\n]|\.\s)\s*/u
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu

/** Letters and digits that a clause has at least: what is shorter says nothing. */
const CLAUSE_MIN_SIGNS = 2

/** Characters below which the last clause (谢谢, 急!) is taken together with the one before it. */
const LAST_CLAUSE_MIN_LENGTH = 4

/**
 * The last clause of a folded question: people tell their case first and ask at the end. The whole
 * question when it has but one clause.
 */
export function lastClause(folded: string): string {
  const clauses = folded
    .split(AFTER_CLAUSE)
    .map((clause) => clause.trim())
    .filter((clause) => clause.replace(NEITHER_LETTER_NOR_DIGIT, '').length >= CLAUSE_MIN_SIGNS)
  const last = clauses.at(-1)
  if (last === undefined) return folded
  return last.length >= LAST_CLAUSE_MIN_LENGTH ? last : `${clauses.at(-2) ?? ''}${last}`
}
