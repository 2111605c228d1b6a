import { citeSentences, type UnnumberedCitation } from '../citations/cite.js'
import type { Directory } from '../citations/references.js'
import type { Notice, Outcome, Related, Suggestion } from '../domain/answer.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { AnswerWriter, WrittenAnswer } from './answer-writer.js'
import { type Messages, messagesIn } from './messages.js'
import { presentChinese, type TextConverter } from './present-text.js'
import type { SentenceRun } from './select-sentences.js'

/** A finished answer without the ids, times and versions that the assistant adds. */
export interface ComposedAnswer {
  readonly outcome: Outcome
  readonly written: WrittenAnswer
  readonly related: readonly Related[]
  readonly suggestions: readonly Suggestion[]
  readonly notices: readonly Notice[]
}

/** What composing an answer in one language needs. */
export interface CompositionContext {
  readonly directory: Directory
  readonly converter: TextConverter
  readonly language: AnswerLanguage
  readonly messages: Messages
}

/** The context for one answer. */
export function compositionContext(
  directory: Directory,
  converter: TextConverter,
  language: AnswerLanguage,
): CompositionContext {
  return { directory, converter, language, messages: messagesIn(language) }
}

/** A measure with the runs of its sentences that are to be quoted. */
export interface ChosenMeasure {
  readonly measure: MeasureRecord
  readonly runs: readonly SentenceRun[]
}

/**
 * Writes what a measure says: whose it is, the chosen sentences in the reader's form, each run with
 * its citation, and for a press report that it is one.
 */
export function writeMeasure(
  writer: AnswerWriter,
  { measure, runs }: ChosenMeasure,
  context: CompositionContext,
  lead: string = leadFor(measure, context),
): void {
  writer.sentence('lead', lead)
  writeRuns(writer, measure, runs, context)
  if (context.language === 'en' && measure.translation !== null) {
    for (const run of runs) {
      const citation = citeRun(measure, run, context)
      writer.layout('\n\n')
      writer.sentence('statement', context.messages.original(inline(citation.quote)), [citation])
    }
  }
  if (context.directory.document(measure.documentId).data.nature === 'press-report') {
    writer.layout(context.language === 'en' && measure.translation !== null ? '\n\n' : ' ')
    writer.sentence('signpost', context.messages.pressNote)
  }
}

/** Writes the sentences of the runs; each run's last sentence carries the citation's number. */
export function writeRuns(
  writer: AnswerWriter,
  measure: MeasureRecord,
  runs: readonly SentenceRun[],
  context: CompositionContext,
): void {
  runs.forEach((run, position) => {
    const citation = citeRun(measure, run, context)
    if (position > 0 && context.language === 'en') writer.layout(' ')
    for (let index = run.first; index <= run.last; index++) {
      if (index > run.first && context.language === 'en') writer.layout(' ')
      writer.sentence(
        'statement',
        shownSentence(measure, index, context),
        [citation],
        index === run.last,
      )
    }
  })
}

/** One sentence in the reader's form: translated, converted, or as published. */
export function shownSentence(
  measure: MeasureRecord,
  index: number,
  { language, messages, converter }: CompositionContext,
): string {
  const span = measure.sentences[index] ?? { start: 0, end: 0 }
  const original = measure.text.slice(span.start, span.end)
  if (language === 'en') {
    return measure.translation?.sentences[index] ?? messages.untranslated(inline(original))
  }
  const shown = presentChinese(original, language, converter)
  // A title quoted among sentences needs its own full stop.
  return /[。！？；]$/u.test(shown.replace(/[”’」』）]+$/u, '')) || index > 0 ? shown : `${shown}。`
}

/** The title of a measure in the reader's form. */
export function shownTitle(measure: MeasureRecord, context: CompositionContext): string {
  const { language, converter } = context
  if (language === 'en') return measure.translation?.title ?? measure.title
  return presentChinese(measure.title, language, converter)
}

/** Citation of one run in the reader's language. */
export function citeRun(
  measure: MeasureRecord,
  run: SentenceRun,
  { directory, language }: CompositionContext,
): UnnumberedCitation {
  return citeSentences(directory, measure, run.first, run.last, language)
}

function leadFor(measure: MeasureRecord, { directory, language, messages }: CompositionContext) {
  const reference = directory.reference(measure, language)
  switch (directory.document(measure.documentId).data.nature) {
    case 'measures':
      return messages.leadMeasure(reference)
    case 'task-list':
      return messages.leadTask(reference)
    case 'press-report':
      return messages.leadPress(reference)
  }
}

/** Notices that follow from the measures cited and the language. */
export function noticesFor(
  measures: readonly MeasureRecord[],
  { directory, language }: CompositionContext,
): Notice[] {
  const notices = new Set<Notice>()
  for (const measure of measures) {
    const { data } = directory.document(measure.documentId)
    if (language === 'en' && measure.translation !== null) notices.add('unofficial_translation')
    if (data.nature === 'press-report') notices.add('press_report')
    if (data.issuer.basis === 'inferred') notices.add('issuer_inferred')
  }
  return [...notices]
}

/** Near measures that are not cited, each with the reason it is shown. */
export function relatedFrom(
  measures: readonly MeasureRecord[],
  cited: readonly MeasureRecord[],
  context: CompositionContext,
): Related[] {
  const { directory, language, messages } = context
  return measures
    .filter(({ id }) => !cited.some((measure) => measure.id === id))
    .slice(0, RELATED_MAX)
    .map((measure) => ({
      measureId: measure.id,
      reference: directory.reference(measure, language),
      title: measure.title,
      reason: cited.some(({ documentId }) => documentId === measure.documentId)
        ? messages.relatedSameDocument
        : messages.relatedOther(directory.officeName(measure.officeId, language)),
    }))
}

/** Near measures shown beside an answer: more would be a list of search results. */
const RELATED_MAX = 3

function inline(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ')
}
