import type { Outcome } from '../domain/answer.js'
import type { AskedFacet } from '../domain/cues.js'
import type { MeasureRecord } from '../domain/measure.js'
import { type AnswerWriter, createAnswerWriter } from './answer-writer.js'
import {
  type ChosenMeasure,
  type ComposedAnswer,
  type CompositionContext,
  noticesFor,
  relatedFrom,
} from './composer.js'
import {
  sharedRemarks,
  strengthRemark,
  wholeStrengthRemark,
  writeSharedRemarks,
} from './strength-remark.js'
import {
  strengthLabel,
  withTitleInName,
  writeMeasure,
  writeRuns,
  writeWholeMeasure,
} from './write-measure.js'

/** Something about the coverage of a question that is said before or after the measures. */
export interface CoverageRemark {
  readonly kind: 'absence' | 'lead' | 'signpost'
  readonly text: string
  /** The facet that is told not to be stated. */
  readonly unstated?: AskedFacet | readonly AskedFacet[]
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
  /** Whether the asker wants to know if it can be done already. */
  readonly asksNow?: boolean
}

/** From this many rows on a comparison is a table. */
const TABLE_MIN_ROWS = 3

/** Composes an answer from one or a few measures, one paragraph each. */
export function composeEvidence(plan: EvidencePlan, context: CompositionContext): ComposedAnswer {
  const writer = createAnswerWriter()
  const asksNow = plan.asksNow ?? false
  const saidBelow = sharedRemarks(
    plan.chosen.map((given) =>
      strengthRemark(withTitleInName(given, context).chosen, context, asksNow),
    ),
  )
  writeBefore(writer, plan.before)
  plan.chosen.forEach((chosen, position) => {
    if (position > 0) writer.layout('\n\n')
    writeMeasure(writer, chosen, context, { asksNow, saidBelow })
  })
  writeSharedRemarks(writer, saidBelow)
  writeAfter(writer, plan.after, context)
  return finishEvidence(writer, plan, context)
}

/** Whether a comparison has so many rows that it is shown as a table. */
export function isTable(plan: EvidencePlan): boolean {
  return plan.chosen.length >= TABLE_MIN_ROWS
}

/** Composes one row for each measure: a table from three rows on, else paragraphs. */
export function composeComparison(plan: EvidencePlan, context: CompositionContext): ComposedAnswer {
  if (!isTable(plan)) return composeEvidence(plan, context)
  const { language, messages } = context
  const writer = createAnswerWriter()
  writeBefore(writer, plan.before)
  writer.sentence('lead', messages.comparisonLead(plan.chosen.length))
  writer.layout(`\n\n| ${messages.comparisonHeader.join(' | ')} |\n| --- | --- | --- |`)
  for (const given of plan.chosen) {
    const { name, chosen } = withTitleInName(given, context)
    writer.layout(`\n| ${name} | `)
    writeRuns(writer, chosen.measure, chosen.runs, context)
    writer.layout(` | ${strengthLabel(chosen, context)} |`)
  }
  if (language === 'en') {
    writer.layout('\n\n')
    writer.sentence('lead', messages.translationNote)
  }
  writeAfter(writer, plan.after, context)
  return finishEvidence(writer, plan, context)
}

/** Composes measures asked for by number: each whole, sentence by sentence. */
export function composeLookup(
  measures: readonly MeasureRecord[],
  outcome: EvidencePlan['outcome'],
  remarks: readonly CoverageRemark[],
  context: CompositionContext,
): ComposedAnswer {
  const writer = createAnswerWriter()
  const saidBelow = sharedRemarks(measures.map((each) => wholeStrengthRemark(each, context)))
  measures.forEach((measure, position) => {
    if (position > 0) writer.layout('\n\n')
    writeWholeMeasure(writer, measure, context, { saidBelow })
  })
  writeSharedRemarks(writer, saidBelow)
  writeAfter(writer, remarks, context)
  const chosen = measures.map((measure) => ({
    measure,
    runs: [{ first: 0, last: measure.sentences.length - 1 }],
  }))
  return finishEvidence(writer, { outcome, chosen, near: [] }, context)
}

/** Writes what is said before the measures, a paragraph each. */
export function writeBefore(writer: AnswerWriter, remarks: readonly CoverageRemark[]): void {
  for (const { kind, text } of remarks) {
    writer.sentence(kind, text)
    writer.layout('\n\n')
  }
}

/** Writes what is said behind the measures, as one paragraph. */
export function writeAfter(
  writer: AnswerWriter,
  remarks: readonly CoverageRemark[],
  { language }: CompositionContext,
): void {
  remarks.forEach(({ kind, text }, position) => {
    writer.layout(position === 0 ? '\n\n' : language === 'en' ? ' ' : '')
    writer.sentence(kind, text)
  })
}

/** The finished answer of a plan, with what follows from the measures cited. */
export function finishEvidence(
  writer: AnswerWriter,
  plan: Pick<EvidencePlan, 'outcome' | 'chosen' | 'near'> & Partial<Pick<EvidencePlan, 'after'>>,
  context: CompositionContext,
): ComposedAnswer {
  const cited = plan.chosen.map(({ measure }) => measure)
  return {
    outcome: plan.outcome,
    written: writer.finish(),
    related: relatedFrom(plan.near, cited, context),
    suggestions: [],
    notices: noticesFor(plan.chosen, context),
    unstated: (plan.after ?? []).flatMap(({ unstated }) => unstated ?? []),
  }
}
