import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.js'
import { acceptanceOf } from './accept.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types the route can answer with; JSON when not given. `any`: it asks nobody. */
    produces?: readonly string[] | 'any'
  }
}

const JSON_ONLY = ['application/json'] as const

/**
 * Refuses a request whose `Accept` none of the route's media types meets, before its body is read.
 * Problems are sent as `application/problem+json` whatever is accepted.
 */
export function registerAcceptHook(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404) return
    const produces = request.routeOptions.config.produces ?? JSON_ONLY
    const { accept } = request.headers
    if (produces === 'any' || produces.some((type) => acceptanceOf(accept, type).quality > 0))
      return
    throw new AppError(
      'not_acceptable',
      `accept: expected ${produces.join(' or ')}, found "${accept}"`,
    )
  })
}
