import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.js'
import { AppError, messageOf } from '../errors.js'
import { openSeparation } from '../ingest/enrich/open-separation.js'
import { openEnrichable } from '../ingest/enrich/enrichable-document.js'
import {
  type Draft,
  openReview,
  type Review,
  REVIEWED_KINDS,
} from '../ingest/enrich/review-drafts.js'
import { selectMeasures } from '../ingest/enrich/select-measures.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { kindsOf, onlyDocument } from './enrich.js'
import { draftAsText, draftFromText, formatDraft } from './format-draft.js'
import { type EditorTerminal, openEditorTerminal } from './editor-terminal.js'

/** `review`: shows drafts and accepts or rejects them. */
export const reviewCommand: Command = createReviewCommand(readConfig)

/**
 * {@link reviewCommand} over a configuration that is read when it runs.
 *
 * @param openTerminal The editor's terminal; `undefined` where there is none.
 */
export function createReviewCommand(
  configOf: () => Config,
  openTerminal: () => EditorTerminal | undefined = openEditorTerminal,
): Command {
  return {
    name: 'review',
    summary: 'show the drafts of a document beside the original, accept or reject them',
    usage: `review DOCUMENT [--accept MEASURES] [--reject MEASURES] [--only KIND,…] [--json]

  --accept MEASURES  all, or numbers and ranges of measures such as 5,7-9
  --reject MEASURES  likewise; what is rejected is removed
  --only KIND,…      of ${REVIEWED_KINDS.join(', ')}; otherwise all
  --json             print JSON and nothing else

  In a terminal it goes through the drafts one by one: a accepts, r rejects, e opens $EDITOR, s skips,
  q ends. Otherwise it lists them. What fails the checks is not accepted: mend it (e, or in the file),
  or take its "draft: true" away by hand. Exit code 1 when something was not accepted.`,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          accept: { type: 'string' },
          reject: { type: 'string' },
          only: { type: 'string' },
          json: { type: 'boolean', default: false },
        },
      })
      const documentId = onlyDocument(positionals)
      const kinds = kindsOf(values.only, REVIEWED_KINDS)
      const config = configOf()
      const { order } = openEnrichable(config.folders.corpus, documentId)
      const accepted =
        values.accept === undefined ? undefined : selectMeasures(values.accept, order)
      const rejected =
        values.reject === undefined ? undefined : selectMeasures(values.reject, order)
      const both = [...(accepted ?? [])].find((key) => rejected?.has(key) === true)
      if (both !== undefined) {
        throw new AppError(
          'invalid_request',
          `expected each measure in --accept or in --reject, found ${both} in both`,
        )
      }
      const separation = openSeparation(config, (note) => io.stderr.write(`${note}\n`))
      try {
        const review = openReview(config.folders.corpus, documentId, separation.separation)
        const drafts = review.drafts().filter(({ kind }) => kinds.includes(kind))
        if (accepted !== undefined || rejected !== undefined) {
          const results = await decide(review, drafts, accepted, rejected)
          io.stdout.write(
            values.json ? `${JSON.stringify(results, null, 2)}\n` : formatResults(results),
          )
          return results.some(({ result }) => result === 'refused') ? EXIT.checkFailed : EXIT.done
        }
        if (values.json) {
          io.stdout.write(`${JSON.stringify(drafts, null, 2)}\n`)
          return EXIT.done
        }
        const terminal = io.stdout.isTTY ? openTerminal() : undefined
        if (terminal === undefined || drafts.length === 0) {
          for (const draft of drafts) io.stdout.write(`${formatDraft(draft)}\n`)
          io.stdout.write(`${documentId}: ${countOf(drafts.length)}\n`)
          return EXIT.done
        }
        try {
          return await goThrough(review, drafts, terminal, io)
        } finally {
          terminal.close()
        }
      } finally {
        await separation.close()
      }
    },
  }
}

interface ReviewResult {
  readonly measure: string
  readonly kind: Draft['kind']
  readonly result: 'accepted' | 'rejected' | 'refused'
  /** Why it was refused. */
  readonly problems: readonly string[]
}

async function decide(
  review: Review,
  drafts: readonly Draft[],
  accepted: ReadonlySet<string> | undefined,
  rejected: ReadonlySet<string> | undefined,
): Promise<ReviewResult[]> {
  const results: ReviewResult[] = []
  for (const draft of drafts) {
    const { measure, kind, key } = draft
    if (rejected?.has(key) === true) {
      review.reject(draft)
      results.push({ measure, kind, result: 'rejected', problems: [] })
    } else if (accepted?.has(key) === true) {
      const problems = await review.accept(draft)
      const result = problems.length > 0 ? 'refused' : 'accepted'
      results.push({ measure, kind, result, problems })
    }
  }
  return results
}

function formatResults(results: readonly ReviewResult[]): string {
  const count = (wanted: ReviewResult['result']): number =>
    results.filter(({ result }) => result === wanted).length
  return [
    ...results.flatMap(({ measure, kind, result, problems }) =>
      result === 'refused'
        ? [`not accepted: ${measure}, ${kind}`, ...problems.map((problem) => `  ${problem}`)]
        : [],
    ),
    `${count('accepted')} accepted, ${count('rejected')} rejected, ${count('refused')} not accepted`,
    '',
  ].join('\n')
}

/** Shows one draft after the other and does what the editor's keys say. */
async function goThrough(
  review: Review,
  drafts: readonly Draft[],
  terminal: EditorTerminal,
  { stdout }: CommandIo,
): Promise<number> {
  let left = drafts.length
  for (const [index, first] of drafts.entries()) {
    let draft = first
    for (let decided = false; !decided; ) {
      stdout.write(`\n[${index + 1}/${drafts.length}] ${formatDraft(draft)}`)
      stdout.write('a accept, r reject, e edit, s skip, q quit: ')
      const key = await terminal.readKey()
      stdout.write(`${key}\n`)
      switch (key) {
        case 'a': {
          const problems = await review.accept(draft)
          for (const problem of problems) stdout.write(`  not accepted: ${problem}\n`)
          decided = problems.length === 0
          if (decided) left -= 1
          break
        }
        case 'r':
          review.reject(draft)
          left -= 1
          decided = true
          break
        case 'e':
          draft = await edited(review, draft, terminal, stdout)
          break
        case 's':
          decided = true
          break
        case 'q':
          stdout.write(`${countOf(left)}\n`)
          return EXIT.done
      }
    }
  }
  stdout.write(`${countOf(left)}\n`)
  return EXIT.done
}

async function edited(
  review: Review,
  draft: Draft,
  terminal: EditorTerminal,
  stdout: CommandIo['stdout'],
): Promise<Draft> {
  try {
    const text = draftAsText(draft)
    const changed = await terminal.edit(text)
    if (changed === text) return draft
    const fields = draftFromText(changed)
    const next = { ...draft, fields }
    // What cannot be read at all would make the whole corpus unreadable.
    const problems = await review.problemsOf(next)
    for (const problem of problems) stdout.write(`  not taken over: ${problem}\n`)
    if (problems.length > 0) return draft
    review.rewrite(draft, fields)
    return next
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    stdout.write(`  not taken over: ${messageOf(error)}\n`)
    return draft
  }
}

function countOf(drafts: number): string {
  return drafts === 0 ? 'no drafts are left' : `${drafts} drafts are left`
}
