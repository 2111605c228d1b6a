import type { FastifyInstance } from 'fastify'

/** What `/readyz` tells. */
export interface Readiness {
  readonly fingerprint: string
  readonly corpusVersion: string
  readonly measures: number
}

/** `/livez` and `/readyz`, for whoever restarts and routes to the server. */
export function registerHealthRoutes(app: FastifyInstance, readiness: Readiness): void {
  // Probes ask for anything from nothing to text/html, and only look at the status.
  const config = { produces: 'any' } as const
  app.get(
    '/livez',
    { config, schema: probe('isAlive', 'Whether the process answers') },
    async () => ({ status: 'alive' }),
  )
  // The server listens only once the index is loaded: whoever gets an answer here finds it ready.
  app.get(
    '/readyz',
    { config, schema: probe('isReady', 'Whether it can answer questions') },
    async () => ({ status: 'ready', index: readiness }),
  )
}

function probe(operationId: string, summary: string) {
  return { operationId, summary, tags: ['Operation'] }
}
