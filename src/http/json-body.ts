import type { FastifyInstance } from 'fastify'
import { AppError, type ErrorDetail } from '../errors.js'
import { doubledFields } from './doubled-fields.js'

/** Largest body, in bytes. */
export const BODY_LIMIT_BYTES = 64 * 1024

/**
 * Parses JSON bodies from their bytes: what is not UTF-8 is refused, not replaced, and a field that
 * stands twice is refused, not guessed at, so that no question is answered that nobody asked. Keys
 * such as `__proto__` are refused.
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
        if (error !== null) {
          done(bodyError(`expected JSON: ${error.message}`), undefined)
          return
        }
        const doubled = doubledFields(text)
        if (doubled.length === 0) done(null, value)
        else done(invalid(doubled.map((path) => ({ path, message: TWICE }))), undefined)
      })
    },
  )
}

const TWICE = 'expected each field once, found it twice'

function bodyError(message: string): AppError {
  return invalid([{ path: 'body', message }])
}

function invalid(details: readonly ErrorDetail[]): AppError {
  const summary = details.map(({ path, message }) => `${path}: ${message}`).join('; ')
  return new AppError('invalid_request', summary, { details })
}
