import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '../domain/problem.js'
import { AppError, ERROR_TABLE, type ErrorCode, type ErrorDetail } from '../errors.js'
import { errorEnvelope } from '../openai/error-envelope.js'
import { watchRoutes } from './route-table.js'

/** Media type of every refusal. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Clients of OpenAI's API read errors in its form alone. */
const OPENAI_PATH = /^\/v1(?:[/?]|$)/

const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_ERR_ASYNC_CONSTRAINT: 'internal',
}

/** What was expected, where the framework only says that it found something else. */
const EXPECTATIONS: { readonly [code in ErrorCode]?: string } = {
  payload_too_large: 'expected a body of at most 64 kB',
  unsupported_media_type: 'expected application/json',
}

/**
 * Turns everything thrown in a route, and every unknown path or method, into
 * `application/problem+json`. To be called before the routes are registered.
 */
export function registerErrorHandler(app: FastifyInstance): void {
  const table = watchRoutes(app)
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply))
  const refuse = (request: FastifyRequest, reply: FastifyReply): never => {
    const path = request.url.split('?')[0] ?? ''
    const allowed = table.methodsFor(path)
    if (allowed.length === 0) throw new AppError('not_found', `There is nothing at ${path}`)
    reply.header('allow', allowed.join(', '))
    throw new AppError(
      'method_not_allowed',
      `expected ${allowed.join(' or ')}, found ${request.method}`,
    )
  }
  // Before the body is read: nobody needs to send one to learn that there is nothing.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) refuse(request, reply)
  })
  app.setNotFoundHandler(refuse)
}

/** Answers with the problem that something thrown amounts to, and logs it. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toAppError(error)
  if (reply.raw.destroyed) request.log.info('client went away')
  else if (known.status === 500) request.log.error({ err: error }, 'request failed')
  else if (known.status > 500) request.log.warn({ err: error }, 'request turned away')
  else request.log.info({ code: known.code }, 'request refused')
  if (known.retryAfterSeconds !== undefined) reply.header('retry-after', known.retryAfterSeconds)
  const problem = problemOf(known, request.id)
  const openAi = OPENAI_PATH.test(request.url)
  return reply
    .code(known.status)
    .header('x-request-id', request.id)
    .type(openAi ? 'application/json; charset=utf-8' : PROBLEM_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(openAi ? errorEnvelope(problem) : problem)
}

/** The problem that ends a stream that had begun, when its status is long sent; logs what happened. */
export function problemOfStream(error: unknown, request: FastifyRequest): Problem {
  request.log.error({ err: error }, 'stream failed')
  return problemOf(toAppError(error), request.id)
}

/** The problem a caller sees: for 5xx only what the table says, and the id to ask about. */
export function problemOf(error: AppError, requestId: string): Problem {
  const code = error.status === 500 ? 'internal' : error.code
  const { status, title } = ERROR_TABLE[code]
  const isOurs = status >= 500
  return {
    type: 'about:blank',
    title,
    status,
    code,
    detail: isOurs ? (OUR_DETAILS[code] ?? title) : error.message,
    requestId,
    ...(error.details.length > 0 && !isOurs ? { errors: [...error.details] } : {}),
  }
}

/** What a caller is told of an error on our side; what exactly happened is in the log. */
const OUR_DETAILS: { readonly [code in ErrorCode]?: string } = {
  internal: 'Something went wrong on our side; nothing was lost.',
  model_unavailable:
    'No language model can be asked now. Leave mode out for an answer in the words of the documents.',
  overloaded: 'Too much is asked at once. Try again in a moment.',
}

/** The error of our table that something thrown amounts to. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const context = error.validationContext ?? 'body'
    const details = error.validation.flatMap((issue) => detailsOf(issue, context))
    return new AppError(
      'invalid_request',
      details.map(({ path, message }) => `${path}: ${message}`).join('; '),
      { details },
    )
  }
  const thrown = error instanceof Error ? error : new Error(String(error))
  const fastifyCode = 'code' in thrown ? FASTIFY_CODES[String(thrown.code)] : undefined
  if (fastifyCode !== undefined) {
    const message = EXPECTATIONS[fastifyCode] ?? thrown.message
    return new AppError(fastifyCode, message, { cause: error })
  }
  const status = 'statusCode' in thrown ? thrown.statusCode : undefined
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('invalid_request', thrown.message, { cause: error })
  }
  return new AppError('internal', thrown.message, { cause: error })
}

type ValidationIssue = NonNullable<FastifyError['validation']>[number]

/** One detail for each wrong place; fields of the body are named without `body`. */
function detailsOf({ keyword, instancePath, params, message }: ValidationIssue, context: string) {
  const own = instancePath.split('/').filter(Boolean)
  const place = context === 'body' ? own : [context, ...own]
  const pathTo = (parts: readonly string[]): string => parts.join('.') || context
  const unknown: unknown = params['keys']
  if (keyword === 'unrecognized_keys' && Array.isArray(unknown)) {
    return unknown.map(
      (key): ErrorDetail => ({
        path: pathTo([...place, String(key)]),
        message: 'expected no such field',
      }),
    )
  }
  return [{ path: pathTo(place), message: message ?? 'not valid' }]
}
