import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Config, readConfig } from '../config.js'
import { answerRequestSchema } from '../domain/answer.js'
import { answerLanguageSchema } from '../domain/language.js'
import { AppError } from '../errors.js'
import { PLAYED_MODELS, type PlayedModel } from '../testing/played-model-names.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { createCountProgress } from './count-progress.js'
import { parseInput } from './parse-input.js'
import { createProgressReporter } from './progress.js'

const optionsSchema = z.strictObject({
  questions: z.array(z.string().min(1)).optional(),
  split: z.enum(['dev', 'test']).optional(),
  language: answerLanguageSchema.optional(),
  mode: answerRequestSchema.shape.mode.unwrap().optional(),
  'played-model': z.enum(PLAYED_MODELS).optional(),
  limit: z.int().min(1).optional(),
  output: z.string().min(1).optional(),
  baseline: z.string().min(1).optional(),
  seed: z.int().min(0),
  from: z.string().min(1).optional(),
  retrieval: z.string().min(1).optional(),
  export: z.enum(['promptfoo', 'ragas', 'ragchecker']).optional(),
  accept: z.boolean(),
})
type EvalOptions = z.infer<typeof optionsSchema>

/** `eval`: asks the question set and says how good the answers are. */
export const evalCommand: Command = {
  name: 'eval',
  summary: 'ask the question set and score the answers',
  usage: `eval [--questions FILE …] [--split dev|test] [--language TAG] [--limit N] [--output DIR]
       [--mode MODE] [--played-model KIND] [--baseline FILE] [--seed N] [--accept] [--export FORMAT]
       eval --from RECORD …         score a saved run again, without answering
       eval --retrieval DIR         score retrieval alone on a folder in BEIR form

  --questions FILE   question file, may be repeated; all of eval/questions by default
  --split            only the dev or the test questions
  --language TAG     only questions in zh-Hans, zh-Hant-HK, zh-Hant-TW or en
  --mode MODE        extractive by default; generative asks the language model of the configuration,
                     auto asks it when there is one
  --played-model KIND
                     with --mode generative: instead of a model, a script on a local port that words
                     the sources anew (honest), makes that false (lying) or does both (mixed)
  --limit N          a sample of at most N questions
  --output DIR       write the reports and the record of the run there
  --baseline FILE    what to compare with; eval/baseline.json when it is there
  --seed N           of samples and intervals, 1 by default
  --accept           make this run the baseline
  --export FORMAT    promptfoo, ragas or ragchecker, into --output
  Exit codes: 0 passed, 1 the gate failed, 2 wrong use or a run that broke.`,
  async run(args, io) {
    const options = parseOptions(args)
    if (options.retrieval !== undefined) return await scoreRetrieval(options.retrieval, options, io)
    return await scoreAnswers(options, io)
  },
}

function parseOptions(args: readonly string[]): EvalOptions {
  // npm run eval -- --questions a b: files after the first come as positionals.
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      questions: { type: 'string', multiple: true },
      split: { type: 'string' },
      language: { type: 'string' },
      mode: { type: 'string' },
      'played-model': { type: 'string' },
      limit: { type: 'string' },
      output: { type: 'string' },
      baseline: { type: 'string' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string' },
      retrieval: { type: 'string' },
      export: { type: 'string' },
      accept: { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 0 && values.questions === undefined) {
    throw new AppError('invalid_request', `expected options, found "${positionals.join(' ')}"`)
  }
  const options = parseInput(optionsSchema, {
    ...values,
    ...(values.questions === undefined ? {} : { questions: [...values.questions, ...positionals] }),
    ...(values.limit === undefined ? {} : { limit: Number(values.limit) }),
    seed: Number(values.seed),
  })
  if (options.export !== undefined && options.output === undefined) {
    throw new AppError('invalid_request', '--export: expected --output DIR as well, found none')
  }
  const { from, questions, split, language, limit, mode } = options
  const choosesQuestions = (questions ?? split ?? language ?? limit) !== undefined
  if (options.accept && choosesQuestions) {
    throw new AppError(
      'invalid_request',
      '--accept: expected all questions, found a choice of them',
    )
  }
  if (options.accept && mode !== undefined && mode !== 'extractive') {
    throw new AppError(
      'invalid_request',
      `--accept: expected mode extractive, which anyone can repeat, found ${mode}`,
    )
  }
  if (options['played-model'] !== undefined && mode !== 'generative') {
    throw new AppError(
      'invalid_request',
      `--played-model: expected --mode generative beside it, found ${mode ?? 'none'}`,
    )
  }
  if (from !== undefined && mode !== undefined) {
    throw new AppError(
      'invalid_request',
      '--from: expected no --mode beside it, a saved run has its own',
    )
  }
  if (from !== undefined && choosesQuestions) {
    throw new AppError(
      'invalid_request',
      '--from: expected no choice of questions beside it, a saved run has its own',
    )
  }
  return options
}

async function scoreAnswers(options: EvalOptions, io: CommandIo): Promise<number> {
  // Loaded only here: a server or a single question needs none of it.
  const { finishEvaluation } = await import('../evaluation/finish-evaluation.js')
  const { contextFor, readStandards, runEvaluation } = await import('../evaluation/evaluate.js')
  const { readRecord } = await import('../evaluation/record-file.js')
  const config = readConfig()
  // What cannot be read is refused before a minute of work.
  const standards = readStandards(options.baseline, options.accept)
  const build = createProgressReporter(io)
  const progress = createCountProgress(io, 'questions')
  const played = await playModel(options['played-model'], config)
  const context =
    options.from === undefined
      ? await runEvaluation({
          config: played.config,
          files: options.questions,
          split: options.split,
          language: options.language,
          limit: options.limit,
          seed: options.seed,
          mode: options.mode ?? 'extractive',
          open: build,
          onProgress: (done, total) => {
            build.finish()
            progress.onProgress(done, total)
          },
        }).finally(async () => {
          build.finish()
          progress.finish()
          await played.close()
        })
      : contextFor(readRecord(options.from), config)
  const { text, passed } = finishEvaluation(context, standards, {
    output: options.output,
    exportAs: options.export,
    accept: options.accept,
    baselineFile: options.baseline,
  })
  io.stdout.write(text)
  return passed ? EXIT.done : EXIT.checkFailed
}

/** Time for a script that answers at once, on a busy machine. */
const PLAYED_TIMEOUT_MS = 60_000

/** The configuration with a model that is played here, where one is asked for. */
async function playModel(
  kind: PlayedModel | undefined,
  config: Config,
): Promise<{ readonly config: Config; close(): Promise<void> }> {
  if (kind === undefined) return { config, close: async () => {} }
  const { startScriptedModelServer } = await import('../testing/scripted-model-server.js')
  const { playedModels } = await import('../testing/scripted-writers.js')
  const server = await startScriptedModelServer({ script: playedModels[kind] })
  const { chat } = readConfig({
    CHAT_MODEL: `played-${kind}`,
    OPENAI_BASE_URL: server.baseUrl,
    CHAT_TIMEOUT_MS: String(PLAYED_TIMEOUT_MS),
  })
  return {
    config: { ...config, chat },
    close: () => server.close(),
  }
}

async function scoreRetrieval(
  folder: string,
  { seed, output }: EvalOptions,
  io: CommandIo,
): Promise<number> {
  const { beirText, runBeir, writeBeir } = await import('../evaluation/beir/run-beir.js')
  const progress = createCountProgress(io, 'texts and queries')
  const result = await runBeir({
    config: readConfig(),
    folder,
    seed,
    onProgress: progress.onProgress,
  }).finally(() => progress.finish())
  if (output !== undefined) writeBeir(output, result)
  io.stdout.write(beirText(result))
  return EXIT.done
}
