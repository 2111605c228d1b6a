import type { DocumentData } from '../domain/document.js'
import type { ClausePromise, Commitment, MeasureRecord, Span } from '../domain/measure.js'
import { alignTranslation } from './align-translation.js'
import { type ClauseCommitment, clauseCommitments } from './clause-commitments.js'
import type { SentenceCommitment } from './commitment.js'
import type { CommitmentRules, CommitmentScope } from './load-commitments.js'
import { type CommitmentClass, isWeaker, weakestCommitment } from './strength.js'

const GROUP_END = /[;；]/u

/** How a clause begins that belongs to the promise behind it: its conditions, its place, its means. */
const LEADS_ON =
  /^(?:对|在|按|依|根据|经|凭|针对|以|就|自|于|待|当|如|若|从|通过|联合|为|将|与|由|暂未|未|符合|顺应|综合|聚焦|围绕|货物|进境|进出口企业|企业)/u

/**
 * The parts of a measure's sentences that make promises of their own, by the scope rules of
 * `corpus/commitments.yaml`. A sentence is one part, and not listed, where it has one promise, where its
 * strength comes from its title, a press report or an override, and where the parts would all be
 * stronger than the sentence as a whole. No title has parts. Pure.
 *
 * @param commitments Of the sentences, as {@link SentenceCommitment} tells them.
 */
export function clausePromisesOf(
  measure: Pick<MeasureRecord, 'id' | 'text' | 'sentences' | 'translation'>,
  commitments: readonly SentenceCommitment[],
  rules: CommitmentRules,
  nature: DocumentData['nature'],
): ClausePromise[] {
  const { scope } = rules
  if (scope === undefined || nature === 'press-report') return []
  return measure.sentences.flatMap(({ start, end }, sentence) => {
    const whole = commitments[sentence]
    if (sentence === 0 || whole === undefined || whole.wordIn !== sentence) return []
    if (rules.overrides.has(`${measure.id}#${sentence}`)) return []
    const text = measure.text.slice(start, end)
    const parts = partsOf(text, rules, scope)
    if (parts.length < 2 || weakestCommitment(parts)?.class !== whole.class) return []
    const rendered = alignTranslation(
      parts.map((part) => ({ text: text.slice(part.start, part.end), class: part.class })),
      measure.translation?.sentences[sentence] ?? '',
    )
    return parts.map((part, index) => ({
      sentence,
      start: start + part.start,
      end: start + part.end,
      class: part.class,
      word: part.word,
      translation: rendered[index] ?? '',
    }))
  })
}

interface Part extends Commitment, Span {}

/** The promises of a sentence as far as their words reach; what follows from one is part of it. */
function partsOf(text: string, rules: CommitmentRules, scope: CommitmentScope): Part[] {
  const promises = clauseCommitments(text, rules).flatMap((clause) =>
    clause.promise === undefined || isTopic(text, clause)
      ? []
      : [{ ...clause, promise: clause.promise, text: text.slice(clause.start, clause.end) }],
  )
  const parts: Part[] = []
  let before: readonly Governed[] = []
  let from = 0
  promises.forEach((clause, index) => {
    const previous = promises[index - 1]
    if (previous !== undefined && GROUP_END.test(text.slice(previous.end, clause.start)))
      before = []
    const bound = boundBy(clause, before, scope)
    // What only an authority does is its own doing, and so is what follows.
    if (scope.grants.has(clause.promise.word) && bound === clause.promise) before = []
    before = [...before, { ...bound, text: clause.text }]
    const next = promises[index + 1]
    const end = next === undefined ? text.length : breakBetween(text, clause.end, next.start)
    const last = parts.at(-1)
    if (last !== undefined && bound !== clause.promise && bound.word === last.word) {
      parts[parts.length - 1] = { ...last, end }
    } else parts.push({ start: from, end, class: bound.class, word: bound.word })
    from = end
  })
  return parts
}

/** 对选择在口岸实施查检的货物 tells what the next clause is about. */
function isTopic(text: string, { start, end, promise }: ClauseCommitment): boolean {
  const clause = text.slice(start, end)
  const at = promise === undefined ? -1 : clause.lastIndexOf(promise.word)
  return clause.startsWith('对') && at >= 0 && clause.includes('的', at)
}

interface Governed extends Commitment {
  readonly text: string
}

interface PromisingClause extends Governed {
  readonly promise: Commitment
}

/** What a clause promises, given what stands before it in its group: its own promise or one of those. */
function boundBy(
  { promise, text }: Pick<PromisingClause, 'promise' | 'text'>,
  before: readonly Governed[],
  scope: CommitmentScope,
): Commitment {
  const follows = scope.consequences.has(promise.word) || AIMED.test(text)
  const binding = before.filter((other) => {
    if (!isWeaker(other.class, promise.class)) return false
    // Supported under explored gives as little, and tells better what is done about it.
    if (scope.governing.has(other.class)) return !NOTHING_YET.has(promise.class)
    return follows || (scope.agents.test(other.text) && !scope.grants.has(promise.word))
  })
  return weakestCommitment(binding) ?? promise
}

/** 建设…服务站，为企业提供…: what something is for. */
const AIMED = /^为/u

/** Classes of which a promise is as little as one that is explored. */
const NOTHING_YET: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>([
  'supported',
  'explored',
])

/** Where the part of one promise ends and that of the next begins: before the next one's conditions. */
function breakBetween(text: string, end: number, next: number): number {
  const marks = [...text.slice(end, next).matchAll(/[，,；;：:。！？!?\n]/gu)].map(
    ({ index }) => end + index + 1,
  )
  const clear = marks.findLast((at) => GROUP_END.test(text.charAt(at - 1)))
  if (clear !== undefined) return clear
  return marks.find((at) => LEADS_ON.test(text.slice(at).trimStart())) ?? marks.at(-1) ?? next
}
