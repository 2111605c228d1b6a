import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Assistant } from '../assistant.js'
import { holdsOn } from '../documents/corpus-on.js'
import { asOfSchema } from '../domain/answer.js'
import type { CorpusDocument } from '../domain/corpus.js'
import { documentSchema } from '../domain/document.js'
import { requestLanguageSchema } from '../domain/language.js'
import { measureSchema } from '../domain/measure.js'
import { searchRequestSchema, searchResponseSchema } from '../domain/search.js'
import { AppError } from '../errors.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { problemResponses } from './problem-responses.js'
import { documentView, measureView, viewLanguage } from './views.js'
import { wholeNumber } from './whole-number.js'

const languageQuery = z.strictObject({ language: requestLanguageSchema.default('auto') })

const documentsQuery = languageQuery.extend({
  asOf: asOfSchema.optional(),
})

/** A covered office with what is included of it. */
export const officeSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  documents: z.array(z.string()),
  measures: z.int(),
})

const documentsSchema = z.object({ documents: z.array(documentSchema) })
const officesSchema = z.object({ offices: z.array(officeSchema) })
const measuresSchema = z.object({
  measures: z.array(measureSchema),
  /** For the next page; null on the last one. */
  nextCursor: z.string().nullable(),
})

const measuresQuery = z.strictObject({
  document: z.string().optional(),
  office: z.string().optional(),
  /** Position of the chapter in its document, from 1. */
  chapter: wholeNumber(999, 'expected a position from 1').optional(),
  limit: wholeNumber(100, 'expected a whole number from 1 to 100').default(50),
  cursor: z.string().max(100).optional(),
  language: requestLanguageSchema.default('auto'),
})

/** What follows the document in a measure's id, so that each measure has one address. */
const MEASURE_NUMBER = /^(?:0|[1-9]\d{0,5})[A-Z]{0,2}(?:-[1-9]\d{0,5}[A-Z]{0,2}){0,3}$/

/** Search, documents, offices and measures. */
export function registerCorpusRoutes(app: FastifyInstance, assistant: Assistant): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/v1/search',
    {
      config: { bounded: true },
      schema: {
        operationId: 'searchMeasures',
        tags: ['Corpus'],
        summary: 'Measures by relevance to a query',
        body: searchRequestSchema,
        response: { 200: searchResponseSchema, ...problemResponses(400, 413, 415) },
      },
    },
    (request, reply) =>
      assistant.search(request.body, {
        acceptLanguage: request.headers['accept-language'],
        signal: abortOnDisconnect(reply),
      }),
  )

  routes.get(
    '/api/v1/documents',
    {
      schema: {
        operationId: 'listDocuments',
        tags: ['Corpus'],
        summary: 'The documents that hold today, or held on another day',
        querystring: documentsQuery,
        response: { 200: documentsSchema, ...problemResponses(400) },
      },
    },
    async ({ query, headers }) => ({
      documents: documentsOn(query.asOf, assistant).map((document) =>
        documentView(
          document,
          assistant.directory,
          viewLanguage(query.language, headers['accept-language']),
        ),
      ),
    }),
  )

  routes.get(
    '/api/v1/documents/:id',
    {
      schema: {
        operationId: 'getDocument',
        tags: ['Corpus'],
        summary: 'One document, also one that holds no more: an earlier version as <id>@<version>',
        params: z.object({ id: z.string() }),
        querystring: languageQuery,
        response: { 200: documentSchema, ...problemResponses(400, 404) },
      },
    },
    async ({ params, query, headers }) => {
      const document = documentOf(params.id, assistant)
      if (document === undefined) throw unknownDocument(params.id, assistant)
      return documentView(
        document,
        assistant.directory,
        viewLanguage(query.language, headers['accept-language']),
      )
    },
  )

  routes.get(
    '/api/v1/offices',
    {
      schema: {
        operationId: 'listOffices',
        tags: ['Corpus'],
        summary: 'Offices whose measures are included',
        querystring: languageQuery,
        response: { 200: officesSchema, ...problemResponses(400) },
      },
    },
    async ({ query, headers }) => ({
      offices: assistant.corpus.offices
        .filter(({ covered }) => covered)
        .map(({ id, kind }) => {
          const documents = assistant.corpus.documents.filter(({ data }) => data.office === id)
          return {
            id,
            name: assistant.directory.officeName(
              id,
              viewLanguage(query.language, headers['accept-language']),
            ),
            kind,
            documents: documents.map(({ data }) => data.id),
            measures: documents.reduce((sum, { measures }) => sum + measures.length, 0),
          }
        }),
    }),
  )

  routes.get(
    '/api/v1/measures',
    {
      schema: {
        operationId: 'listMeasures',
        tags: ['Corpus'],
        summary: 'Measures in order, a page at a time',
        querystring: measuresQuery,
        response: { 200: measuresSchema, ...problemResponses(400) },
      },
    },
    async ({ query, headers }) => {
      const document =
        query.document === undefined ? undefined : documentOf(query.document, assistant)
      if (query.document !== undefined && document === undefined) {
        throw unknownFilter(query.document, assistant)
      }
      if (
        query.office !== undefined &&
        ![...assistant.corpus.documents, ...(document === undefined ? [] : [document])].some(
          ({ data }) => data.office === query.office,
        )
      ) {
        throw invalid('querystring.office', `expected a covered office, found "${query.office}"`)
      }
      // A document that is named is listed whether it holds or not.
      const matching = (document ?? assistant.corpus).measures.filter(
        (measure) =>
          (query.office === undefined || measure.officeId === query.office) &&
          (query.chapter === undefined || measure.chapter === query.chapter - 1),
      )
      const start = query.cursor === undefined ? 0 : startAfter(query.cursor, matching)
      const page = matching.slice(start, start + query.limit)
      const last = page.at(-1)
      const language = viewLanguage(query.language, headers['accept-language'])
      return {
        measures: page.map((measure) => measureView(measure, assistant.directory, language)),
        nextCursor:
          last !== undefined && start + page.length < matching.length ? cursorOf(last.id) : null,
      }
    },
  )

  routes.get(
    '/api/v1/measures/:documentId/:number',
    {
      schema: {
        operationId: 'getMeasure',
        tags: ['Corpus'],
        summary: 'One measure, also of a document that holds no more',
        params: z.object({
          documentId: z.string(),
          number: z
            .string()
            .regex(MEASURE_NUMBER, 'expected digits without a leading zero, or several joined by -')
            .meta({ description: 'As in the id of the measure: 33, or 2-3', examples: ['33'] }),
        }),
        querystring: languageQuery,
        response: { 200: measureSchema, ...problemResponses(400, 404) },
      },
    },
    async ({ params, query, headers }) => {
      const measure = assistant.directory.measure(`${params.documentId}/${params.number}`)
      if (measure !== undefined) {
        return measureView(
          measure,
          assistant.directory,
          viewLanguage(query.language, headers['accept-language']),
        )
      }
      const document = documentOf(params.documentId, assistant)
      if (document === undefined) throw unknownDocument(params.documentId, assistant)
      const { first, last } = document.data.numbering
      throw new AppError(
        'not_found',
        `${params.documentId} has measures ${first} to ${last}, not ${params.number}`,
      )
    },
  )
}

function cursorOf(measureId: string): string {
  return Buffer.from(measureId).toString('base64url')
}

function startAfter(cursor: string, matching: readonly { id: string }[]): number {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  const index = matching.findIndex((measure) => measure.id === id)
  // Base64 readers pass over what is no base64: only the cursor that was given is taken.
  if (index === -1 || cursorOf(id) !== cursor) {
    throw invalid('querystring.cursor', 'expected a nextCursor of the same list')
  }
  return index + 1
}

/** The document of an id, whether it holds or not. */
function documentOf(id: string, { directory }: Assistant): CorpusDocument | undefined {
  return directory.documents.find(({ data }) => data.id === id)
}

function documentsOn(
  day: string | undefined,
  { corpus, directory }: Assistant,
): readonly CorpusDocument[] {
  if (day === undefined) return corpus.documents
  return directory.documents.filter(({ data }) => holdsOn(data, day))
}

function unknownFilter(documentId: string, { corpus }: Assistant): AppError {
  const known = corpus.documents.map(({ data }) => data.id).join(', ')
  return invalid('querystring.document', `expected one of ${known}, found "${documentId}"`)
}

function unknownDocument(id: string, { corpus }: Assistant): AppError {
  const known = corpus.documents.map(({ data }) => data.id).join(', ')
  return new AppError('not_found', `There is no document "${id}"; there are ${known}`)
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_request', `${path}: ${message}`, { details: [{ path, message }] })
}
