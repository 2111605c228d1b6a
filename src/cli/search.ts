import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { searchRequestSchema, type SearchResponse } from '../domain/search.js'
import { openAssistant } from '../open-assistant.js'
import { openClient, printable } from './ask.js'
import { type Command, EXIT } from './command.js'
import { parseInput } from './parse-input.js'
import { createProgressReporter } from './progress.js'

/** `search "query"`: measures by relevance. */
export const searchCommand: Command = {
  name: 'search',
  summary: 'list the measures that fit a query',
  usage: `search "query" [--limit N] [--office ID …] [--document ID …] [--as-of DAY] [--language TAG]
      [--explain] [--json] [--server URL [--key KEY]]

  --limit N        1 to 50, 10 by default
  --as-of DAY      search what held on this day, such as 2026-01-31
  --explain        what each list gave each measure; the contributions add up to the score
  --json           print the answer of the HTTP API and nothing else
  --server URL     ask a server instead of the documents here
  --key KEY        API key of the server`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        limit: { type: 'string', default: '10' },
        office: { type: 'string', multiple: true },
        document: { type: 'string', multiple: true },
        'as-of': { type: 'string' },
        language: { type: 'string', default: 'auto' },
        explain: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        server: { type: 'string' },
        key: { type: 'string' },
      },
    })
    const request = parseInput(searchRequestSchema, {
      query: positionals.join(' '),
      limit: /^\d+$/.test(values.limit) ? Number(values.limit) : values.limit,
      language: values.language,
      explain: values.explain,
      asOf: values['as-of'],
      filters:
        values.office === undefined && values.document === undefined
          ? undefined
          : { offices: values.office, documents: values.document },
    })
    const print = (response: SearchResponse): void => {
      io.stdout.write(
        values.json ? `${JSON.stringify(response, null, 2)}\n` : printable(formatResults(response)),
      )
    }
    const client = openClient(values)
    if (client !== undefined) {
      print(await client.search(request))
      return EXIT.done
    }
    const progress = createProgressReporter(io)
    const opened = await openAssistant(readConfig(), progress).finally(progress.finish)
    try {
      print(await opened.assistant.search(request))
      return EXIT.done
    } finally {
      await opened.close()
    }
  },
}

function formatResults({ results, timings }: SearchResponse): string {
  const lines = results.flatMap((result, index) => [
    `${String(index + 1).padStart(2)}. ${result.score.toFixed(3)}  ${result.reference}`,
    `    ${result.title}`,
    `    ${result.snippet.replaceAll('\n', ' ')}`,
    ...(result.explanation ?? []).map(
      (part) =>
        `      ${part.list.padEnd(24)} rank ${String(part.rank).padStart(3)}  raw ${part.raw.toFixed(3).padStart(7)}  × ${part.weight.toFixed(2)} = ${part.contribution.toFixed(3)}`,
    ),
  ])
  return `${lines.join('\n')}\n(${results.length} results, ${timings.totalMs} ms)\n`
}
