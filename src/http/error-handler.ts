import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '../domain/problem.js'
import { AppError, ERROR_TABLE, type ErrorCode, type ErrorDetail } from '../errors.js'

const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_ASYNC_CONSTRAINT: 'internal',
}

/** Turns everything thrown in a route, and every unknown path, into `application/problem+json`. */
export function registerErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toAppError(error)
    if (known.status >= 500) request.log.error({ err: error }, 'request failed')
    else request.log.info({ code: known.code }, 'request refused')
    return sendProblem(known, request, reply)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const allowed = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) =>
      app.hasRoute({ method, url: path }),
    )
    if (allowed.length > 0) {
      reply.header('allow', allowed.join(', '))
      return sendProblem(
        new AppError('method_not_allowed', `expected ${allowed.join(' or ')}, found ${request.method}`),
        request,
        reply,
      )
    }
    return sendProblem(new AppError('not_found', `There is nothing at ${path}`), request, reply)
  })
}

/** The problem a caller sees: for 5xx only what the table says, and the id to ask about. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = ERROR_TABLE[error.code]
  const isOurs = status === 500
  return {
    type: 'about:blank',
    title,
    status,
    code: status === 500 ? 'internal' : error.code,
    detail: isOurs ? 'Something went wrong on our side; nothing was lost.' : error.message,
    requestId,
    ...(error.details.length > 0 && !isOurs ? { errors: [...error.details] } : {}),
  }
}

/** The error of our table that something thrown amounts to. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map((issue): ErrorDetail => {
      const path = issue.instancePath.split('/').filter(Boolean).join('.')
      const context = error.validationContext ?? 'body'
      return {
        path: path === '' ? context : context === 'body' ? path : `${context}.${path}`,
        message: issue.message ?? 'not valid',
      }
    })
    return new AppError(
      'invalid_request',
      details.map(({ path, message }) => `${path}: ${message}`).join('; '),
      { details },
    )
  }
  const thrown = error instanceof Error ? error : new Error(String(error))
  const fastifyCode = 'code' in thrown ? FASTIFY_CODES[String(thrown.code)] : undefined
  if (fastifyCode !== undefined) return new AppError(fastifyCode, thrown.message, { cause: error })
  const status = 'statusCode' in thrown ? thrown.statusCode : undefined
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('invalid_request', thrown.message, { cause: error })
  }
  return new AppError('internal', thrown.message, { cause: error })
}

function sendProblem(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  return reply
    .code(error.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(error, request.id))
}
