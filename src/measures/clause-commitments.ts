import type { Commitment, Span } from '../domain/measure.js'
import type { CommitmentRules, MarkerRule } from './load-commitments.js'
import { weakestCommitment } from './strength.js'

/** The strength of one clause. */
export interface ClauseCommitment extends Commitment, Span {
  /** Whether it tells the aim, effect or manner of other clauses rather than a promise of its own. */
  readonly yields: boolean
}

const CLAUSE = /[^，,；;：:。！？!?\n]+/gu

/**
 * The clauses of a sentence that have a word of the table, each with its weakest word. Spans count
 * in `sentence`, UTF-16 code units. What the table lists as nouns does not count.
 */
export function clauseCommitments(sentence: string, rules: CommitmentRules): ClauseCommitment[] {
  // Masked at the same length: places stay what they are.
  const masked = sentence.replaceAll(rules.nounPattern, (noun) => MASK.repeat(noun.length))
  const clauses: ClauseCommitment[] = []
  for (const { 0: clause, index: start } of masked.matchAll(CLAUSE)) {
    const found = markersOf(clause, rules)
    // Yielding words name the clause only if there is no other: 加快推动 is a 推动.
    const counting = found.some(({ yields }) => !yields)
      ? found.filter(({ yields }) => !yields)
      : found
    const weakest = weakestCommitment(found)
    if (weakest === undefined) continue
    clauses.push({
      start,
      end: start + clause.length,
      class: weakest.class,
      word: weakest.word,
      yields: counting.every(({ yields }) => yields),
    })
  }
  return clauses
}

/** Stands for a character that is part of no word. */
const MASK = '\u0000'

function markersOf(
  clause: string,
  rules: CommitmentRules,
): (Commitment & { readonly yields: boolean })[] {
  const first = clause.search(/\S/u)
  const end = clause.trimEnd()
  return [...clause.matchAll(rules.markerPattern)].flatMap(({ 0: word, index }) => {
    const rule: MarkerRule | undefined = rules.markers.get(word)
    if (rule === undefined || (rule.startOnly && index !== first)) return []
    const yields = rule.yields || rule.aimEndings.some((ending) => end.endsWith(ending))
    return [{ class: rule.class, word, yields }]
  })
}

/**
 * The strength of a sentence from its own words: the weakest of its clauses, those that yield only
 * where all do. `undefined` when it has no word of the table.
 */
export function sentenceCommitment(
  sentence: string,
  rules: CommitmentRules,
): Commitment | undefined {
  const clauses = clauseCommitments(sentence, rules)
  const operative = clauses.filter(({ yields }) => !yields)
  const weakest = weakestCommitment(operative.length > 0 ? operative : clauses)
  return weakest && { class: weakest.class, word: weakest.word }
}
