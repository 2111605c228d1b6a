import {
  type McpServer,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import { AppError } from '../errors.js'
import { measureView, viewLanguage } from '../http/views.js'
import { findMeasure } from './find-measure.js'
import type { McpDeps } from './mcp-deps.js'
import { measureText, measureUri } from './measure-text.js'

/**
 * How long a client may keep a measure, in milliseconds: texts change only with a new version of the
 * corpus, and an hour late is early enough. Kept by who read it only, since a key may be needed.
 */
export const CACHE_HINT = { ttlMs: 3_600_000, cacheScope: 'private' } as const

/** Every measure as `policy://measure/{document}/{number}`, with completion of both. */
export function registerMeasureResources(
  server: McpServer,
  { assistant, acceptLanguage }: Pick<McpDeps, 'assistant' | 'acceptLanguage'>,
): void {
  const { corpus, directory } = assistant
  const language = viewLanguage('auto', acceptLanguage)
  const template = new ResourceTemplate('policy://measure/{document}/{number}', {
    list: () => ({
      resources: corpus.measures.map((measure) => ({
        uri: measureUri(measure.id),
        name: measure.id,
        title: directory.reference(measure, language),
        description: measure.title,
        mimeType: 'text/plain',
      })),
    }),
    complete: {
      document: (typed) =>
        corpus.documents.map(({ data }) => data.id).filter((id) => id.startsWith(typed)),
      number: (typed, context) => {
        const chosen = context?.arguments?.['document']
        const numbers = corpus.measures
          .filter(({ documentId }) => chosen === undefined || documentId === chosen)
          .map(({ number }) => String(number))
        return [...new Set(numbers)].filter((number) => number.startsWith(typed))
      },
    },
  })
  server.registerResource(
    'measure',
    template,
    {
      title: 'One measure',
      description: 'Reference, address, original text and unofficial translation of one measure',
      mimeType: 'text/plain',
      annotations: { audience: ['user', 'assistant'], priority: 1 },
      cacheHint: CACHE_HINT,
    },
    (uri, { document, number }) => {
      const view = measureView(
        readable(uri, `${String(document)}/${String(number)}`),
        directory,
        language,
      )
      return {
        contents: [{ uri: uri.href, mimeType: 'text/plain', text: measureText(view) }],
      }
    },
  )

  function readable(uri: URL, id: string) {
    try {
      return findMeasure(assistant, id)
    } catch (error) {
      if (error instanceof AppError) throw new ResourceNotFoundError(uri.href, error.message)
      throw error
    }
  }
}
