import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Corpus } from '../domain/corpus.js'
import { serviceStatusSchema } from '../domain/status.js'
import { projectRoot } from '../project-root.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { problemResponses } from './problem-responses.js'
import { recordsHealth } from './records-health.js'

/** What `/api/v1/status` tells of. */
export interface StatusSources {
  readonly corpus: () => Corpus
  readonly indexFingerprint: () => string
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
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/status',
    {
      schema: {
        operationId: 'getStatus',
        tags: ['Operation'],
        summary: 'What runs here, and since when',
        response: { 200: serviceStatusSchema, ...problemResponses() },
      },
    },
    async (_request, reply) => {
      // It is another one every second.
      reply.header('cache-control', 'no-store')
      return {
        version,
        startedAt: started.toISOString(),
        uptimeSeconds: Math.floor((now().getTime() - started.getTime()) / 1000),
        corpus: countsOf(corpus()),
        index: { fingerprint: indexFingerprint() },
        embeddings: { fingerprint: embeddingFingerprint },
        chatModel: chatModel ?? null,
        records: recordsHealth(records),
      }
    },
  )
}

function countsOf({ version, documents, offices, measures }: Corpus) {
  return {
    version,
    documents: documents.length,
    offices: offices.filter(({ covered }) => covered).length,
    measures: measures.length,
  }
}

/** @throws SyntaxError or ZodError when the project's `package.json` is broken. */
function packageVersion(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
