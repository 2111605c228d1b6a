import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ModelUse } from '../assistant.js'
import { AppError } from '../errors.js'
import type { ApiKey, KeyScope } from '../records/keys.js'
import type { Owner } from '../records/record-types.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { type Caller, createKeyChecker, type KeyChecker } from './key-checker.js'
import type { ModelBudget } from './model-budget.js'
import { type LimitOptions, registerRateLimits } from './rate-limits.js'

/** Who may use the service, and how much. */
export interface AccessOptions extends LimitOptions {
  /** Where keys are kept; without it none is valid. */
  readonly records: ResilientRecords | undefined
  /** Whether everything but probes, description and pages needs a key. */
  readonly required: boolean
  /** What a language model may cost; without it nothing is counted. */
  readonly budget?: ModelBudget | undefined
}

/** What the functions of this file need of their app. */
interface AccessServices {
  readonly checker: KeyChecker
  readonly budget: ModelBudget | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as its key says; null where nobody looked, see {@link ownerOf} and {@link keyOf}. */
    caller?: Caller | null
  }
  interface FastifyInstance {
    access?: AccessServices
  }
}

/** Routes that answer questions or give data, by their patterns; all others are open to everyone. */
const PROTECTED = /^\/(?:api|v1|mcp)(?:\/|$)/

/** Time, in seconds, after which a store that is away may be back. */
const RETRY_AFTER_SECONDS = 5

/**
 * Finds out who asks, counts requests and turns away who may not. To be called before the error
 * handler is registered, so that requests for what is not there are counted, too.
 *
 * - A key is read from `Authorization: Bearer` only. Other schemes, such as the Basic one of a proxy
 *   in front, are none of ours and pass for no key.
 * - A key that is wrong, expired or revoked is refused (401) even where none is required.
 * - While the store is away, keys that were good in the last hour still are. Other keys get 503
 *   where one is required; elsewhere the request is treated as one without a key: limited by its
 *   address, its answer nobody's, nothing of the key's own readable. Who sends a key is then not
 *   worse off than who sends none.
 * - Open routes do not look at keys.
 *
 * All this happens before the body is read.
 */
export async function registerAccess(app: FastifyInstance, options: AccessOptions): Promise<void> {
  const { records, required, budget } = options
  app.decorateRequest('caller', null)
  const { limit, gate } = await registerRateLimits(app, options)
  app.decorate('access', { checker: createKeyChecker(records, gate), budget })
  app.addHook('onRequest', async (request) => {
    if (isProtected(request)) await callerOf(request)
  })
  app.addHook('onRequest', limit)
  app.addHook('onRequest', async (request, reply) => {
    if (isProtected(request)) authorize(request, reply, request.caller, 'answers', required)
  })
}

/** Who owns what the request makes: the id of its key, null without one. */
export function ownerOf(request: FastifyRequest): Owner {
  return keyOf(request)?.id ?? null
}

/** The valid key that the request was made with; null without one, and on open routes. */
export function keyOf(request: FastifyRequest): ApiKey | null {
  return request.caller?.kind === 'key' ? request.caller.key : null
}

/**
 * A hook (`onRequest` or `preHandler`) that lets a request pass only with a valid key of the scope,
 * whether or not keys are required elsewhere. No scope holds another.
 */
export function requireScope(
  scope: KeyScope,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    authorize(request, reply, await callerOf(request), scope, true)
  }
}

/**
 * What the request may spend on a language model: whatever it takes until the tokens of its key's day,
 * or of the server's, are used up. Requests under way at that moment end as they began.
 */
export async function modelUseOf(request: FastifyRequest): Promise<ModelUse | undefined> {
  const budget = request.server.access?.budget
  if (budget === undefined) return undefined
  const allowance = await budget.allowanceOf(keyOf(request))
  const owner = ownerOf(request)
  return {
    withheldSeconds: allowance.kind === 'allowed' ? 0 : allowance.retryAfterSeconds,
    onTokens: (tokens) => budget.spend(owner, tokens),
  }
}

/** The pattern of the route decides, so that no spelling of an address gets around it. */
function isProtected({ is404, routeOptions }: FastifyRequest): boolean {
  return !is404 && PROTECTED.test(routeOptions.url ?? '')
}

/** Who asks; looked up once for each request. */
async function callerOf(request: FastifyRequest): Promise<Caller> {
  request.caller ??= (await request.server.access?.checker.check(request)) ?? { kind: 'none' }
  return request.caller
}

/** Turns away a caller that may not pass. */
function authorize(
  { headers: { origin } }: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | null | undefined,
  scope: KeyScope,
  required: boolean,
): void {
  switch (caller?.kind) {
    case undefined:
    case 'none':
      if (!required) return
      reply.header('www-authenticate', 'Bearer')
      throw new AppError('unauthorized', 'Authorization: expected "Bearer" and a key, found none')
    case 'refused':
      reply.header('www-authenticate', 'Bearer error="invalid_token"')
      throw new AppError('unauthorized', `Authorization: ${REFUSALS[caller.reason]}`)
    case 'flooding':
      throw new AppError('rate_limited', 'Authorization: too many wrong keys from this address', {
        retryAfterSeconds: caller.retryAfterSeconds,
      })
    case 'unavailable':
      if (!required) return
      throw new AppError('overloaded', 'keys cannot be checked: the record store is away', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    case 'key': {
      const { origins, scopes } = caller.key
      if (origin !== undefined && origins.length > 0 && !origins.includes(origin)) {
        throw new AppError('forbidden', `This key may not be used by pages of ${origin}`)
      }
      if (!scopes.includes(scope)) {
        throw new AppError('forbidden', `expected a key of scope ${scope}`)
      }
    }
  }
}

const REFUSALS = {
  unknown: 'expected a key of this server, found another',
  expired: 'this key has expired',
  revoked: 'this key was revoked',
} as const
