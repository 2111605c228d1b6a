import type { Outcome, Suggestion } from '../domain/answer.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
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

/** Most suggestions that the contract allows. */
const SUGGESTIONS_MAX = 5

/** Measures offered after an overview: more would repeat it. */
const OVERVIEW_EXAMPLES = 3

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
    suggestions: plan.suggestions.slice(0, SUGGESTIONS_MAX),
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
        messages.overviewEntry(directory.documentTitle(data.id, language), unitOf(data, language), {
          count: own.length,
          first: own[0]?.number ?? 0,
          last: own.at(-1)?.number ?? 0,
        }),
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
    suggestions: nextQuestions(documents, everything, context),
    notices: [],
  }
}

/** What one could ask next: what a document holds where all were listed, else its first measures. */
function nextQuestions(
  documents: readonly CorpusDocument[],
  everything: boolean,
  { directory, language, messages }: CompositionContext,
): Suggestion[] {
  if (everything) {
    return documents.slice(0, SUGGESTIONS_MAX).map(({ data }) => {
      const title = directory.documentTitle(data.id, language)
      return { label: title, question: messages.askOverview(title) }
    })
  }
  const each = documents.length === 1 ? OVERVIEW_EXAMPLES : 1
  return documents
    .flatMap(({ measures }) => measures.slice(0, each))
    .slice(0, OVERVIEW_EXAMPLES)
    .map((measure) => {
      const reference = directory.reference(measure, language)
      return { label: reference, question: messages.ask(reference) }
    })
}

/** What a document calls its measures: 条, 项 or 则. */
function unitOf({ numbering }: CorpusDocument['data'], language: AnswerLanguage): string {
  const { unit } = numbering
  if (language === 'en') return unit.en
  return language === 'zh-Hans' ? unit['zh-Hans'] : unit['zh-Hant']
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
    writer.sentence('lead', messages.overviewMeasure(label(measure), shown, unitOf(data, language)))
  }
}
