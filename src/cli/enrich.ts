import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.js'
import { AppError } from '../errors.js'
import { createOpenAIChatModel } from '../generation/openai-chat-model.js'
import {
  ENRICH_MAX_TOKENS,
  ENRICH_TIMEOUT_MS,
  enrichDocument,
  type EnrichmentFault,
  type EnrichmentTask,
  type EnrichReport,
  planEnrichment,
} from '../ingest/enrich/enrich-document.js'
import { openEnrichable } from '../ingest/enrich/enrichable-document.js'
import { ENRICHMENT_KINDS, type EnrichmentKind } from '../ingest/enrich/enrichment-kind.js'
import { loadEnrichmentPrompts } from '../ingest/enrich/enrichment-prompts.js'
import { openSeparation } from '../ingest/enrich/open-separation.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { confirm } from './confirm.js'
import { createCountProgress } from './count-progress.js'

/** `enrich`: lets a language model draft what a document lacks. */
export const enrichCommand: Command = createEnrichCommand(readConfig)

/** {@link enrichCommand} over a configuration that is read when it runs. */
export function createEnrichCommand(
  configOf: () => Config,
  confirms: (question: string) => Promise<boolean> = confirm,
): Command {
  return {
    name: 'enrich',
    summary: 'let a language model draft English, lay questions, facets and terms for a document',
    usage: `enrich DOCUMENT [--only KIND,…] [--yes] [--json]

  --only KIND,…    of ${ENRICHMENT_KINDS.join(', ')}; otherwise all
  --yes            ask the model without asking first
  --json           print JSON and nothing else; needs --yes

  Asks the model that CHAT_MODEL and OPENAI_BASE_URL name for what the measures of a document lack,
  checks each answer, and writes what passes as it comes, marked draft: true. Measures are found by
  drafts; they are shown only when review has accepted them. Run it again to go on where it stopped.
  Exit code 1 when something is still missing.`,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          only: { type: 'string' },
          yes: { type: 'boolean', default: false },
          json: { type: 'boolean', default: false },
        },
      })
      const documentId = onlyDocument(positionals)
      const kinds = kindsOf(values.only, ENRICHMENT_KINDS)
      const config = configOf()
      const { chat } = config
      if (chat === undefined) {
        io.stderr.write(`${NO_MODEL}\n`)
        return EXIT.unusable
      }
      const tasks = planEnrichment(openEnrichable(config.folders.corpus, documentId), kinds)
      if (tasks.length > 0 && !values.yes) {
        if (values.json || !io.stdout.isTTY) {
          throw new AppError('invalid_request', 'expected --yes where nobody can be asked')
        }
        const where = chat.baseUrl === undefined ? 'its provider' : new URL(chat.baseUrl).host
        io.stdout.write(`${documentId} lacks ${countsOf(tasks)}.\n`)
        const question = `Send these measures to ${chat.model} (${where})?`
        if (!(await confirms(question))) {
          io.stdout.write('nothing was asked and nothing written\n')
          return EXIT.done
        }
      }
      const report = await runEnrichment(config, chat, documentId, kinds, io)
      io.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report))
      return report.missing > 0 ? EXIT.checkFailed : EXIT.done
    },
  }
}

/** What is told where there is no model. */
const NO_MODEL = `enrich: no language model is configured, so nothing was drafted.
Set CHAT_MODEL, and OPENAI_BASE_URL and OPENAI_API_KEY as the model's server wants them.
Nothing has to be: every document is found, answered from and cited in its original words alone.`

/**
 * Enriches a document with the configured model, showing how far it is; Ctrl-C ends it, and what was
 * written stays.
 *
 * @throws like `enrichDocument`.
 */
export async function runEnrichment(
  config: Config,
  chat: NonNullable<Config['chat']>,
  documentId: string,
  kinds: readonly EnrichmentKind[],
  io: CommandIo,
): Promise<EnrichReport> {
  const stop = new AbortController()
  const abort = (): void => stop.abort(new Error('interrupted'))
  process.once('SIGINT', abort).once('SIGTERM', abort)
  const progress = createCountProgress(io, 'drafting')
  const separation = openSeparation(config, (note) => {
    progress.finish()
    io.stderr.write(`${note}\n`)
  })
  try {
    return await enrichDocument({
      corpus: config.folders.corpus,
      documentId,
      kinds,
      model: createOpenAIChatModel({ ...chat, maxOutputTokens: ENRICH_MAX_TOKENS }),
      prompts: loadEnrichmentPrompts(config.folders.prompts),
      separation: separation.separation,
      // The configured time is that of a visitor who waits.
      timeoutMs: Math.max(chat.timeoutMs, ENRICH_TIMEOUT_MS),
      signal: stop.signal,
      onProgress: progress.onProgress,
    })
  } finally {
    progress.finish()
    process.removeListener('SIGINT', abort).removeListener('SIGTERM', abort)
    await separation.close()
  }
}

/**
 * Kinds that `--only` names, of those that there are.
 *
 * @throws AppError `invalid_request` that names what is none.
 */
export function kindsOf<Kind extends string>(
  only: string | undefined,
  all: readonly Kind[],
): readonly Kind[] {
  if (only === undefined) return all
  return only.split(',').map((word) => {
    const kind = all.find((one) => one === word.trim())
    if (kind !== undefined) return kind
    throw new AppError('invalid_request', `--only: expected ${all.join(', ')}, found "${word}"`)
  })
}

/**
 * The one document that a command line names.
 *
 * @throws AppError `invalid_request`.
 */
export function onlyDocument(positionals: readonly string[]): string {
  const [document, ...rest] = positionals
  if (document !== undefined && rest.length === 0) return document
  throw new AppError(
    'invalid_request',
    `expected the id of one document, found ${positionals.length === 0 ? 'nothing' : positionals.join(' ')}`,
  )
}

const THINGS: Readonly<Record<EnrichmentKind, string>> = {
  english: 'English',
  questions: 'lay questions',
  facets: 'facets',
  glossary: 'glossary candidates',
}

function countsOf(tasks: readonly EnrichmentTask[]): string {
  return ENRICHMENT_KINDS.flatMap((kind) => {
    const count = tasks.filter((task) => task.kind === kind).length
    return count === 0 ? [] : [`${THINGS[kind]} for ${count} measures`]
  }).join(', ')
}

function formatReport(report: EnrichReport): string {
  const { document, written, dropped, failed, missing, tokens, stopped } = report
  const counts = ENRICHMENT_KINDS.flatMap((kind) =>
    written[kind] === 0 ? [] : [`${THINGS[kind]} for ${written[kind]} measures`],
  )
  const faults = (head: string, list: readonly EnrichmentFault[]): string[] =>
    list.flatMap(({ measure, kind, reasons }) => [
      `${head}: ${measure}, ${THINGS[kind]}`,
      ...reasons.map((reason) => `  ${reason}`),
    ])
  const isNothing = counts.length === 0 && missing === 0
  return [
    ...faults('left out', dropped),
    ...faults('not written', failed),
    isNothing
      ? `${document}: nothing was missing`
      : `${document}: drafted ${counts.join(', ') || 'nothing'} (${tokens} tokens)`,
    ...(stopped === undefined ? [] : [`stopped because ${stopped}`]),
    ...(missing === 0 ? [] : [`${missing} pieces are still missing: run it again to go on`]),
    ...(counts.length === 0
      ? []
      : [
          `Measures are found by the drafts; "review ${document}" accepts what may be shown.`,
          ...(written.glossary === 0
            ? []
            : ['glossary-candidates.yaml is for you to read: it is not loaded.']),
        ]),
    '',
  ].join('\n')
}
