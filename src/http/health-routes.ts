import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { recordsHealthSchema } from '../domain/status.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { recordsHealth } from './records-health.js'

const readinessSchema = z.object({
  fingerprint: z.string(),
  corpusVersion: z.string(),
  measures: z.int(),
})
/** What `/readyz` tells of the index. */
export type Readiness = Readonly<z.infer<typeof readinessSchema>>

/** What answers can be given without: `/readyz` says how it is, and stays 200. */
export interface OptionalParts {
  readonly records?: Pick<ResilientRecords, 'status'> | undefined
  /** Name of the language model, where one is configured. */
  readonly chatModel?: string | undefined
}

const aliveSchema = z.object({ status: z.literal('alive') })
const readySchema = z.object({
  status: z.literal('ready'),
  index: readinessSchema,
  records: recordsHealthSchema,
  /** Whether a language model words answers; it is not asked whether it is there. */
  model: z.enum(['configured', 'none']),
})

/**
 * `/livez` and `/readyz`, for whoever restarts and routes to the server. A record store that is down
 * is told and no reason to be sent no more questions: they are answered without it.
 */
export function registerHealthRoutes(
  app: FastifyInstance,
  readiness: Readiness,
  { records, chatModel }: OptionalParts = {},
): void {
  // Probes ask for anything from nothing to text/html, and only look at the status.
  const config = { produces: 'any', neverShed: true } as const
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/livez',
    { config, schema: probe('isAlive', 'Whether the process answers', aliveSchema) },
    async () => ({ status: 'alive' as const }),
  )
  // The server listens only once the index is loaded: whoever gets an answer here finds it ready.
  routes.get(
    '/readyz',
    { config, schema: probe('isReady', 'Whether it can answer questions', readySchema) },
    async () => ({
      status: 'ready' as const,
      index: readiness,
      records: recordsHealth(records),
      model: chatModel === undefined ? ('none' as const) : ('configured' as const),
    }),
  )
}

function probe<Schema extends z.ZodType>(operationId: string, summary: string, schema: Schema) {
  return { operationId, summary, tags: ['Operation'], response: { 200: schema } }
}
