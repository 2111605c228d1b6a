import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { answerRequestSchema } from '../domain/answer.js'
import type { GenerationReport } from '../generation/generate-answer.js'
import { assembleAssistant, openAssistant } from '../open-assistant.js'
import { type Command, EXIT } from './command.js'
import { formatAnswer } from './format-answer.js'
import { createProgressReporter } from './progress.js'
import { SMOKE_QUESTIONS } from './smoke-questions.js'

/** Time a small model on a slow machine needs for one answer. */
const DEFAULT_TIMEOUT_MS = 120_000

/** `smoke-llm`: answers worded by a real model, to be read, with what was stopped on the way. */
export const smokeLlmCommand: Command = {
  name: 'smoke-llm',
  summary: 'ask a real language model thirty questions and show what left and what was stopped',
  usage: `smoke-llm --base-url URL --model NAME [--key KEY] [--timeout-ms N] [--limit N]

  --base-url URL    any OpenAI-compatible server, such as http://127.0.0.1:8000/v1
  --model NAME      the model as the server knows it
  --key KEY         its key; many local servers want none
  --timeout-ms N    time for one answer (${DEFAULT_TIMEOUT_MS})
  --limit N         only the first N questions of each language`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'base-url': { type: 'string' },
        model: { type: 'string' },
        key: { type: 'string', default: 'none' },
        'timeout-ms': { type: 'string', default: String(DEFAULT_TIMEOUT_MS) },
        limit: { type: 'string', default: '10' },
      },
    })
    const config = readConfig({
      ...(values['base-url'] === undefined ? {} : { OPENAI_BASE_URL: values['base-url'] }),
      ...(values.model === undefined ? {} : { CHAT_MODEL: values.model }),
      OPENAI_API_KEY: values.key,
      CHAT_TIMEOUT_MS: values['timeout-ms'],
    })
    if (config.chat === undefined || config.chat.baseUrl === undefined) {
      io.stderr.write('smoke-llm: expected --base-url and --model\n')
      return EXIT.unusable
    }
    const progress = createProgressReporter(io)
    const opened = await openAssistant(config, progress).finally(progress.finish)
    const reports: GenerationReport[] = []
    try {
      const assistant = assembleAssistant(config, opened.open, opened.embedder, {
        onAnswer: (_answer, report) => {
          if (report !== undefined) reports.push(report)
        },
      })
      for (const { language, question } of limited(Number(values.limit))) {
        const request = answerRequestSchema.parse({ question, language, trace: true })
        const answer = await assistant.answer(request)
        io.stdout.write(`\n## ${question}\n${formatAnswer(answer)}`)
        io.stdout.write(`(${answer.mode}, ${answer.timings.totalMs} ms)\n`)
        const report = reports.at(-1)
        const stopped = [...(report?.replaced ?? []), ...(report?.dropped ?? [])]
        for (const line of new Set(stopped.map(({ text, reason }) => `(${reason}): ${text}`))) {
          io.stdout.write(`  stopped ${line}\n`)
        }
      }
      io.stdout.write(summary(reports))
      return EXIT.done
    } finally {
      await opened.close()
    }
  },
}

function limited(count: number): typeof SMOKE_QUESTIONS {
  const seen = new Map<string, number>()
  return SMOKE_QUESTIONS.filter(({ language }) => {
    const place = (seen.get(language) ?? 0) + 1
    seen.set(language, place)
    return place <= count
  })
}

function summary(reports: readonly GenerationReport[]): string {
  const sum = (count: (report: GenerationReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0)
  const failed = reports.filter(({ failure }) => failure !== undefined)
  return `\n${reports.length} answers asked of the model: ${sum(({ verified }) => verified)} sentences shown, ${sum(({ replaced }) => replaced.length)} replaced by the cited words, ${sum(({ dropped }) => dropped.length)} dropped, ${failed.length} answers extracted instead\n`
}
