import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { AppError, messageOf } from '../errors.js'

/**
 * Reads a YAML file and checks it against a schema.
 *
 * @throws AppError `bad_corpus` with `file:line` of the first fault: a file that cannot be read,
 * YAML that does not parse (duplicate keys included), or the place that the schema refuses with
 * what it expected.
 */
export function readYamlFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): z.infer<Schema> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new AppError('bad_corpus', `${file}: expected a readable file, found: ${messageOf(error)}`, {
      cause: error,
    })
  }
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const fault = document.errors[0]
  if (fault) {
    const line = lineCounter.linePos(fault.pos[0]).line
    throw new AppError('bad_corpus', `${file}:${line}: expected YAML, found: ${fault.message}`)
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path ?? []
  const line = lineCounter.linePos(startOf(path)).line
  throw new AppError(
    'bad_corpus',
    `${file}:${line}: ${path.map(String).join('.') || 'document'}: ${issue?.message ?? 'not valid'}`,
  )

  /** Start of the innermost node on the path that exists: a missing key has none of its own. */
  function startOf(keys: readonly PropertyKey[]): number {
    for (let depth = keys.length; depth >= 0; depth -= 1) {
      const node: unknown = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return 0
  }
}
