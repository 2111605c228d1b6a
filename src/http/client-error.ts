import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.js'
import { PROBLEM_TYPE, problemOf } from './error-handler.js'

const EXPECTATIONS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'expected headers of at most 16 kB',
  ERR_HTTP_REQUEST_TIMEOUT: 'expected the whole request sooner',
}

/**
 * Answers bytes that are no HTTP request with a problem and closes the connection. There is no
 * request yet: the id is only in the answer and in the log.
 */
export function refuseBadHttp(
  this: FastifyInstance,
  error: Error & { readonly code?: string },
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const requestId = randomUUID()
  const detail = EXPECTATIONS[error.code ?? ''] ?? 'expected an HTTP/1.1 request'
  const problem = problemOf(new AppError('invalid_request', detail), requestId)
  this.log.info({ requestId, code: error.code }, 'request refused')
  if (!socket.writable) {
    socket.destroy(error)
    return
  }
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} Bad Request`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
