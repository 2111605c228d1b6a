import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.js'

/** A signal that is aborted when the client goes before it has its answer. */
export function abortOnDisconnect(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort(new AppError('internal', `client of request ${reply.request.id} went away`))
    }
  })
  return controller.signal
}
