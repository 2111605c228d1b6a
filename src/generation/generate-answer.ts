import { type AnswerPiece, createAnswerWriter } from '../composition/answer-writer.js'
import {
  composeEvidence,
  type EvidencePlan,
  finishEvidence,
  writeAfter,
  writeBefore,
} from '../composition/compose-evidence.js'
import type { ComposedAnswer, CompositionContext } from '../composition/composer.js'
import { type SentenceRun, runsOf } from '../composition/select-sentences.js'
import { citeRun, writeMeasureClose, writeRuns } from '../composition/write-measure.js'
import type { MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'
import type { ChatModel, ChatUsage } from './chat-model.js'
import { formatSources, numberSources } from './number-sources.js'
import type { Prompts } from './prompts.js'
import { createUnitSplitter, type GeneratedUnit } from './sentence-units.js'
import { type NumberedSource, resolveMarks } from './source-marks.js'
import type { SentenceVerifier } from './verify-sentence.js'

/** What generating works with. */
export interface GenerationDeps {
  readonly model: ChatModel
  readonly prompts: Prompts
  readonly verifier: SentenceVerifier
  /** Milliseconds that the model may take for one answer. */
  readonly timeoutMs: number
}

/** Why a model gave nothing that could be shown, or broke off. */
export type GenerationFailure = 'unavailable' | 'timeout' | 'flood' | 'nothing_verified'

/** What became of what the model wrote; stands in the answer's trace and feeds the metrics. */
export interface GenerationReport {
  readonly promptVersion: number
  readonly verified: number
  /** Sentences for which the cited words were shown instead, and sentences left out, with why. */
  readonly replaced: readonly RejectedSentence[]
  readonly dropped: readonly RejectedSentence[]
  readonly failure?: GenerationFailure
  readonly usage?: ChatUsage
}

/** A generated sentence that was not shown. */
export interface RejectedSentence {
  readonly text: string
  readonly reason: string
}

/** A finished answer, generated or, where that failed, extracted. */
export interface GeneratedAnswer {
  readonly composed: ComposedAnswer
  readonly generated: boolean
  readonly report: GenerationReport
}

/** More than an answer on a phone screen ever has; a model that goes on is stopped. */
const MAX_GENERATED_LENGTH = 6_000

/** Sentences shown at most, whatever the model writes. */
const MAX_SENTENCES = 8

/**
 * Answers a plan in the model's words, sentence by sentence: each is checked against the sentences it
 * cites and only then passed on. One that fails is replaced by the words it cites, or left out. When
 * nothing passes, or the model is down, slow or babbling, the answer is the extracted one. Yields
 * pieces as soon as they are safe to show; whose measure it is, how strong its promise is and where
 * to turn are said in our own words around the model's.
 *
 * @throws the signal's reason when it aborts; nothing else.
 */
export async function* generateAnswer(
  plan: EvidencePlan,
  question: string,
  deps: GenerationDeps,
  context: CompositionContext,
  signal: AbortSignal,
): AsyncGenerator<AnswerPiece, GeneratedAnswer, void> {
  const { language, messages, directory } = context
  const prompt = deps.prompts.answer[language]
  const sources = numberSources(plan.chosen, language)
  const writer = createAnswerWriter()
  const shown = new Map<MeasureRecord, SentenceRun[]>()
  const replaced: RejectedSentence[] = []
  const dropped: RejectedSentence[] = []
  let waiting: Waiting[] = []
  let verified = 0
  let current: MeasureRecord | undefined
  let usage: ChatUsage | undefined
  let failure: GenerationFailure | undefined

  const openParagraph = (measure: MeasureRecord): void => {
    if (current === measure) {
      if (language === 'en') writer.layout(' ')
      return
    }
    if (current === undefined) writeBefore(writer, plan.before)
    else {
      close(current)
      writer.layout('\n\n')
    }
    current = measure
    writer.sentence('lead', messages.leadTask(directory.reference(measure, language)))
  }
  const close = (measure: MeasureRecord): void => {
    writeMeasureClose(writer, { measure, runs: shown.get(measure) ?? [] }, context, {
      asksNow: plan.asksNow ?? false,
    })
  }
  const note = (measure: MeasureRecord, runs: readonly SentenceRun[]): void => {
    shown.set(measure, [...(shown.get(measure) ?? []), ...runs])
  }
  const flushWaiting = (): void => {
    for (const { source, sentences, text, reason } of waiting) {
      const { measure } = source
      const known = shown.get(measure) ?? []
      const missing = sentences.filter(
        (index) => !known.some(({ first, last }) => first <= index && index <= last),
      )
      if (missing.length === 0) {
        dropped.push({ text, reason })
        continue
      }
      replaced.push({ text, reason })
      const runs = runsOf(missing)
      openParagraph(measure)
      writeRuns(writer, measure, runs, context)
      note(measure, runs)
    }
    waiting = []
  }

  const take = async (unit: GeneratedUnit): Promise<void> => {
    const reject = (reason: string): void => {
      dropped.push({ text: unit.text, reason })
    }
    if (unit.marks.length === 0) return reject('no source')
    const cited = resolveMarks(unit.marks, sources)
    if (cited === undefined) return reject('unknown source')
    const [only, second] = cited
    if (only === undefined || second !== undefined) return reject('several measures')
    const { source, sentences } = only
    const verdict = await deps.verifier.verify(
      { text: unit.text, measure: source.measure, sentences },
      language,
      signal,
    )
    if (!verdict.ok) {
      // Shown only once something of the model's own has passed: else the whole is extracted.
      waiting.push({ source, sentences, text: unit.text, reason: verdict.reason })
      if (verified > 0) flushWaiting()
      return
    }
    flushWaiting()
    openParagraph(source.measure)
    const runs = runsOf(sentences)
    writer.sentence(
      'statement',
      verdict.text,
      runs.map((run) => citeRun(source.measure, run, context)),
    )
    note(source.measure, runs)
    verified += 1
  }

  const deadline = AbortSignal.timeout(deps.timeoutMs)
  const splitter = createUnitSplitter()
  let length = 0
  let sent = 0
  const unsent = (): AnswerPiece[] => {
    const pieces = writer.pieces().slice(sent)
    sent += pieces.length
    return pieces
  }
  try {
    const prompted = await prompt.format({ question, sources: formatSources(sources, language) })
    for await (const delta of deps.model.stream(prompted, AbortSignal.any([signal, deadline]))) {
      usage = delta.usage ?? usage
      length += delta.text.length
      for (const unit of splitter.push(delta.text)) {
        if (verified + replaced.length < MAX_SENTENCES) await take(unit)
        yield* unsent()
      }
      if (length > MAX_GENERATED_LENGTH || verified + replaced.length >= MAX_SENTENCES) {
        failure = length > MAX_GENERATED_LENGTH ? 'flood' : failure
        break
      }
    }
    for (const unit of failure === undefined ? splitter.end() : []) {
      if (verified + replaced.length < MAX_SENTENCES) await take(unit)
    }
  } catch (error) {
    signal.throwIfAborted()
    failure = failureOf(error, deadline)
  }

  const report = (): GenerationReport => ({
    promptVersion: prompt.version,
    verified,
    replaced,
    dropped: [...dropped, ...(verified === 0 ? waiting : []).map(rejectionOf)],
    ...(failure === undefined ? {} : { failure }),
    ...(usage === undefined ? {} : { usage }),
  })
  if (verified === 0 || current === undefined) {
    failure ??= 'nothing_verified'
    const composed = composeEvidence(plan, context)
    yield* composed.written.pieces
    return { composed, generated: false, report: report() }
  }
  flushWaiting()
  close(current)
  writeAfter(writer, plan.after, context)
  yield* unsent()
  const chosen = [...shown].map(([measure, runs]) => ({ measure, runs }))
  return {
    composed: finishEvidence(writer, { ...plan, chosen }, context),
    generated: true,
    report: report(),
  }
}

interface Waiting extends RejectedSentence {
  readonly source: NumberedSource
  readonly sentences: readonly number[]
}

function rejectionOf({ text, reason }: RejectedSentence): RejectedSentence {
  return { text, reason }
}

function failureOf(error: unknown, deadline: AbortSignal): GenerationFailure {
  if (deadline.aborted) return 'timeout'
  if (error instanceof AppError && error.code === 'model_unavailable') return 'unavailable'
  throw error
}
