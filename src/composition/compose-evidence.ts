import type { Outcome } from '../domain/answer.js'
import type { MeasureRecord } from '../domain/measure.js'
import { createAnswerWriter } from './answer-writer.js'
import {
  type ChosenMeasure,
  type ComposedAnswer,
  type CompositionContext,
  citeRun,
  noticesFor,
  relatedFrom,
  shownSentence,
  shownTitle,
  writeMeasure,
} from './composer.js'
import { nestQuotes } from './present-text.js'

/** Something about the coverage of a question that is said before or after the measures. */
export interface CoverageRemark {
  readonly kind: 'absence' | 'lead' | 'signpost'
  readonly text: string
}

/** Measures that answer, with what is to be said around them. */
export interface EvidencePlan {
  readonly outcome: Extract<Outcome, 'answered' | 'partial'>
  readonly chosen: readonly ChosenMeasure[]
  /** Said first: an office that is not covered. */
  readonly before: readonly CoverageRemark[]
  /** Said last: offices that are silent, where to turn. */
  readonly after: readonly CoverageRemark[]
  readonly near: readonly MeasureRecord[]
}

/** From this many rows on a comparison is a table. */
const TABLE_MIN_ROWS = 3

/** Composes an answer from one or a few measures, one paragraph each. */
export function composeEvidence(plan: EvidencePlan, context: CompositionContext): ComposedAnswer {
  const writer = createAnswerWriter()
  for (const { kind, text } of plan.before) {
    writer.sentence(kind, text)
    writer.layout(context.language === 'en' ? ' ' : '')
  }
  plan.chosen.forEach((chosen, position) => {
    if (position > 0) writer.layout('\n\n')
    writeMeasure(writer, chosen, context)
  })
  writeAfter(writer, plan.after)
  return finish(writer, plan, context)
}

/** Composes one row for each measure: a table from three rows on, else paragraphs. */
export function composeComparison(plan: EvidencePlan, context: CompositionContext): ComposedAnswer {
  if (plan.chosen.length < TABLE_MIN_ROWS) return composeEvidence(plan, context)
  const { directory, language, messages } = context
  const writer = createAnswerWriter()
  for (const { kind, text } of plan.before) {
    writer.sentence(kind, text)
    writer.layout(language === 'en' ? ' ' : '')
  }
  writer.sentence('lead', messages.comparisonLead(plan.chosen.length))
  writer.layout(`\n\n| ${messages.comparisonHeader.join(' | ')} |\n| --- | --- |`)
  for (const { measure, runs } of plan.chosen) {
    writer.layout(`\n| ${directory.reference(measure, language)} | `)
    runs.forEach((run, position) => {
      if (position > 0) writer.layout(' ')
      for (let index = run.first; index <= run.last; index++) {
        if (index > run.first && language === 'en') writer.layout(' ')
        writer.sentence(
          'statement',
          shownSentence(measure, index, context),
          [citeRun(measure, run, context)],
          index === run.last,
        )
      }
    })
    writer.layout(' |')
  }
  writeAfter(writer, plan.after)
  return finish(writer, plan, context)
}

/** Composes measures asked for by number: each whole, sentence by sentence. */
export function composeLookup(
  measures: readonly MeasureRecord[],
  outcome: EvidencePlan['outcome'],
  remarks: readonly CoverageRemark[],
  context: CompositionContext,
): ComposedAnswer {
  const { directory, language, messages } = context
  const writer = createAnswerWriter()
  measures.forEach((measure, position) => {
    if (position > 0) writer.layout('\n\n')
    // The title stands in the lead; the quote is the whole measure, title included.
    const last = measure.sentences.length - 1
    const lead = messages.leadWhole(
      directory.reference(measure, language),
      nestQuotes(shownTitle(measure, context)),
    )
    writeWhole(writer, measure, last, lead, context)
  })
  writeAfter(writer, remarks)
  return finish(
    writer,
    { outcome, chosen: measures.map((measure) => ({ measure, runs: [] })), near: [] },
    context,
  )
}

function writeWhole(
  writer: ReturnType<typeof createAnswerWriter>,
  measure: MeasureRecord,
  last: number,
  lead: string,
  context: CompositionContext,
): void {
  const citation = citeRun(measure, { first: 0, last }, context)
  writer.sentence('lead', lead)
  const first = Math.min(1, last)
  for (let index = first; index <= last; index++) {
    if (index > first && context.language === 'en') writer.layout(' ')
    writer.sentence('statement', shownSentence(measure, index, context), [citation], index === last)
  }
  if (context.directory.document(measure.documentId).data.nature === 'press-report') {
    writer.layout(' ')
    writer.sentence('signpost', context.messages.pressNote)
  }
}

function writeAfter(
  writer: ReturnType<typeof createAnswerWriter>,
  remarks: readonly CoverageRemark[],
): void {
  remarks.forEach(({ kind, text }, position) => {
    writer.layout(position === 0 ? '\n\n' : ' ')
    writer.sentence(kind, text)
  })
}

function finish(
  writer: ReturnType<typeof createAnswerWriter>,
  plan: Pick<EvidencePlan, 'outcome' | 'chosen' | 'near'>,
  context: CompositionContext,
): ComposedAnswer {
  const cited = plan.chosen.map(({ measure }) => measure)
  return {
    outcome: plan.outcome,
    written: writer.finish(),
    related: relatedFrom(plan.near, cited, context),
    suggestions: [],
    notices: noticesFor(cited, context),
  }
}
