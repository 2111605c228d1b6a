import { parseArgs } from 'node:util'
import type { AskRequest, Client } from '../client/index.js'
import { createClient } from '../client/index.js'
import { readConfig } from '../config.js'
import { answerRequestSchema } from '../domain/answer.js'
import { AppError, messageOf } from '../errors.js'
import { openAssistant } from '../open-assistant.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { formatAnswer } from './format-answer.js'
import { parseInput } from './parse-input.js'
import { createProgressReporter } from './progress.js'

/** `ask "question"`: one question, one cited answer. */
export const askCommand: Command = {
  name: 'ask',
  summary: 'answer one question with citations',
  usage: `ask "question" [--language TAG] [--office ID …] [--document ID …] [--as-of DAY] [--trace]
      [--json] [--server URL [--key KEY]]

  --language TAG   auto (default), zh-Hans, zh-Hant-HK, zh-Hant-TW or en
  --office ID      only measures of this office, such as dalian-customs; may be repeated
  --document ID    only this document, such as dalian-43; may be repeated
  --as-of DAY      answer from what held on this day, such as 2026-01-31
  --trace          with --json: how the answer came about
  --json           print the Answer of the HTTP API and nothing else
  --server URL     ask a server instead of the documents here
  --key KEY        API key of the server`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        language: { type: 'string', default: 'auto' },
        office: { type: 'string', multiple: true },
        document: { type: 'string', multiple: true },
        'as-of': { type: 'string' },
        trace: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        server: { type: 'string' },
        key: { type: 'string' },
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
      asOf: values['as-of'],
    })
    const client = openClient(values)
    if (client !== undefined) {
      if (values.json) io.stdout.write(`${JSON.stringify(await client.ask(request), null, 2)}\n`)
      else if (io.stdout.isTTY) await printStream(client, request, io)
      else io.stdout.write(printable(formatAnswer(await client.ask(request))))
      return EXIT.done
    }
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

/**
 * The client of `--server` and `--key`; undefined without a server.
 *
 * @throws AppError `invalid_request` for an address or key that cannot be used.
 */
export function openClient(values: {
  readonly server?: string | undefined
  readonly key?: string | undefined
}): Client | undefined {
  const { server, key } = values
  if (server === undefined) {
    if (key === undefined) return undefined
    throw new AppError('invalid_request', '--key: expected only together with --server')
  }
  try {
    return createClient({ baseUrl: server, key })
  } catch (error) {
    const message = messageOf(error)
      .replace(/^baseUrl:/, '--server:')
      .replace(/^key:/, '--key:')
    throw new AppError('invalid_request', message, { cause: error })
  }
}

/** Text of a server as a terminal may show it: without what would move the cursor or worse. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '')
}

/** Shows the text of an answer while it comes, then what {@link formatAnswer} has below it. */
async function printStream(client: Client, request: AskRequest, { stdout }: CommandIo) {
  let text = ''
  let shown = ''
  try {
    for await (const event of client.stream(request)) {
      if (event.type === 'answer-delta') {
        text += event.text
        // An asterisk at the end may be the first of a mark, which is not shown.
        const ready = printable(text.replace(/\*+$/, '').replaceAll('**', ''))
        stdout.write(ready.slice(shown.length))
        shown = ready
      } else if (event.type === 'answer-end') {
        const whole = printable(formatAnswer(event.answer))
        stdout.write(whole.startsWith(shown) ? whole.slice(shown.length) : `\n\n${whole}`)
        shown = ''
      } else if (event.type === 'error') {
        throw new AppError(
          'internal',
          `${event.code}: ${event.message} (request ${event.requestId})`,
        )
      }
    }
  } finally {
    // What is said of a failure begins on a line of its own.
    if (shown !== '') stdout.write('\n')
  }
}
