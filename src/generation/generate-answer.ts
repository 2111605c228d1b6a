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
import { AppError, type ErrorCode } from '../errors.js'
import { addUsage, type ChatModel, type ChatUsage } from './chat-model.js'
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
  /** The reader wants the model or nothing: that it is down or slow is then an error. */
  readonly demanded?: boolean
  /** What reading the question has cost, for the report. */
  readonly spent?: ChatUsage | undefined
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
  /** Of this answer, condensing its question included. */
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

/** A model that writes the same sentence more often goes round in circles. */
const MAX_REPEATS = 2

/** Sentences of a model shown or replaced at most, whatever it writes. */
const MAX_SENTENCES = 8

/** The answer's own numbers look so, and halves of marks: neither may a model's sentence hold. */
const NUMBER_IN_BRACKETS = /\[\d+\]|[[［【]\s*S\d/iu

/** Ends with a stop, in quotation marks or not. */
const STOPPED = /[。．.！!？?；;…][”」』）)"'’]*$/u

/**
 * Answers a plan in the model's words, sentence by sentence: each is checked against the sentences it
 * cites and only then passed on. One that fails is replaced by the words it cites, or left out. When
 * nothing passes, or the model is down, slow or babbling, the answer is the extracted one. Yields
 * pieces as soon as they are safe to show; whose measure it is, how strong its promise is and where
 * to turn are said in our own words around the model's.
 *
 * @throws the signal's reason when it aborts; AppError `model_unavailable` when a demanded model is
 * down or slow and nothing was shown yet; what is wrong in our own code; nothing else.
 */
export async function* generateAnswer(
  plan: EvidencePlan,
  question: string,
  deps: GenerationDeps,
  context: CompositionContext,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<AnswerPiece, GeneratedAnswer, void> {
  const { language, messages, directory } = context
  const prompt = deps.prompts.answer[language]
  const sources = numberSources(plan.chosen, language)
  const writer = createAnswerWriter()
  const shown = new Map<MeasureRecord, SentenceRun[]>()
  const said = new Set<string>()
  const written = new Map<string, number>()
  const replaced: RejectedSentence[] = []
  const dropped: RejectedSentence[] = []
  let waiting: Waiting[] = []
  let verified = 0
  let current: MeasureRecord | undefined
  /** Runs that the paragraph of `current` shows and none before it did. */
  let fresh: SentenceRun[] = []
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
    if (fresh.length === 0) return
    writeMeasureClose(writer, { measure, runs: fresh }, context, {
      asksNow: plan.asksNow ?? false,
    })
    fresh = []
  }
  const note = (measure: MeasureRecord, runs: readonly SentenceRun[]): void => {
    const known = shown.get(measure) ?? []
    const added = runs.filter((run) => !known.some((other) => holds(other, run)))
    const kept = (old: SentenceRun): boolean => !added.some((run) => holds(run, old))
    shown.set(measure, [...known.filter(kept), ...added])
    fresh = [...fresh.filter(kept), ...added]
  }
  const isFull = (room = 0): boolean => verified + replaced.length + room >= MAX_SENTENCES
  const flushWaiting = (room = 0): void => {
    for (const { source, sentences, text, reason } of waiting) {
      const { measure } = source
      const known = shown.get(measure) ?? []
      const missing = sentences.filter(
        (index) => !known.some(({ first, last }) => first <= index && index <= last),
      )
      if (missing.length === 0 || isFull(room)) {
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
    const verdict = NUMBER_IN_BRACKETS.test(unit.text)
      ? { ok: false as const, reason: 'a number in brackets' }
      : await deps.verifier.verify(
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
    const stop = language === 'en' ? '.' : '。'
    const statement = STOPPED.test(verdict.text) ? verdict.text : verdict.text + stop
    if (said.has(statement)) return reject('said before')
    said.add(statement)
    flushWaiting(1)
    openParagraph(source.measure)
    const runs = runsOf(sentences)
    writer.sentence(
      'statement',
      statement,
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
      const room = MAX_GENERATED_LENGTH - length
      length += delta.text.length
      for (const unit of splitter.push(delta.text.slice(0, room))) {
        if (!isFull()) await take(unit)
        yield* unsent()
        const key = `${unit.text}${unit.marks.join('')}`
        const times = (written.get(key) ?? 0) + 1
        written.set(key, times)
        if (times > MAX_REPEATS) {
          failure = 'flood'
          break
        }
      }
      if (length > MAX_GENERATED_LENGTH) failure = 'flood'
      if (failure !== undefined || isFull()) break
    }
    for (const unit of failure === undefined ? splitter.end() : []) {
      if (!isFull()) await take(unit)
    }
  } catch (error) {
    signal.throwIfAborted()
    failure = failureOf(error, deadline)
  }

  const cost = addUsage(deps.spent, usage)
  const report = (): GenerationReport => ({
    promptVersion: prompt.version,
    verified,
    replaced,
    dropped: [...dropped, ...(verified === 0 ? waiting : []).map(rejectionOf)],
    ...(failure === undefined ? {} : { failure }),
    ...(cost === undefined ? {} : { usage: cost }),
  })
  if (verified === 0 || current === undefined) {
    failure ??= 'nothing_verified'
    if (deps.demanded === true && (failure === 'unavailable' || failure === 'timeout')) {
      throw new AppError('model_unavailable', `the language model failed: ${failure}`)
    }
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

/** Of the language model, and of the embedder that verifying needs. */
const UNAVAILABLE: ReadonlySet<string> = new Set<ErrorCode>([
  'model_unavailable',
  'bad_model',
  'overloaded',
])

function failureOf(error: unknown, deadline: AbortSignal): GenerationFailure {
  if (deadline.aborted) return 'timeout'
  if (error instanceof AppError && UNAVAILABLE.has(error.code)) return 'unavailable'
  throw error
}

function holds(outer: SentenceRun, inner: SentenceRun): boolean {
  return outer.first <= inner.first && inner.last <= outer.last
}
