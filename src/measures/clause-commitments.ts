import type { Commitment, Span } from '../domain/measure.js'
import { type CommitmentRules, MARKER_KINDS, type MarkerKind } from './load-commitments.js'
import { weakestCommitment } from './strength.js'

/** The strength of one clause. */
export interface ClauseCommitment extends Commitment, Span {
  readonly kind: MarkerKind
  /** What it promises, the manner apart (准许…在强化管理的前提下进口); nothing without a promise. */
  readonly promise: Commitment | undefined
}

const CLAUSE = /[^，,；;：:。！？!?\n]+/gu

/** Stands for a character that is part of no word. */
const MASK = '\u0000'

/**
 * The clauses of a sentence that have a word of the table, each with its weakest word and its most
 * telling kind: 加快推动 is a promise, since 推动 is one. Spans count in `sentence`, in UTF-16 code
 * units. What the table lists as nouns does not count.
 */
export function clauseCommitments(sentence: string, rules: CommitmentRules): ClauseCommitment[] {
  // Masked at the same length: places stay what they are.
  const masked = sentence.replaceAll(rules.nounPattern, (noun) => MASK.repeat(noun.length))
  const clauses: ClauseCommitment[] = []
  for (const { 0: clause, index: start } of masked.matchAll(CLAUSE)) {
    const end = start + clause.length
    const found = markersOf(clause, sentence.slice(start, end), rules)
    const weakest = weakestCommitment(found)
    if (weakest === undefined) continue
    const promise = found.some(({ kind }) => kind === 'promise')
      ? weakestCommitment(found.filter(({ kind }) => kind !== 'manner'))
      : undefined
    clauses.push({
      start,
      end,
      class: weakest.class,
      word: weakest.word,
      promise: promise && { class: promise.class, word: promise.word },
      kind: MARKER_KINDS.find((kind) => found.some((one) => one.kind === kind)) ?? weakest.kind,
    })
  }
  return clauses
}

interface Marker extends Commitment {
  readonly kind: MarkerKind
}

function markersOf(masked: string, clause: string, rules: CommitmentRules): Marker[] {
  const first = clause.search(/\S/u)
  const trimmed = clause.trimEnd()
  return [...masked.matchAll(rules.markerPattern)].flatMap(({ 0: word, index }) => {
    const rule = rules.markers.get(word)
    if (rule === undefined || (rule.startOnly && index !== first)) return []
    const aims = rule.aimEndings.some((ending) => trimmed.endsWith(ending))
    return [{ class: rule.class, word, kind: aims ? ('aim' as const) : rule.kind }]
  })
}

/**
 * The strength of a sentence by its own words: the weakest of its promises, or, without any, of
 * what it says of the manner, or else of the aim. `undefined` when it has no word of the table.
 */
export function sentenceCommitment(
  sentence: string,
  rules: CommitmentRules,
): Commitment | undefined {
  const clauses = clauseCommitments(sentence, rules)
  for (const kind of MARKER_KINDS) {
    const weakest = weakestCommitment(clauses.filter((clause) => clause.kind === kind))
    if (weakest !== undefined) return { class: weakest.class, word: weakest.word }
  }
  return undefined
}
