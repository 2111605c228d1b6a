import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import {
  type Answer,
  answerRequestSchema,
  answerSchema,
  asOfSchema,
  filtersSchema,
  questionTextSchema,
} from '../domain/answer.js'
import { requestLanguageSchema } from '../domain/language.js'
import { searchRequestSchema, searchResponseSchema } from '../domain/search.js'
import { type McpDeps, signalOf } from './mcp-deps.js'
import { findMeasure } from './find-measure.js'
import { measureLink } from './measure-text.js'
import { READ_ONLY, toolResult } from './tool-result.js'

const FILTERS = {
  offices: filtersSchema.shape.offices.describe(
    'Only measures of these offices, by id, such as dalian-customs',
  ),
  documents: filtersSchema.shape.documents.describe(
    'Only measures of these documents, by id, such as dalian-43; list_measures tells them',
  ),
}

const AS_OF = asOfSchema
  .optional()
  .describe('A day, such as 2026-01-31: what held on it; today when left out')

const askSchema = z.strictObject({
  question: questionTextSchema.describe(
    'One question in Simplified or Traditional Chinese or English, at most 1000 characters',
  ),
  language: requestLanguageSchema.default('auto'),
  ...FILTERS,
  asOf: AS_OF,
  maxCitations: answerRequestSchema.shape.maxCitations.describe('Most measures cited'),
  history: answerRequestSchema.shape.history.describe(
    'Earlier turns, oldest first, for a question that leans on them; leave out for one that is complete',
  ),
})

const searchSchema = z.strictObject({
  query: questionTextSchema.describe('Words to look for, at most 1000 characters'),
  language: requestLanguageSchema.default('auto'),
  ...FILTERS,
  asOf: AS_OF,
  limit: searchRequestSchema.shape.limit,
})

const askedSchema = answerSchema.omit({ trace: true })

const hitSchema = searchResponseSchema.shape.results.element
  .omit({ explanation: true, highlights: true })
  .extend({ url: z.string() })
const foundSchema = z.object({ results: z.array(hitSchema) })

/** `ask_measures` and `search_measures`. */
export function registerQuestionTools(server: McpServer, deps: McpDeps): void {
  const { assistant, answer, acceptLanguage, onFault } = deps
  server.registerTool(
    'ask_measures',
    {
      title: 'Ask about customs measures',
      description:
        'Answers a question about the customs facilitation measures included here. Every statement cites the exact office and measure number with the original words; where the documents say nothing, it says so. Repeat references and addresses when you use it.',
      inputSchema: askSchema,
      outputSchema: askedSchema,
      annotations: READ_ONLY,
    },
    ({ question, language, offices, documents, asOf, maxCitations, history }, ctx) =>
      toolResult(async () => {
        const filters = filtersOf(offices, documents)
        const found = await answer(
          answerRequestSchema.parse({
            question,
            language,
            maxCitations,
            ...(history === undefined ? {} : { history }),
            ...(filters === undefined ? {} : { filters }),
            ...(asOf === undefined ? {} : { asOf }),
          }),
          signalOf(deps, ctx.mcpReq.signal),
        )
        return {
          structured: askedSchema.parse(found),
          text: answerText(found),
          links: found.citations
            .filter(({ measureId }, index, all) => index === firstOf(measureId, all))
            .map(({ measureId, reference, measure }) =>
              measureLink({ id: measureId, reference, title: measure.title }),
            ),
        }
      }, onFault),
  )
  server.registerTool(
    'search_measures',
    {
      title: 'Search customs measures',
      description:
        'Lists measures by relevance to a query, with their references, addresses and the words that fit.',
      inputSchema: searchSchema,
      outputSchema: foundSchema,
      annotations: READ_ONLY,
    },
    ({ query, language, offices, documents, asOf, limit }, ctx) =>
      toolResult(async () => {
        const filters = filtersOf(offices, documents)
        const { results } = await assistant.search(
          searchRequestSchema.parse({
            query,
            language,
            limit,
            ...(filters === undefined ? {} : { filters }),
            ...(asOf === undefined ? {} : { asOf }),
          }),
          { acceptLanguage, signal: signalOf(deps, ctx.mcpReq.signal) },
        )
        const hits = results.map((hit) => ({
          ...hit,
          url: assistant.directory.measureUrl(findMeasure(assistant, hit.measureId)),
        }))
        return {
          structured: foundSchema.parse({ results: hits }),
          text:
            hits.length === 0
              ? 'No measure fits.'
              : hits
                  .map(
                    ({ reference, url, measureId, title, snippet }) =>
                      `${reference}\n${url}\n<measure-extract id="${measureId}">\n${title}\n${snippet}\n</measure-extract>`,
                  )
                  .join('\n\n'),
          links: hits.map(({ measureId, reference, title }) =>
            measureLink({ id: measureId, reference, title }),
          ),
        }
      }, onFault),
  )
}

function filtersOf(offices: string[] | undefined, documents: string[] | undefined) {
  if (offices === undefined && documents === undefined) return undefined
  return {
    ...(offices === undefined ? {} : { offices }),
    ...(documents === undefined ? {} : { documents }),
  }
}

function firstOf(measureId: string, citations: Answer['citations']): number {
  return citations.findIndex((citation) => citation.measureId === measureId)
}

/** Sources first, as clients show what stands first; then the answer as it is everywhere. */
function answerText({ text, citations }: Answer): string {
  if (citations.length === 0) return text
  const sources = citations.map(({ number, reference, url }) => `[${number}] ${reference} ${url}`)
  const quotes = citations.map(
    ({ number, measureId, quote }) =>
      `<quote number="${number}" measure="${measureId}">\n${quote}\n</quote>`,
  )
  return `${sources.join('\n')}\n\n${text}\n\n${quotes.join('\n')}`
}
