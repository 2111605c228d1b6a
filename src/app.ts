import { randomUUID } from 'node:crypto'
import { fastifySSE } from '@fastify/sse'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Assistant } from './assistant.js'
import type { Config } from './config.js'
import { registerAcceptHook } from './http/accept-hook.js'
import type { Embedder } from './embedding/embedder.js'
import { registerAccess, requireScope } from './http/access.js'
import { registerAdminRoutes } from './http/admin-routes.js'
import { registerAnswersRoute } from './http/answers-route.js'
import { refuseBadHttp } from './http/client-error.js'
import { registerConditionalGet } from './http/conditional-get.js'
import { registerCorpusRoutes } from './http/corpus-routes.js'
import { registerCors } from './http/cors.js'
import { type OwnModel, registerEmbeddingsRoute } from './http/embeddings-route.js'
import { registerErrorHandler, sendError } from './http/error-handler.js'
import { type Readiness, registerHealthRoutes } from './http/health-routes.js'
import { BODY_LIMIT_BYTES, registerJsonBody } from './http/json-body.js'
import { registerMcpRoute } from './http/mcp-route.js'
import { createModelBudget } from './http/model-budget.js'
import type { Metrics } from './http/metrics.js'
import { registerMetricsRoute } from './http/metrics-route.js'
import { registerOpenApi } from './http/openapi.js'
import { registerOpenAiRoutes } from './http/openai-routes.js'
import { registerPageRoutes } from './http/page-routes.js'
import { registerRecordsRoutes } from './http/records-routes.js'
import { registerSecurityHeaders } from './http/security-headers.js'
import { registerShedLoad, type ShedLoadOptions } from './http/shed-load.js'
import { registerStatusRoute } from './http/status-route.js'
import { registerUiChatRoute } from './http/ui-chat-route.js'
import { registerWidgetRoutes } from './http/widget-routes.js'
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
  readonly embeddings: Pick<Embedder, 'fingerprint' | 'waiting' | 'questionMs'>
  /** The embedding model, where this process runs it itself: it is offered to others. */
  readonly ownModel?: OwnModel | undefined
  /** Name of the language model that words answers, where there is one. */
  readonly chatModel?: string | undefined
  /** Tokens of it that all callers together may use a day (UTC); 0, as by default, for no limit. */
  readonly dailyTokens?: number | undefined
  /** Counts what happens; nothing is counted without it. */
  readonly metrics?: Metrics | undefined
  /** Milliseconds after which an answer under way is given up. */
  readonly longestAnswerMs?: number
  /** Other limits of the load, for tests on a busy machine. */
  readonly loadLimits?: Pick<ShedLoadOptions, 'maxEventLoopDelayMs'>
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
  embeddings,
  ownModel,
  chatModel,
  dailyTokens = 0,
  metrics,
  longestAnswerMs,
  loadLimits,
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
  metrics?.hookInto(app)
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
    ...(chatModel === undefined
      ? {}
      : {
          budget: createModelBudget({
            records,
            dailyTokens,
            onWithheld: metrics?.onModelWithheld,
          }),
        }),
  })
  // After the plugin for other origins, whose route for OPTIONS would turn what is unknown into 405.
  registerErrorHandler(app)
  const load = await registerShedLoad(app, {
    questionMs: embeddings.questionMs,
    ...loadLimits,
    ...(longestAnswerMs === undefined ? {} : { longestAnswerMs }),
  })
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
  await registerConditionalGet(app)
  await registerOpenApi(app, publicUrl, assistant)
  registerHealthRoutes(app, readiness, { records, chatModel })
  registerStatusRoute(app, {
    corpus: () => assistant.corpus,
    indexFingerprint: () => readiness.fingerprint,
    embeddingFingerprint: embeddings.fingerprint,
    chatModel,
    records,
  })
  if (metrics !== undefined) registerMetricsRoute(app, metrics, requireScope('metrics'))
  registerAnswersRoute(app, assistant, records)
  registerOpenAiRoutes(app, assistant, records, ownModel)
  registerEmbeddingsRoute(app, ownModel)
  registerUiChatRoute(app, assistant, records)
  registerMcpRoute(app, {
    assistant,
    records,
    publicUrl,
    allowedOrigins: access.allowedOrigins,
  })
  registerRecordsRoutes(app, records)
  registerCorpusRoutes(app, assistant)
  registerWidgetRoutes(app, publicUrl)
  await registerPageRoutes(app, { assistant, publicUrl })
  await registerAdminRoutes(app, { records, secure: publicUrl.startsWith('https:') })
  metrics?.watch({
    records,
    embeddingsWaiting: embeddings.waiting,
    answersUnderWay: load.underWay,
  })
  return app
}
