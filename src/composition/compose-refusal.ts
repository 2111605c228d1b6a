import type { Outcome, Suggestion } from '../domain/answer.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { createAnswerWriter } from './answer-writer.js'
import { type ComposedAnswer, type CompositionContext, relatedFrom } from './composer.js'
import { shownTitle } from './write-measure.js'
import type { CoverageRemark } from './compose-evidence.js'

/** What is said when nothing is cited. */
export interface RefusalPlan {
  readonly outcome: Exclude<Outcome, 'answered' | 'partial' | 'overview'>
  readonly remarks: readonly CoverageRemark[]
  readonly near: readonly MeasureRecord[]
  readonly suggestions: readonly Suggestion[]
}

/** Composes a question back or a refusal: short, with near measures and questions one could ask instead. */
export function composeRefusal(plan: RefusalPlan, context: CompositionContext): ComposedAnswer {
  const writer = createAnswerWriter()
  plan.remarks.forEach(({ kind, text }, position) => {
    if (position > 0) writer.layout(context.language === 'en' ? ' ' : '')
    writer.sentence(kind, text)
  })
  for (const [position, { label }] of plan.suggestions.entries()) {
    writer.layout(position === 0 ? '\n\n- ' : '\n- ')
    writer.sentence('lead', label)
  }
  return {
    outcome: plan.outcome,
    written: writer.finish(),
    related: relatedFrom(plan.near, [], context),
    suggestions: plan.suggestions.slice(0, 5),
    notices: [],
  }
}

/** Composes what there is: all documents, or the chapters or measures of some. */
export function composeOverview(
  documents: readonly CorpusDocument[],
  everything: boolean,
  context: CompositionContext,
): ComposedAnswer {
  const { directory, language, messages } = context
  const writer = createAnswerWriter()
  if (everything) {
    const measures = documents.reduce((sum, document) => sum + document.measures.length, 0)
    writer.sentence('lead', messages.overviewAll(documents.length, measures))
    for (const { data, measures: own } of documents) {
      writer.layout('\n- ')
      writer.sentence(
        'lead',
        messages.overviewEntry(
          directory.officeName(data.office, language),
          directory.documentTitle(data.id, language),
          own.length,
        ),
      )
    }
  } else {
    documents.forEach((document, position) => {
      if (position > 0) writer.layout('\n\n')
      writeDocument(writer, document, context)
    })
  }
  writer.layout('\n\n')
  writer.sentence('lead', messages.overviewClose)
  return {
    outcome: 'overview',
    written: writer.finish(),
    related: [],
    suggestions: documents.slice(0, 3).flatMap(({ measures }) => {
      const first = measures[0]
      if (first === undefined) return []
      const reference = directory.reference(first, language)
      return [{ label: reference, question: messages.ask(reference) }]
    }),
    notices: [],
  }
}

function writeDocument(
  writer: ReturnType<typeof createAnswerWriter>,
  { data, chapters, measures }: CorpusDocument,
  context: CompositionContext,
): void {
  const { directory, language, messages } = context
  const title = directory.documentTitle(data.id, language)
  const label = (measure: MeasureRecord | undefined): string =>
    measure === undefined ? '' : language === 'en' ? String(measure.number) : measure.label
  if (chapters.length > 0) {
    writer.sentence('lead', messages.overviewChapters(title, measures.length, chapters.length))
    data.chapters.forEach((names, index) => {
      const own = measures.filter(({ chapter }) => chapter === index)
      const heading =
        language === 'en' ? names.en : names[language === 'zh-Hans' ? language : 'zh-Hant']
      writer.layout('\n- ')
      writer.sentence(
        'lead',
        messages.overviewChapter(heading, own.length, label(own[0]), label(own.at(-1))),
      )
    })
    return
  }
  writer.sentence('lead', messages.overviewDocument(title, measures.length))
  for (const measure of measures) {
    const shown = shownTitle(measure, context)
    writer.layout('\n- ')
    writer.sentence('lead', messages.overviewMeasure(label(measure), shown))
  }
}
