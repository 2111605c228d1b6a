import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { MeasureRecord } from '../domain/measure.js'
import { measureSchema } from '../domain/measure.js'
import { requestLanguageSchema } from '../domain/language.js'
import { officeRefSchema } from '../domain/office.js'
import { AppError } from '../errors.js'
import { measureView, viewLanguage } from '../http/views.js'
import { checkQuote } from './check-quote.js'
import { findMeasure } from './find-measure.js'
import type { McpDeps } from './mcp-deps.js'
import { measureLink, measureText } from './measure-text.js'
import { READ_ONLY, toolResult } from './tool-result.js'

/** Longest quote that is checked, in characters: longer than any measure. */
const QUOTE_MAX_LENGTH = 4000

const measureId = z
  .string()
  .max(100)
  .describe('Id of a measure: <document>/<number>, such as dalian-43/33')
const language = requestLanguageSchema.default('auto')

const readSchema = z.strictObject({ measure: measureId, language })

const listSchema = z.strictObject({
  document: z.string().max(100).optional().describe('Only this document, by id, such as dalian-43'),
  office: z
    .string()
    .max(100)
    .optional()
    .describe('Only this office, by id, such as dalian-customs'),
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(100).optional().describe('nextCursor of the page before'),
  language,
})

const listedSchema = z.object({
  documents: z.array(
    z.object({ id: z.string(), title: z.string(), office: officeRefSchema, measures: z.int() }),
  ),
  measures: z.array(
    measureSchema.pick({ id: true, reference: true, title: true, chapter: true, url: true }),
  ),
  nextCursor: z.string().nullable(),
})

const checkSchema = z.strictObject({
  quote: z
    .string()
    .max(QUOTE_MAX_LENGTH)
    .refine((quote) => quote.trim() !== '', 'expected some words')
    .describe('The words as quoted, in the script of the original (Simplified Chinese)'),
  measure: measureId,
})

const checkedSchema = z.object({
  verbatim: z.boolean(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  apartFromSpacing: z.boolean(),
  inTranslation: z.boolean(),
  alsoIn: z.array(z.string()),
  measureId: z.string(),
  reference: z.string(),
  url: z.string(),
})

/** `read_measure`, `list_measures` and `check_citation`. */
export function registerCorpusTools(server: McpServer, deps: McpDeps): void {
  const { assistant, acceptLanguage, onFault } = deps
  const { corpus, directory } = assistant
  server.registerTool(
    'read_measure',
    {
      title: 'Read one measure',
      description:
        'The whole original text of one measure with its office, number, source, date and, where there is one, an unofficial English translation.',
      inputSchema: readSchema,
      outputSchema: measureSchema,
      annotations: READ_ONLY,
    },
    (asked) =>
      toolResult(() => {
        const view = measureView(
          findMeasure(assistant, asked.measure),
          directory,
          viewLanguage(asked.language, acceptLanguage),
        )
        return {
          structured: measureSchema.parse(view),
          text: measureText(view),
          links: [measureLink(view)],
        }
      }, onFault),
  )
  server.registerTool(
    'list_measures',
    {
      title: 'List measures',
      description:
        'All documents, and the measures of one document or office in order, a page at a time.',
      inputSchema: listSchema,
      outputSchema: listedSchema,
      annotations: READ_ONLY,
    },
    (asked) =>
      toolResult(() => {
        const shown = viewLanguage(asked.language, acceptLanguage)
        const { page, nextCursor } = pageOf(deps, asked)
        const measures = page.map((measure) => measureView(measure, directory, shown))
        return {
          structured: listedSchema.parse({
            documents: corpus.documents.map(({ data, measures: own }) => ({
              id: data.id,
              title: directory.documentTitle(data.id, shown),
              office: { id: data.office, name: directory.officeName(data.office, shown) },
              measures: own.length,
            })),
            measures,
            nextCursor,
          }),
          text: [
            ...measures.map(
              ({ reference, url, id, title }) => `${reference} ${url} (${id}) ${title}`,
            ),
            ...(nextCursor === null ? [] : [`More with cursor "${nextCursor}".`]),
          ].join('\n'),
        }
      }, onFault),
  )
  server.registerTool(
    'check_citation',
    {
      title: 'Check a citation',
      description:
        'Whether a quote stands in a measure character for character, and in which other measures it does.',
      inputSchema: checkSchema,
      outputSchema: checkedSchema,
      annotations: READ_ONLY,
    },
    (asked) =>
      toolResult(() => {
        const measure = findMeasure(assistant, asked.measure)
        const check = checkQuote(corpus, measure, asked.quote)
        const reference = directory.reference(measure, viewLanguage('auto', acceptLanguage))
        const url = directory.measureUrl(measure)
        return {
          structured: checkedSchema.parse({ ...check, measureId: measure.id, reference, url }),
          text: `${reference}\n${url}\n${verdict(check)}`,
        }
      }, onFault),
  )
}

function verdict(check: ReturnType<typeof checkQuote>): string {
  const elsewhere =
    check.alsoIn.length === 0 ? '' : ` It is verbatim in ${check.alsoIn.join(', ')}.`
  if (check.verbatim) {
    return `The quote is verbatim in this measure, from ${check.start} to ${check.end}.${elsewhere}`
  }
  if (check.apartFromSpacing) {
    return `The quote is in this measure but for its white space.${elsewhere}`
  }
  if (check.inTranslation) {
    return `The quote is from the unofficial translation, not the original.${elsewhere}`
  }
  return `The quote is not in this measure.${elsewhere}`
}

/** The measures of a page, and the id of the last one when more follow. */
function pageOf(
  { assistant: { corpus, directory } }: Pick<McpDeps, 'assistant'>,
  { document, office, cursor, limit }: z.infer<typeof listSchema>,
): { readonly page: readonly MeasureRecord[]; readonly nextCursor: string | null } {
  const known = (ids: readonly string[], name: string, id: string | undefined): void => {
    if (id === undefined || ids.includes(id)) return
    const list = [...new Set(ids)].join(', ')
    throw new AppError('invalid_request', `${name}: expected one of ${list}, found "${id}"`)
  }
  // A document that is named is listed whether it holds or not.
  const named = directory.documents.find(({ data }) => data.id === document)
  if (named === undefined) {
    known(
      corpus.documents.map(({ data }) => data.id),
      'document',
      document,
    )
  }
  known(
    [...corpus.documents, ...(named === undefined ? [] : [named])].map(({ data }) => data.office),
    'office',
    office,
  )
  const matching = (named ?? corpus).measures.filter(
    ({ officeId }) => office === undefined || officeId === office,
  )
  const before = cursor === undefined ? -1 : matching.findIndex(({ id }) => id === cursor)
  if (cursor !== undefined && before === -1) {
    throw new AppError('invalid_request', 'cursor: expected a nextCursor of the same list')
  }
  const page = matching.slice(before + 1, before + 1 + limit)
  const more = before + 1 + page.length < matching.length
  return { page, nextCursor: more ? (page.at(-1)?.id ?? null) : null }
}
