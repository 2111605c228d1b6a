import { createHash } from 'node:crypto'
import type { Assistant } from '../assistant.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { messageOf } from '../errors.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { type AskedQuestion, askQuestion } from './ask-question.js'
import {
  type EvaluationEntry,
  type EvaluationRecord,
  RECORD_FORMAT,
  type RecordHeader,
  type VariantEntry,
} from './evaluation-record.js'
import { citedMeasures } from './metrics/citations.js'
import { isAnswerable, isRetrievalQuestion } from './question-groups.js'
import { createRandom, sample, seedFor } from './statistics/random.js'
import { withSlips } from './slips/with-slips.js'

/** What a run needs. */
export interface RunOptions {
  readonly assistant: Assistant
  /** Fingerprint of the embedder in use. */
  readonly embedder: string
  readonly questions: readonly EvaluationQuestion[]
  readonly seed: number
  readonly split: RecordHeader['split']
  readonly mode: RecordHeader['mode']
  readonly complete: boolean
  readonly onProgress?: (done: number, total: number) => void
}

/** Questions under way at once: enough that one composes while another is embedded, on two cores. */
const PARALLEL = 3

/** Questions that are answered one at a time, first: among others a time would hold their waiting. */
const ALONE_SAMPLE = 100

/** Questions asked again in each other form: with slips of the pen, in Traditional characters. */
const VARIANT_SAMPLE = 100

/**
 * Asks every question of the assistant, some of them again with slips or in Traditional characters,
 * and records what came of it. A question that throws becomes an entry with `error`; the run goes on. Entries stand in the
 * order of the questions.
 */
export async function runQuestions(options: RunOptions): Promise<EvaluationRecord> {
  const { assistant, questions, seed, mode, onProgress } = options
  const started = new Date()
  const begin = performance.now()
  const tasks = [...slipTasks(questions, seed), ...traditionalTasks(questions, seed)]
  const total = questions.length + tasks.length
  let done = 0
  const finished = (): void => onProgress?.(++done, total)

  const entries = new Map<string, EvaluationEntry>()
  const aloneMs: Record<string, number> = {}
  const ask = async (question: EvaluationQuestion, alone: boolean): Promise<void> => {
    const asked = await attempt(() => askQuestion(assistant, question, mode))
    entries.set(question.id, entryOf(question, asked))
    if (alone && 'answerMs' in asked) aloneMs[question.id] = rounded(asked.answerMs)
    finished()
  }
  const alone = new Set(
    sample(questions, ALONE_SAMPLE, createRandom(seedFor(seed, 'alone'))).map(({ id }) => id),
  )
  for (const question of questions) if (alone.has(question.id)) await ask(question, true)
  const rest = questions.filter(({ id }) => !alone.has(id))
  const together = performance.now()
  await inParallel(rest, (question) => ask(question, false))
  const togetherMs = performance.now() - together

  const variants = new Map<VariantTask, VariantEntry>()
  await inParallel(tasks, async (task) => {
    const { question, kind, text } = task
    const asked = await attempt(() => askQuestion(assistant, { ...question, question: text }, mode))
    const failed = 'error' in asked
    variants.set(task, {
      questionId: question.id,
      kind,
      text,
      ranked: failed ? [] : asked.retrieval.ranked.map(({ measureId }) => measureId),
      cited: failed ? [] : citedMeasures(asked.answer.citations),
      error: failed ? asked.error : null,
    })
    finished()
  })

  return {
    header: {
      format: RECORD_FORMAT,
      corpusVersion: assistant.corpus.version,
      embedder: options.embedder,
      questionsHash: createHash('sha256')
        .update(JSON.stringify(questions))
        .digest('hex')
        .slice(0, 12),
      seed,
      split: options.split,
      mode,
      complete: options.complete,
    },
    entries: questions.flatMap(({ id }) => entries.get(id) ?? []),
    variants: tasks.flatMap((task) => variants.get(task) ?? []),
    timings: {
      started: started.toISOString(),
      wallMs: rounded(performance.now() - begin),
      aloneMs,
      perSecond: rest.length === 0 ? null : rounded((1000 * rest.length) / togetherMs),
    },
  }
}

interface VariantTask extends Pick<VariantEntry, 'kind' | 'text'> {
  readonly question: EvaluationQuestion
}

function slipTasks(questions: readonly EvaluationQuestion[], seed: number): VariantTask[] {
  const tasks = questions.filter(isRetrievalQuestion).flatMap((question): VariantTask[] => {
    const text = withSlips(question.question, createRandom(seedFor(seed, `slips ${question.id}`)))
    return text === undefined ? [] : [{ question, kind: 'slips', text }]
  })
  return sample(tasks, VARIANT_SAMPLE, createRandom(seedFor(seed, 'slips')))
}

function traditionalTasks(questions: readonly EvaluationQuestion[], seed: number): VariantTask[] {
  const simplified = questions.filter(
    (question) => question.language === 'zh-Hans' && isAnswerable(question),
  )
  const script = createScriptConverter()
  return sample(simplified, VARIANT_SAMPLE, createRandom(seedFor(seed, 'traditional'))).map(
    (question, index) => ({
      question,
      kind: 'traditional',
      text: script.toTraditional(question.question, index % 2 === 0 ? 'HK' : 'TW'),
    }),
  )
}

async function attempt<Result>(run: () => Promise<Result>): Promise<Result | { error: string }> {
  try {
    return await run()
  } catch (error) {
    return { error: messageOf(error) }
  }
}

function entryOf(
  question: EvaluationQuestion,
  asked: AskedQuestion | { readonly error: string },
): EvaluationEntry {
  if ('error' in asked) {
    return {
      question,
      answer: null,
      retrieval: null,
      gateProbability: null,
      generation: null,
      error: asked.error,
    }
  }
  const { answer, retrieval, gateProbability, unstated, generation } = asked
  return {
    question,
    answer,
    retrieval,
    gateProbability,
    ...(unstated === undefined ? {} : { unstated: [...unstated] }),
    generation,
    error: null,
  }
}

async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      // All workers draw from one iterator, so each item is taken once.
      for (const item of queue) await work(item)
    }),
  )
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
