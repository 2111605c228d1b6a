import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.js'

/** Largest body, in bytes. */
export const BODY_LIMIT_BYTES = 64 * 1024

/**
 * Parses JSON bodies from their bytes: what is not UTF-8 is refused, not replaced, so that no
 * question is answered that nobody asked. Keys such as `__proto__` are refused.
 */
export function registerJsonBody(app: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (request, body, done) => {
      let text: string
      try {
        text = decoder.decode(typeof body === 'string' ? Buffer.from(body) : body)
      } catch {
        done(bodyError('expected UTF-8, found bytes that are not'), undefined)
        return
      }
      void parseJson(request, text, (error, value) => {
        if (error === null) done(null, value)
        else done(bodyError(`expected JSON: ${error.message}`), undefined)
      })
    },
  )
}

function bodyError(message: string): AppError {
  return new AppError('invalid_request', `body: ${message}`, {
    details: [{ path: 'body', message }],
  })
}
