import fastifyEtag from '@fastify/etag'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Sends an ETag with what GET and HEAD give, and 304 without a body to a caller that has it already
 * (RFC 9110 §13.1.2: a list of tags or `*`, compared weakly). What other methods give and problems
 * have no ETag: it would be one of what GET gives.
 */
export async function registerConditionalGet(app: FastifyInstance): Promise<void> {
  // The plugin itself compares the whole header with one tag, whatever the method and the status.
  await app.register(fastifyEtag, { weak: true, replyWith304: false })
  app.addHook('onSend', async (request, reply, payload) => {
    if (!reads(request) || reply.statusCode !== 200) {
      reply.removeHeader('etag')
      return payload
    }
    const etag = reply.getHeader('etag')
    if (typeof etag !== 'string' || !holds(request.headers['if-none-match'], etag)) return payload
    reply.code(304).removeHeader('content-type')
    // What HEAD gives has no body to be measured, and null cannot be.
    return request.method === 'HEAD' ? '' : null
  })
}

function reads({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

function holds(known: string | undefined, etag: string): boolean {
  if (known === undefined) return false
  if (known.trim() === '*') return true
  const opaque = opaqueOf(etag)
  // A tag is anything in quotes, a comma included.
  return [...known.matchAll(/(?:W\/)?"[^"]*"/g)].some(([tag]) => opaqueOf(tag) === opaque)
}

function opaqueOf(tag: string): string {
  return tag.replace(/^W\//, '')
}
