import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Corpus } from '../domain/corpus.js'
import { problemSchema } from '../domain/problem.js'
import { projectRoot } from '../project-root.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { recordsHealth, recordsHealthSchema } from './records-health.js'

const statusSchema = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  uptimeSeconds: z.int(),
  corpus: z.object({
    version: z.string(),
    documents: z.int(),
    offices: z.int(),
    measures: z.int(),
  }),
  /** Fingerprint of the search index, and of the model that made its vectors. */
  index: z.object({ fingerprint: z.string() }),
  embeddings: z.object({ fingerprint: z.string() }),
  /** Name of the language model that words answers; null when they are extracted. */
  chatModel: z.string().nullable(),
  records: recordsHealthSchema,
})

/** What `/api/v1/status` tells of. */
export interface StatusSources {
  readonly corpus: Corpus
  readonly indexFingerprint: string
  readonly embeddingFingerprint: string
  readonly chatModel?: string | undefined
  readonly records?: Pick<ResilientRecords, 'status'> | undefined
  /** Version of this program; the one of its `package.json` by default. */
  readonly version?: string
  readonly now?: () => Date
}

/** `GET /api/v1/status`: what runs here and since when, for people. */
export function registerStatusRoute(
  app: FastifyInstance,
  {
    corpus,
    indexFingerprint,
    embeddingFingerprint,
    chatModel,
    records,
    version = packageVersion(),
    now = () => new Date(),
  }: StatusSources,
): void {
  const started = now()
  const counts = {
    version: corpus.version,
    documents: corpus.documents.length,
    offices: corpus.offices.filter(({ covered }) => covered).length,
    measures: corpus.measures.length,
  }
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/status',
    {
      schema: {
        operationId: 'getStatus',
        tags: ['Operation'],
        summary: 'What runs here, and since when',
        response: { 200: statusSchema, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (_request, reply) => {
      // It is another one every second.
      reply.header('cache-control', 'no-store')
      return {
        version,
        startedAt: started.toISOString(),
        uptimeSeconds: Math.floor((now().getTime() - started.getTime()) / 1000),
        corpus: counts,
        index: { fingerprint: indexFingerprint },
        embeddings: { fingerprint: embeddingFingerprint },
        chatModel: chatModel ?? null,
        records: recordsHealth(records),
      }
    },
  )
}

/** @throws SyntaxError or ZodError when the project's `package.json` is broken. */
function packageVersion(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
