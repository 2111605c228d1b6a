import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { AppError, messageOf } from '../errors.js'

/**
 * Reads a file as UTF-8 text; bytes that are not UTF-8 are an error, not a replacement character.
 *
 * @throws AppError `bad_corpus` that names the file.
 */
export function readTextFile(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  } catch (error) {
    throw new AppError(
      'bad_corpus',
      `${file}: expected a readable UTF-8 file: ${messageOf(error)}`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Reads a YAML file and checks it against a schema.
 *
 * @throws AppError `bad_corpus` with file, line, the path inside the file and what was expected.
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(readTextFile(file), { lineCounter: lines, prettyErrors: false })
  const syntaxError = document.errors[0]
  if (syntaxError !== undefined) {
    const { line, col } = lines.linePos(syntaxError.pos[0])
    throw new AppError('bad_corpus', `${file}:${line}:${col}: ${syntaxError.message}`)
  }
  // An alias without its anchor is no syntax error, but the document cannot be read with it.
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return
      const line = alias.range == null ? '' : `:${lines.linePos(alias.range[0]).line}`
      throw new AppError(
        'bad_corpus',
        `${file}${line}: expected an anchor before its alias, found "*${alias.source}"`,
      )
    },
  })
  const parsed = schema.safeParse(document.toJS(), { reportInput: true })
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.slice(0, MAX_PLACES).map((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol')
    // The line of an unknown key is its own, not that of the map around it.
    const place = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path
    return `${file}${lineOf(document, place, lines)}: ${path.join('.') || 'the file'}: ${describe(issue)}`
  })
  throw new AppError('bad_corpus', places.join('\n'))
}

/** Most faults of one file that a message lists. */
const MAX_PLACES = 5

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `expected only known keys, found ${issue.keys.map((key) => `"${key}"`).join(', ')}`
  }
  const { message, input } = issue
  return ['string', 'number', 'boolean'].includes(typeof input)
    ? `${message}, found ${JSON.stringify(input)}`
    : message
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly (string | number)[],
  lines: LineCounter,
): string {
  // The innermost node that exists: a missing key has no place of its own.
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0]
      if (typeof start === 'number') return `:${lines.linePos(start).line}`
    }
  }
  return ''
}
