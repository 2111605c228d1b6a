import { randomUUID } from 'node:crypto'
import fastifyEtag from '@fastify/etag'
import { fastifySSE } from '@fastify/sse'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Assistant } from './assistant.js'
import type { Config } from './config.js'
import { registerAcceptHook } from './http/accept-hook.js'
import { registerAccess } from './http/access.js'
import { registerAnswersRoute } from './http/answers-route.js'
import { refuseBadHttp } from './http/client-error.js'
import { registerCorpusRoutes } from './http/corpus-routes.js'
import { registerCors } from './http/cors.js'
import { registerErrorHandler, sendError } from './http/error-handler.js'
import { type Readiness, registerHealthRoutes } from './http/health-routes.js'
import { BODY_LIMIT_BYTES, registerJsonBody } from './http/json-body.js'
import { registerOpenApi } from './http/openapi.js'
import { registerRecordsRoutes } from './http/records-routes.js'
import { registerSecurityHeaders } from './http/security-headers.js'
import type { ResilientRecords } from './records/resilient-records.js'

/** What the HTTP service is made of. */
export interface AppDeps {
  readonly assistant: Assistant
  readonly readiness: Readiness
  /** Where answers are kept; nothing is kept without it. */
  readonly records?: ResilientRecords | undefined
  /** Where the service is reached, for its description. */
  readonly publicUrl: string
  /** Who may ask, from where and how often; everybody, as often as they like, when left out. */
  readonly access?: Config['access']
  /** Proxies whose forwarded address is believed. */
  readonly trustProxy?: readonly string[]
  readonly logger?: FastifyBaseLogger | boolean
}

const OPEN_ACCESS: Config['access'] = { keysRequired: false, allowedOrigins: [], ratePerMinute: 0 }

/** Time for a client to send a whole request; slower ones are cut off. */
const REQUEST_TIMEOUT_MS = 30_000
/** Idle time after which a kept connection is closed. */
const KEEP_ALIVE_TIMEOUT_MS = 10_000
/** Time between comment lines that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000

/** Longest part of a path that is looked up, in characters; ids of documents have some 20. */
const MAX_PARAM_LENGTH = 200

/** Builds the HTTP service; never listens. */
export async function buildApp({
  assistant,
  readiness,
  records,
  publicUrl,
  access = OPEN_ACCESS,
  trustProxy = [],
  logger,
}: AppDeps): Promise<FastifyInstance> {
  const app = fastify({
    ...(typeof logger === 'object' ? { loggerInstance: logger } : { logger: logger ?? false }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    // Questions stand in bodies and never in a log; query strings hold only ids and languages.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    // Addresses that the router cannot read never reach a hook or the error handler.
    frameworkErrors: sendError,
    clientErrorHandler: refuseBadHttp,
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('vary', 'accept, accept-language')
  })
  await registerSecurityHeaders(app)
  await registerCors(app, { publicUrl, allowedOrigins: access.allowedOrigins, records })
  await registerAccess(app, {
    records,
    required: access.keysRequired,
    ratePerMinute: access.ratePerMinute,
  })
  // After the plugin for other origins, whose route for OPTIONS would turn what is unknown into 405.
  registerErrorHandler(app)
  registerAcceptHook(app)
  registerJsonBody(app)
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
  await app.register(fastifyEtag, { weak: true })
  await registerOpenApi(app, publicUrl)
  registerHealthRoutes(app, readiness)
  registerAnswersRoute(app, assistant, records)
  registerRecordsRoutes(app, records)
  registerCorpusRoutes(app, assistant)
  return app
}
