import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify'
import type { Metrics } from './metrics.js'

/**
 * `GET /metrics`, for a Prometheus that has a key. It stands in no public description.
 *
 * @param guard Lets through who may read the figures, and throws for everybody else.
 */
export function registerMetricsRoute(
  app: FastifyInstance,
  { registry }: Pick<Metrics, 'registry'>,
  guard: onRequestAsyncHookHandler,
): void {
  app.get(
    '/metrics',
    {
      onRequest: guard,
      // A busy server is when its figures are wanted; scrapers ask for several versions of the format.
      config: { produces: 'any', neverShed: true },
      schema: { hide: true },
    },
    async (_request, reply) => {
      const figures = await registry.metrics()
      return reply
        .type(registry.contentType)
        .header('cache-control', 'no-store')
        .serializer((text: string) => text)
        .send(figures)
    },
  )
}
