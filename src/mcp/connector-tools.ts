import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { questionTextSchema } from '../domain/answer.js'
import { searchRequestSchema } from '../domain/search.js'
import { measureView, viewLanguage } from '../http/views.js'
import { findMeasure } from './find-measure.js'
import { type McpDeps, signalOf } from './mcp-deps.js'
import { measureText } from './measure-text.js'
import { READ_ONLY, toolResult } from './tool-result.js'

const resultsSchema = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })),
})

const fetchedSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  metadata: z.record(z.string(), z.string()),
})

/**
 * `search` and `fetch` in the one shape that ChatGPT's connectors take: a single string each, and
 * nothing but JSON in the result. It cites by `url`.
 */
export function registerConnectorTools(server: McpServer, deps: McpDeps): void {
  const { assistant, acceptLanguage, onFault } = deps
  const { directory } = assistant
  server.registerTool(
    'search',
    {
      title: 'Search',
      description: 'Customs facilitation measures by relevance to a query: id, title and address.',
      inputSchema: z.object({ query: questionTextSchema.describe('Words to look for') }),
      outputSchema: resultsSchema,
      annotations: READ_ONLY,
    },
    ({ query }, ctx) =>
      toolResult(async () => {
        const { results } = await assistant.search(searchRequestSchema.parse({ query }), {
          acceptLanguage,
          signal: signalOf(deps, ctx.mcpReq.signal),
        })
        return {
          structured: resultsSchema.parse({
            results: results.map(({ measureId, reference, title }) => ({
              id: measureId,
              title: titleOf(reference, title),
              url: directory.measureUrl(findMeasure(assistant, measureId)),
            })),
          }),
        }
      }, onFault),
  )
  server.registerTool(
    'fetch',
    {
      title: 'Fetch',
      description: 'The whole text of one measure by an id that search gave.',
      inputSchema: z.object({
        id: z.string().max(100).describe('Id of a measure, such as dalian-43/33'),
      }),
      outputSchema: fetchedSchema,
      annotations: READ_ONLY,
    },
    ({ id }) =>
      toolResult(() => {
        const measure = findMeasure(assistant, id)
        const view = measureView(measure, directory, viewLanguage('auto', acceptLanguage))
        return {
          structured: fetchedSchema.parse({
            id: view.id,
            title: titleOf(view.reference, view.title),
            text: measureText(view),
            url: view.url,
            metadata: {
              reference: view.reference,
              office: view.office.name,
              document: view.documentId,
              number: String(view.number),
              ...(view.publishedOn === null ? {} : { publishedOn: view.publishedOn }),
              ...(view.sourceUrl === null ? {} : { sourceUrl: view.sourceUrl }),
            },
          }),
        }
      }, onFault),
  )
}

function titleOf(reference: string, title: string): string {
  return `${reference} ${title}`.trim()
}
