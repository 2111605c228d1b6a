import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { AnswerRequest } from '../domain/answer.js'
import type { Corpus } from '../domain/corpus.js'
import { AppError } from '../errors.js'
import { type OpenedAssistant, type OpenOptions, openAssistant, warmUp } from '../open-assistant.js'
import { projectRoot } from '../project-root.js'
import { readBaseline } from './baseline.js'
import type { EvaluationRecord } from './evaluation-record.js'
import { readFloors } from './floors.js'
import { loadQuestions, questionFiles } from './load-questions.js'
import type { ScoringContext } from './metric.js'
import type { Standards } from './report/report.js'
import { loadPromiseSources } from './promises/promise-sources.js'
import { runQuestions } from './run-questions.js'
import { scoringContext } from './score-record.js'
import { type QuestionSelection, selectQuestions } from './select-questions.js'

/** Where the evaluation's files are unless the command line says otherwise. */
export const EVALUATION_FILES = {
  questions: join(projectRoot, 'eval', 'questions'),
  baseline: join(projectRoot, 'eval', 'baseline.json'),
  floors: join(projectRoot, 'eval', 'floors.json'),
} as const

/** What {@link runEvaluation} is to run. */
export interface EvaluationRequest extends QuestionSelection {
  readonly config: Config
  /** Question files; all of `eval/questions` when left out. */
  readonly files?: readonly string[] | undefined
  /** Extracted answers, answers worded by the configured model, or those where one is configured. */
  readonly mode: AnswerRequest['mode']
  readonly open: OpenOptions
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Reads and checks the questions, opens the assistant and asks them. What is returned is ready to be
 * scored, with the corpus as its folder had it before anything ran.
 *
 * @throws AppError `invalid_request` for questions that are broken or none, and `bad_configuration`
 * when a language model is demanded and none is configured, before anything runs;
 * what opening the assistant throws; `internal` when every question crashed.
 */
export async function runEvaluation(request: EvaluationRequest): Promise<ScoringContext> {
  const { config, files, split, seed, mode } = request
  if (mode === 'generative' && config.chat === undefined) {
    throw new AppError(
      'bad_configuration',
      '--mode generative: expected a language model (CHAT_MODEL), found none configured',
    )
  }
  const { corpus } = loadCorpus(config.folders.corpus)
  const all = loadQuestions(
    files ?? questionFiles(EVALUATION_FILES.questions),
    new Set(corpus.measures.map(({ id }) => id)),
  )
  const { questions, complete } = selectQuestions(all, request)
  if (questions.length === 0) {
    throw new AppError('invalid_request', 'questions: expected at least one, found none to ask')
  }
  const opened: OpenedAssistant = await openAssistant(config, request.open)
  try {
    assertSameCorpus(opened.assistant.corpus.version, corpus, 'the assistant')
    await warmUp(opened)
    const record = await runQuestions({
      assistant: opened.assistant,
      embedder: opened.embedder.fingerprint,
      questions,
      seed,
      split: split ?? 'all',
      mode,
      complete: complete && files === undefined,
      ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    })
    // Some crashes are a finding; nothing but crashes is a broken environment.
    const [first] = record.entries
    if (record.entries.every(({ error }) => error !== null)) {
      throw new AppError('internal', `every question crashed; the first: ${first?.error ?? ''}`)
    }
    return scoringContext(record, corpus, loadPromiseSources(config.folders.corpus))
  } finally {
    await opened.close()
  }
}

/**
 * What a run is scored with: the corpus as its folder has it now.
 *
 * @throws AppError `invalid_request` when the run was made with another corpus, whose quotes cannot
 * be checked here.
 */
export function contextFor(record: EvaluationRecord, config: Config): ScoringContext {
  const { corpus } = loadCorpus(config.folders.corpus)
  assertSameCorpus(record.header.corpusVersion, corpus, 'the saved run')
  return scoringContext(record, corpus, loadPromiseSources(config.folders.corpus))
}

function assertSameCorpus(found: string, { version }: Corpus, whose: string): void {
  if (found === version) return
  throw new AppError(
    'invalid_request',
    `corpus of ${whose}: expected version ${version} as in corpus/, found ${found}: answer the questions again`,
  )
}

/**
 * The baseline and the floors that there are.
 *
 * @param baseline File named on the command line: it must be there, unless it is to be written.
 */
export function readStandards(baseline: string | undefined, accept: boolean): Standards {
  const file = baseline ?? EVALUATION_FILES.baseline
  const hasBaseline = existsSync(file) || (baseline !== undefined && !accept)
  return {
    ...(hasBaseline ? { baseline: readBaseline(file) } : {}),
    ...(existsSync(EVALUATION_FILES.floors) ? { floors: readFloors(EVALUATION_FILES.floors) } : {}),
  }
}
