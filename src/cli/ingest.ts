import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { compareVersions } from '../documents/compare-versions.js'
import { changesOf, formatChanges } from '../documents/format-changes.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { AppError, messageOf } from '../errors.js'
import { installDocument, type Succession } from '../ingest/document-store.js'
import {
  type EditorsWords,
  prepareDocument,
  type PreparedDocument,
} from '../ingest/prepare-document.js'
import { showDocument } from '../ingest/show-document.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { confirm } from './confirm.js'
import { enrichCommand } from './enrich.js'

/** `ingest`: takes documents into the corpus. */
export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'take numbered documents (txt, md, html, docx, pdf) into the corpus',
  usage: `ingest FILE… [options]

  --yes            write without asking
  --dry-run        show what is recognised and write nothing
  --json           print JSON and nothing else; writes only with --yes
  --enrich         then have the configured model draft English, questions and facets (see enrich)
  --id ID          id of the document, such as shanghai-2026-12; otherwise made from office and number
  --office ID      office of offices.yaml whose document it is, such as shanghai-customs
  --title TITLE    title, where the text states none or it was read wrongly
  --url URL        where it was published
  --published DAY  day of publication (2026-01-31), where the text does not state it
  --from DAY       first day on which it holds
  --until DAY      last day on which it holds

  Reads each file, finds its numbered measures, and shows them with what is known of the document and
  the places that need a look. A document of the same id or title is its earlier version: the two are
  compared, and the earlier one stays readable. The corpus is CORPUS_FOLDER, else corpus/. A running
  server takes the document over by itself; rollback takes it back.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        enrich: { type: 'boolean', default: false },
        id: { type: 'string' },
        office: { type: 'string' },
        title: { type: 'string' },
        url: { type: 'string' },
        published: { type: 'string' },
        from: { type: 'string' },
        until: { type: 'string' },
      },
    })
    if (positionals.length === 0) {
      throw new AppError('invalid_request', 'expected one file or more, found none')
    }
    const single = [values.id, values.title, values.url].some((value) => value !== undefined)
    if (single && positionals.length > 1) {
      throw new AppError(
        'invalid_request',
        `--id, --title and --url: expected one file with them, found ${positionals.length}`,
      )
    }
    if (values.enrich && values.json) {
      throw new AppError(
        'invalid_request',
        '--enrich: expected enrich to be run by itself with --json',
      )
    }
    const words: EditorsWords = {
      id: documentId(values.id),
      office: values.office,
      title: values.title,
      sourceUrl: values.url,
      published: day('--published', values.published),
      from: day('--from', values.from),
      until: day('--until', values.until),
    }
    const mode: Mode = {
      json: values.json,
      writes: !values['dry-run'] && (values.yes || (!values.json && io.stdout.isTTY)),
      asks: !values.yes,
      enriches: values.enrich,
    }
    let failed = 0
    const results: unknown[] = []
    for (const path of positionals) {
      try {
        results.push(await ingestOne(path, words, mode, io))
      } catch (error) {
        // One file that cannot be taken in does not keep the others out.
        if (!(error instanceof AppError) || error.code === 'internal') throw error
        failed += 1
        results.push({ file: path, error: messageOf(error) })
        io.stderr.write(`${messageOf(error)}\n`)
      }
    }
    if (values.json) io.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
    return failed > 0 ? EXIT.unusable : EXIT.done
  },
}

interface Mode {
  readonly json: boolean
  readonly writes: boolean
  readonly asks: boolean
  readonly enriches: boolean
}

async function ingestOne(path: string, words: EditorsWords, mode: Mode, io: CommandIo) {
  const folder = readConfig().folders.corpus
  // Read anew for each file: the one before may have changed it.
  const { corpus } = loadCorpus(folder)
  const script = createScriptConverter()
  const prepared = await prepareDocument(path, words, corpus, (text, region) =>
    script.toTraditional(text, region),
  )
  const { plan, current, segmented } = prepared
  const { id } = plan.data
  const changes =
    current === undefined
      ? undefined
      : compareVersions(current, { ...segmented, data: plan.data, source: plan.source })
  if (!mode.json) {
    io.stdout.write(`${showDocument(prepared.shown)}\n`)
    if (changes !== undefined) {
      const lines = formatChanges(changes, { colours: io.stdout.isTTY })
      io.stdout.write(`${lines.map((line) => `  ${line}\n`).join('')}\n`)
    }
  }
  const written = mode.writes && (!mode.asks || (await confirm(`Write it as ${id}?`)))
  if (written) installDocument(folder, plan, prepared.office, successionOf(prepared))
  if (!mode.json) io.stdout.write(`${outcomeOf(id, segmented.measures.length, written, mode)}\n`)
  if (written && mode.enriches) await enrichCommand.run([id, '--yes'], io)
  const { shown } = prepared
  return {
    file: path,
    id,
    version: plan.data.version,
    written,
    title: plan.data.title.names['zh-Hans'],
    office: shown.office.record.id,
    officeIs: shown.office.is,
    stated: shown.stated,
    chapters: segmented.chapters,
    measures: segmented.measures.map(({ id: measureId, label, title, text }, index) => ({
      id: measureId,
      label,
      title,
      line: shown.lines[index],
      characters: text.length,
    })),
    deleted: shown.deleted,
    doubts: shown.doubts,
    warnings: shown.warnings,
    ...(changes === undefined ? {} : { changes: changesOf(changes) }),
  }
}

/** How the version that is served now ends: on the day before the new one begins, where that is known. */
function successionOf({ plan, current }: PreparedDocument): Succession | undefined {
  if (current === undefined) return undefined
  const { validFrom, title, stated } = plan.data
  const number = stated?.documentNumber?.value
  return {
    lastDay: validFrom === null ? null : dayBefore(validFrom),
    endedBy:
      number === undefined ? title.names['zh-Hans'] : `${title.names['zh-Hans']}（${number}）`,
  }
}

function dayBefore(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}

function outcomeOf(id: string, measures: number, written: boolean, mode: Mode): string {
  if (written) {
    return `written: ${id}, ${measures} measures. A running server answers from it within seconds; "rollback ${id}" takes it back.`
  }
  return mode.writes ? 'nothing was written' : 'nothing was written; --yes writes it'
}

function day(option: string, value: string | undefined): string | undefined {
  const isDay =
    value === undefined ||
    (/^\d{4}-\d{2}-\d{2}$/.test(value) &&
      new Date(`${value}T00:00:00Z`).toISOString().startsWith(value))
  if (isDay) return value
  throw new AppError(
    'invalid_request',
    `${option}: expected a day like 2026-01-31, found "${value}"`,
  )
}

function documentId(value: string | undefined): string | undefined {
  if (value === undefined || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)) return value
  throw new AppError(
    'invalid_request',
    `--id: expected words of a to z and digits joined by -, found "${value}"`,
  )
}
