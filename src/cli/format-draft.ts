import { parse, stringify } from 'yaml'
import { AppError, messageOf } from '../errors.js'
import type { EntryFields } from '../ingest/enrich/entry-file.js'
import type { Draft } from '../ingest/enrich/review-drafts.js'

const KINDS: Readonly<Record<Draft['kind'], string>> = {
  english: 'English',
  questions: 'lay questions (never shown)',
  facets: 'facets',
}

/** A draft beside its original: English sentence by sentence, everything else below the text. */
export function formatDraft({ kind, measure, original, fields }: Draft): string {
  const head = `${measure}  ${KINDS[kind]}`
  if (kind === 'english') {
    const { sentences } = fields
    const english: readonly unknown[] = Array.isArray(sentences) ? sentences : []
    const rows = Math.max(original.length, english.length)
    const pairs = Array.from({ length: rows }, (_, index) =>
      [
        original[index] ?? '(no such sentence)',
        `   ${itemText(english[index] ?? '(missing)')}`,
      ].join('\n'),
    )
    return [head, ...pairs, ''].join('\n')
  }
  const written = Object.entries(fields).flatMap(([name, value]) => [
    `   ${name}:`,
    ...(Array.isArray(value) ? value : [value]).map((one) => `     ${itemText(one)}`),
  ])
  const nothing = written.length === 0 ? ['   (states nothing that is marked)'] : []
  return [head, ...original, ...written, ...nothing, ''].join('\n')
}

function itemText(item: unknown): string {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return String(item)
  if ('text' in item && 'at' in item) return `${String(item.text)}  (occurrence ${String(item.at)})`
  if ('name' in item && 'quote' in item) return `${String(item.name)}  in "${String(item.quote)}"`
  return JSON.stringify(item)
}

/** A draft as an editor changes it: YAML, with the original as comments. */
export function draftAsText({ measure, kind, original, fields }: Draft): string {
  const comments = [`${measure}: ${KINDS[kind]}`, ...original].flatMap((text) => text.split('\n'))
  return `${comments.map((line) => `# ${line}`).join('\n')}\n${stringify(fields, { lineWidth: 0 })}`
}

/**
 * What an editor made of {@link draftAsText}.
 *
 * @throws AppError `invalid_request` when it is no YAML of names and values.
 */
export function draftFromText(text: string): EntryFields {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    throw new AppError('invalid_request', `expected YAML: ${messageOf(error)}`, { cause: error })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value))
  }
  throw new AppError('invalid_request', 'expected names and values, found something else')
}
