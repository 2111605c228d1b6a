import type { FastifyRequest } from 'fastify'
import type { Owner } from '../records/record-types.js'

/** Who asks: the id of the key that the request was made with, null without one. */
export function ownerOf(_request: FastifyRequest): Owner {
  return null
}
