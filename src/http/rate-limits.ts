import fastifyRateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { AppError } from '../errors.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { countStore } from './count-store.js'
import { createLocalCounts } from './local-counts.js'
import { createSharedCounts } from './shared-counts.js'

/** How much one caller may ask. */
export interface LimitOptions {
  /** Requests a minute for each address, and each key without a limit of its own; 0 for no limit. */
  readonly ratePerMinute: number
  /** Where servers count together; each counts for itself without it. */
  readonly records?: Pick<ResilientRecords, 'use'> | undefined
}

/** Stops addresses that send one wrong key after the other. */
export interface WrongKeyGate {
  /** Seconds until a key of this address is looked up again; 0 when it is now. */
  closedFor(request: FastifyRequest): Promise<number>
  /** Counts a wrong key. */
  count(request: FastifyRequest): Promise<void>
}

const WINDOW_MS = 60_000

/** Callers whose counts are kept at once; some 100 bytes each. The oldest are forgotten first. */
const COUNTED_CALLERS = 20_000

/**
 * Wrong keys a minute from one address until its keys are not looked up any more. No key can be
 * guessed; this keeps the database free. A client with a stale key rarely tries more often.
 */
const WRONG_KEYS_PER_MINUTE = 30

/** Who runs the server asks these all the time, and must not be turned away. */
const UNLIMITED: ReadonlySet<string | undefined> = new Set(['/livez', '/readyz', '/metrics'])

/**
 * Readies the limits: `limit` is to be added as a hook behind the one that finds the caller. A valid
 * key is counted by its id, everything else by address (IPv6 by its /64 network). The response says
 * `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`, the last in seconds.
 *
 * Servers that share a PostgreSQL database count together; wrong keys each counts for itself, as
 * they cost what looks them up.
 *
 * @returns The hook, which throws AppError `rate_limited`, and the gate for wrong keys.
 */
export async function registerRateLimits(
  app: FastifyInstance,
  { ratePerMinute, records }: LimitOptions,
): Promise<{ readonly limit: onRequestAsyncHookHandler; readonly gate: WrongKeyGate }> {
  const shared = createSharedCounts({
    records,
    local: createLocalCounts(COUNTED_CALLERS),
    windowMs: WINDOW_MS,
    onFailure: (error) => app.log.warn({ err: error }, 'requests not counted with other servers'),
  })
  await app.register(fastifyRateLimit, {
    global: false,
    enableDraftSpec: true,
    store: countStore(shared, () => createLocalCounts(COUNTED_CALLERS)),
    timeWindow: WINDOW_MS,
    max: (request) => limitOf(request, ratePerMinute),
    keyGenerator: callerId,
    allowList: (request) =>
      UNLIMITED.has(request.routeOptions.url) || limitOf(request, ratePerMinute) === 0,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new AppError('rate_limited', `expected at most ${max} requests a minute, found more`, {
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)),
      }),
  })
  const wrongKeys = app.createRateLimit({
    max: WRONG_KEYS_PER_MINUTE,
    keyGenerator: addressOf,
    allowList: [],
  })
  const limit = app.rateLimit()
  return {
    limit: async (request, reply) => {
      await limit.call(app, request, reply)
    },
    gate: {
      async closedFor(request) {
        const count = await wrongKeys(request, { increment: false })
        return count.isAllowed || count.remaining > 0 ? 0 : Math.max(1, count.ttlInSeconds)
      },
      async count(request) {
        await wrongKeys(request)
      },
    },
  }
}

/** Requests a minute for this caller; 0 for no limit. */
function limitOf({ caller }: FastifyRequest, ratePerMinute: number): number {
  return caller?.kind === 'key' ? (caller.key.limitPerMinute ?? ratePerMinute) : ratePerMinute
}

function callerId(request: FastifyRequest): string {
  const { caller } = request
  return caller?.kind === 'key' ? `key ${caller.key.id}` : `address ${addressOf(request)}`
}

/** The client's address, as the trusted proxies tell it; whoever has one of IPv6 has a whole /64. */
function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip)
}
