import { join } from 'node:path'
import { z } from 'zod'
import { measureKeySchema } from '../domain/measure.js'
import { AppError } from '../errors.js'
import type { Mark } from '../measures/numbering.js'
import { sourceLines } from '../measures/source-lines.js'
import { readYaml } from './read-yaml.js'

const markSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('label'),
    line: z.int().positive(),
    /** 1-based column at which the label begins; the first of the line when left out. */
    column: z.int().positive().default(1),
    /** The label as it stands in the text, checked against it. */
    printed: z.string().min(1),
    key: measureKeySchema,
    number: z.int().nonnegative(),
    /** As shown; like `printed` when left out. */
    label: z.string().min(1).exactOptional(),
    deleted: z.literal(true).exactOptional(),
  }),
  z.strictObject({
    kind: z.enum(['chapter-heading', 'furniture', 'back-matter']),
    line: z.int().positive(),
    column: z.int().positive().default(1),
    printed: z.string().min(1),
    level: z.int().positive().exactOptional(),
  }),
])

/** `outline.yaml`: the landmarks of a document's `source.txt`, in order. */
export const outlineFileSchema = z.strictObject({ marks: z.array(markSchema).min(1) })
/** What `outline.yaml` holds. */
export type OutlineFile = z.infer<typeof outlineFileSchema>

/**
 * Reads the `outline.yaml` of a document folder. Every mark says what is printed where it points, so
 * that a text or an outline that was changed alone is noticed.
 *
 * @throws AppError `bad_corpus` that names file, mark, what was expected and what was found: a mark out
 * of order, off the text or on other words; a key given twice; no label at all.
 */
export function readOutline(folder: string, source: string): readonly Mark[] {
  const file = join(folder, 'outline.yaml')
  return marksOfOutline(readYaml(file, outlineFileSchema), source, file)
}

/**
 * The marks of an outline with their places in the text; throws like {@link readOutline}.
 *
 * @param file Name of the outline in error messages.
 */
export function marksOfOutline(
  outline: OutlineFile,
  source: string,
  file: string,
): readonly Mark[] {
  const lines = sourceLines(source)
  const keys = new Set<string>()
  let before = 0
  const marks = outline.marks.map((mark, index): Mark => {
    const fail = (expected: string, found: string): never => {
      throw new AppError(
        'bad_corpus',
        `${file}: marks.${index} (line ${mark.line}): expected ${expected}, found ${found}`,
      )
    }
    const line = lines[mark.line - 1] ?? fail(`a line of source.txt (1 to ${lines.length})`, 'none')
    const start = line.start + mark.column - 1
    const end = start + mark.printed.length
    const found = source.slice(start, end)
    if (found !== mark.printed) fail(`"${mark.printed}"`, `"${found}"`)
    if (start < before) fail('marks in the order of the text', 'one that stands before the last')
    before = end
    if (mark.kind !== 'label') {
      return { kind: mark.kind, start, end, lineNumber: mark.line, number: 0, label: '' }
    }
    if (keys.has(mark.key)) fail('each key once', `"${mark.key}" twice`)
    keys.add(mark.key)
    return {
      kind: 'label',
      start,
      end,
      lineNumber: mark.line,
      number: mark.number,
      key: mark.key,
      label: mark.label ?? mark.printed.trim(),
      deleted: mark.deleted === true,
    }
  })
  if (!marks.some(({ kind, deleted }) => kind === 'label' && deleted !== true)) {
    throw new AppError('bad_corpus', `${file}: expected a mark of the kind label, found none`)
  }
  return marks
}
