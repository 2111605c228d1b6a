import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ResilientRecords } from '../records/resilient-records.js'
import { createKeyOrigins } from './key-origins.js'

/** Whose pages may read responses. */
export interface CorsSettings {
  /** Where the service is reached: its own pages are always allowed. */
  readonly publicUrl: string
  /** Further origins, such as `https://portal.example`; `*` for all. */
  readonly allowedOrigins: readonly string[]
  /** Where keys, and with them their origins, are kept. */
  readonly records: ResilientRecords | undefined
}

/** Time, in seconds, for which a browser need not ask again. */
const PREFLIGHT_SECONDS = 600

const COMMON: FastifyCorsOptions = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  credentials: false,
  maxAge: PREFLIGHT_SECONDS,
  exposedHeaders: [
    'etag',
    'ratelimit-limit',
    'ratelimit-remaining',
    'ratelimit-reset',
    'retry-after',
    'www-authenticate',
    'x-request-id',
  ],
}

/**
 * Lets pages of other origins read responses: those allowed to everyone, and those that live keys
 * are bound to when the request carries a key or its preflight announces one. Other origins get no
 * CORS headers. A preflight cannot show its key, so that it announces one has to do; what the key
 * itself may is checked with the request. A key that is bound to no origin adds none.
 *
 * Cookies are never used. To be registered before the routes are watched for the `Allow` header.
 */
export async function registerCors(app: FastifyInstance, settings: CorsSettings): Promise<void> {
  const everyone = settings.allowedOrigins.includes('*')
  const allowed = new Set([new URL(settings.publicUrl).origin, ...settings.allowedOrigins])
  const keyOrigins = createKeyOrigins(settings.records)
  await app.register(fastifyCors, {
    delegator: async (request: FastifyRequest): Promise<FastifyCorsOptions> => {
      // OPTIONS that is no preflight gets what any unknown method gets.
      if (request.method === 'OPTIONS' && !isPreflight(request)) return { origin: false }
      if (everyone) return { ...COMMON, origin: '*' }
      const { origin } = request.headers
      if (origin === undefined) return { origin: false }
      const admitted =
        allowed.has(origin) || (carriesKey(request) && (await keyOrigins.has(origin)))
      return { ...COMMON, origin: admitted ? origin : false }
    },
  })
}

function isPreflight({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/** Whether the request has an `Authorization` header, or says that it is going to have one. */
function carriesKey({ method, headers }: FastifyRequest): boolean {
  if (method !== 'OPTIONS') return headers.authorization !== undefined
  const announced = headers['access-control-request-headers'] ?? ''
  return announced.split(',').some((name) => name.trim().toLowerCase() === 'authorization')
}
