import { randomUUID } from 'node:crypto'
import { fastifySSE } from '@fastify/sse'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Assistant } from './assistant.js'
import { registerAnswersRoute } from './http/answers-route.js'
import { registerCorpusRoutes } from './http/corpus-routes.js'
import { registerErrorHandler } from './http/error-handler.js'
import { type Readiness, registerHealthRoutes } from './http/health-routes.js'
import { BODY_LIMIT_BYTES, registerJsonBody } from './http/json-body.js'

/** What the HTTP service is made of. */
export interface AppDeps {
  readonly assistant: Assistant
  readonly readiness: Readiness
  readonly logger?: FastifyBaseLogger | boolean
}

/** Time for a client to send a whole request; slower ones are cut off. */
const REQUEST_TIMEOUT_MS = 30_000
/** Idle time after which a kept connection is closed. */
const KEEP_ALIVE_TIMEOUT_MS = 10_000
/** Time between comment lines that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000

/** Builds the HTTP service; never listens. */
export async function buildApp({ assistant, readiness, logger }: AppDeps): Promise<FastifyInstance> {
  const app = fastify({
    ...(typeof logger === 'object' ? { loggerInstance: logger } : { logger: logger ?? false }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    // Questions stand in bodies and never in a log; query strings hold only ids and languages.
    disableRequestLogging: true,
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerErrorHandler(app)
  registerJsonBody(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS })
  registerHealthRoutes(app, readiness)
  registerAnswersRoute(app, assistant)
  registerCorpusRoutes(app, assistant)
  return app
}
