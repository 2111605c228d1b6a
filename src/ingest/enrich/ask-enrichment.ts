import type { MeasureRecord } from '../../domain/measure.js'
import { questionKey } from '../../evaluation/question-separation.js'
import type { ChatModel } from '../../generation/chat-model.js'
import { foldText } from '../../scripts/fold.js'
import { askJson } from './ask-json.js'
import { checkFacets, facetsAnswerSchema } from './check-facets.js'
import { checkGlossary, glossaryAnswerSchema } from './check-glossary.js'
import {
  checkQuestions,
  type KnownQuestions,
  MIN_QUESTIONS,
  questionsAnswerSchema,
} from './check-questions.js'
import { checkTranslation, translationAnswerSchema } from './check-translation.js'
import type { EnrichableDocument } from './enrichable-document.js'
import type { Checked } from './enrichment-check.js'
import type { EnrichmentKind } from './enrichment-kind.js'
import { ANSWER_SHAPES, asData, type EnrichmentPrompts } from './enrichment-prompts.js'

/** What asking about one measure needs. */
export interface AskEnrichmentDeps {
  readonly model: ChatModel
  readonly prompts: EnrichmentPrompts
  readonly opened: EnrichableDocument
  /** What lay questions of this measure must not repeat. */
  readonly known: (measure: MeasureRecord) => Promise<KnownQuestions>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Most terms of the glossary that a translation is told of. */
const MAX_TERMS = 20

/**
 * Asks a model for one kind of addition to one measure and checks the answer; throws like `askJson`.
 *
 * @param english The measure's English where there is some.
 */
export async function askEnrichment(
  kind: EnrichmentKind,
  measure: MeasureRecord,
  english: string | undefined,
  { model, prompts, opened, known, timeoutMs, signal }: AskEnrichmentDeps,
): Promise<Checked> {
  const context = opened.context(measure, english)
  const calls = { model, timeoutMs, signal }
  const shape = ANSWER_SHAPES[kind]
  const text = asData(measure.text)
  switch (kind) {
    case 'english': {
      const sentences = measure.sentences.map(({ start, end }) => measure.text.slice(start, end))
      const messages = await prompts.english.format({
        count: String(sentences.length),
        sentences: asData(sentences),
        shape,
        terms: termsIn(measure.text, opened.glossary),
      })
      const check = (answer: { sentences: string[] }) => checkTranslation(answer, context)
      return askJson({ ...calls, messages, schema: translationAnswerSchema, check })
    }
    case 'questions': {
      const messages = await prompts.questions.format({ measure: text, shape })
      const beside = await known(measure)
      return askJson({
        ...calls,
        messages,
        schema: questionsAnswerSchema,
        check: (answer) => checkQuestions(answer, context, beside),
      })
    }
    case 'facets': {
      const messages = await prompts.facets.format({ measure: text, shape })
      const check = (answer: Record<string, unknown>) => checkFacets(answer, context)
      return askJson({ ...calls, messages, schema: facetsAnswerSchema, check })
    }
    case 'glossary': {
      const messages = await prompts.glossary.format({
        measure: text,
        english: asData(english ?? ''),
        shape,
      })
      const terms = new Set(opened.glossary.keys())
      return askJson({
        ...calls,
        messages,
        schema: glossaryAnswerSchema,
        check: (answer) => checkGlossary(answer, context, terms),
      })
    }
  }
}

/**
 * Takes a measure's questions for it, so that no other gets the same; drops those that another got
 * while this one was being checked.
 */
export function claimQuestions({ fields, problems }: Checked, claimed: Set<string>): Checked {
  const parsed = questionsAnswerSchema.safeParse(fields)
  if (!parsed.success) return { fields, problems }
  const isFree = (question: string): boolean => !claimed.has(questionKey(question))
  const left = { zh: parsed.data.zh.filter(isFree), en: parsed.data.en.filter(isFree) }
  const lost = parsed.data.zh.length + parsed.data.en.length - left.zh.length - left.en.length
  const isEnough = left.zh.length >= MIN_QUESTIONS && left.en.length >= MIN_QUESTIONS
  const told = lost === 0 ? [] : [`${lost} questions are those of another measure`]
  if (isEnough) for (const question of [...left.zh, ...left.en]) claimed.add(questionKey(question))
  return { fields: isEnough ? left : undefined, problems: [...problems, ...told] }
}

function termsIn(text: string, glossary: ReadonlyMap<string, string>): string {
  const folded = foldText(text)
  const terms = [...glossary].filter(([term, english]) => english !== '' && folded.includes(term))
  return terms
    .slice(0, MAX_TERMS)
    .map(([term, english]) => `${term} = ${english}`)
    .join('; ')
}
