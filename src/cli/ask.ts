import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { answerRequestSchema } from '../domain/answer.js'
import { openAssistant } from '../open-assistant.js'
import { type Command, EXIT } from './command.js'
import { formatAnswer } from './format-answer.js'
import { parseInput } from './parse-input.js'
import { createProgressReporter } from './progress.js'

/** `ask "question"`: one question, one cited answer. */
export const askCommand: Command = {
  name: 'ask',
  summary: 'answer one question with citations',
  usage: `ask "question" [--language TAG] [--office ID …] [--document ID …] [--trace] [--json]

  --language TAG   auto (default), zh-Hans, zh-Hant-HK, zh-Hant-TW or en
  --office ID      only measures of this office, such as dalian-customs; may be repeated
  --document ID    only this document, such as dalian-43; may be repeated
  --trace          with --json: how the answer came about
  --json           print the Answer of the HTTP API and nothing else`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        language: { type: 'string', default: 'auto' },
        office: { type: 'string', multiple: true },
        document: { type: 'string', multiple: true },
        trace: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const filters =
      values.office === undefined && values.document === undefined
        ? undefined
        : { offices: values.office, documents: values.document }
    const request = parseInput(answerRequestSchema, {
      question: positionals.join(' '),
      language: values.language,
      trace: values.trace,
      filters,
    })
    const progress = createProgressReporter(io)
    const opened = await openAssistant(readConfig(), progress).finally(progress.finish)
    try {
      const answer = await opened.assistant.answer(request)
      io.stdout.write(values.json ? `${JSON.stringify(answer, null, 2)}\n` : formatAnswer(answer))
      return EXIT.done
    } finally {
      await opened.close()
    }
  },
}
