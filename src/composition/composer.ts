import type { Directory } from '../citations/references.js'
import type { Notice, Outcome, Related, Suggestion } from '../domain/answer.js'
import type { Cautions } from '../domain/corpus.js'
import type { AskedFacet } from '../domain/cues.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { WrittenAnswer } from './answer-writer.js'
import { type Messages, messagesIn } from './messages.js'
import type { TextConverter } from './present-text.js'
import type { QuotedPromise } from './quoted-promises.js'
import { relatedReason } from './related-reason.js'
import type { SentenceRun } from './select-sentences.js'

/** A finished answer without the ids, times and versions that the assistant adds. */
export interface ComposedAnswer {
  readonly outcome: Outcome
  readonly written: WrittenAnswer
  readonly related: readonly Related[]
  readonly suggestions: readonly Suggestion[]
  readonly notices: readonly Notice[]
  /** Facets that the answer tells not to be stated. */
  readonly unstated?: readonly AskedFacet[]
}

/** What composing an answer in one language needs. */
export interface CompositionContext {
  readonly directory: Directory
  readonly converter: TextConverter
  readonly language: AnswerLanguage
  readonly messages: Messages
  readonly cautions: Cautions
}

/** The context for one answer. */
export function compositionContext(
  directory: Directory,
  converter: TextConverter,
  cautions: Cautions,
  language: AnswerLanguage,
): CompositionContext {
  return { directory, converter, cautions, language, messages: messagesIn(language) }
}

/** A measure with the runs of its sentences that are to be quoted. */
export interface ChosenMeasure {
  readonly measure: MeasureRecord
  readonly runs: readonly SentenceRun[]
  /** The promises in them that the question is about; where that is not known, all of them. */
  readonly asked?: readonly QuotedPromise[]
}

/** Notices that follow from what is cited and the language. */
export function noticesFor(
  chosen: readonly ChosenMeasure[],
  { directory, language, cautions }: CompositionContext,
): Notice[] {
  const notices = new Set<Notice>()
  for (const { measure, runs } of chosen) {
    const { data } = directory.document(measure.documentId)
    if (language === 'en' && measure.translation !== null) notices.add('unofficial_translation')
    if (data.nature === 'press-report') notices.add('press_report')
    if (data.issuer.basis === 'inferred') notices.add('issuer_inferred')
    if (cautions.byMeasure.has(measure.id)) notices.add('may_be_superseded')
    const quoted = runs.map((run) => textOfRun(measure, run)).join('\n')
    if ([...quoted.matchAll(cautions.relativeWords)].length > 0) notices.add('relative_date')
  }
  return [...notices]
}

/** Near measures that are not cited, each with the reason it is shown. */
export function relatedFrom(
  measures: readonly MeasureRecord[],
  cited: readonly MeasureRecord[],
  context: CompositionContext,
): Related[] {
  const { directory, language } = context
  return measures
    .filter(({ id }) => !cited.some((measure) => measure.id === id))
    .slice(0, RELATED_MAX)
    .map((measure) => ({
      measureId: measure.id,
      reference: directory.reference(measure, language),
      title: measure.title,
      reason: relatedReason(measure, cited, context),
    }))
}

/** Near measures shown beside an answer: more would be a list of search results. */
const RELATED_MAX = 3

/** The words of a run as published. */
export function textOfRun(measure: MeasureRecord, { first, last }: SentenceRun): string {
  const start = measure.sentences[first]?.start ?? 0
  return measure.text.slice(start, measure.sentences[last]?.end ?? start)
}
