import type { Problem } from '../domain/problem.js'
import { AppError, type ErrorCode } from '../errors.js'
import { errorEnvelope } from '../openai/error-envelope.js'
import { problemOf } from './error-handler.js'
import type { ProblemStatus } from './problem-responses.js'

/** Media type of every error of the native API (RFC 9457). */
const PROBLEM_JSON = 'application/problem+json'

/** A response of an OpenAPI description, as far as it is made here. */
export interface DescribedResponse {
  description: string
  headers?: Record<string, unknown>
  content?: Record<string, { schema?: unknown; example?: unknown }>
}

interface DescribedProblem {
  /** The name of the response in the description. */
  readonly name: string
  readonly description: string
  readonly code: ErrorCode
  /** What the example says. */
  readonly example: string
  readonly details?: Problem['errors']
  /** Headers that it has besides the request's id. */
  readonly headers?: Record<string, unknown>
}

const header = (name: string) => ({ $ref: `#/components/headers/${name}` })

const PROBLEMS: Readonly<Record<ProblemStatus, DescribedProblem>> = {
  400: {
    name: 'InvalidRequest',
    description: '`invalid_request`: a field, a header or the address is not as described',
    code: 'invalid_request',
    example: 'maxCitations: Too big: expected number to be <=10',
    details: [{ path: 'maxCitations', message: 'Too big: expected number to be <=10' }],
  },
  401: {
    name: 'Unauthorized',
    description: '`unauthorized`: the key is unknown, expired or revoked, or one is needed',
    code: 'unauthorized',
    example: 'Authorization: expected a key of this server, found another',
    headers: { 'www-authenticate': header('WwwAuthenticate') },
  },
  403: {
    name: 'Forbidden',
    description: '`forbidden`: the key may not be used for this, or not by pages of that origin',
    code: 'forbidden',
    example: 'expected a key of scope answers',
  },
  404: {
    name: 'NotFound',
    description: '`not_found`: there is no such thing, or this caller may not read it',
    code: 'not_found',
    example: 'haikou-20 has measures 1 to 20, not 21',
  },
  406: {
    name: 'NotAcceptable',
    description: '`not_acceptable`: none of the accepted media types can be produced',
    code: 'not_acceptable',
    example: 'accept: expected application/json, found "text/html"',
  },
  409: {
    name: 'Conflict',
    description:
      '`conflict`: the idempotency key came with another body, or its first request is still under way (then with `Retry-After`)',
    code: 'conflict',
    example: 'Idempotency-Key: it was used with another body',
    headers: { 'retry-after': header('RetryAfterIfKnown') },
  },
  413: {
    name: 'PayloadTooLarge',
    description: '`payload_too_large`: the body has more than 64 kB',
    code: 'payload_too_large',
    example: 'expected a body of at most 64 kB',
  },
  415: {
    name: 'UnsupportedMediaType',
    description: '`unsupported_media_type`: the body is not `application/json`',
    code: 'unsupported_media_type',
    example: 'expected application/json',
  },
  429: {
    name: 'RateLimited',
    description: '`rate_limited`: more requests in a minute than this caller may send',
    code: 'rate_limited',
    example: 'expected at most 120 requests a minute, found more',
    headers: { 'retry-after': header('RetryAfter') },
  },
  500: {
    name: 'Internal',
    description: '`internal`: something went wrong on our side; ask us with the id of the request',
    code: 'internal',
    example: '',
  },
  503: {
    name: 'Unavailable',
    description:
      '`overloaded`: too much is asked at once, or the record store is away (with `Retry-After`); `model_unavailable`: `mode` demanded a language model and none can be asked',
    code: 'overloaded',
    example: '',
    headers: { 'retry-after': header('RetryAfterIfKnown') },
  },
}

const EXAMPLE_REQUEST_ID = '9b1f3c7e-54d0-4b6a-8f43-0d7f3f5a2c61'

/** Before the name of a problem in the form of OpenAI's API. */
const OPENAI = 'OpenAI'

/**
 * The problems as `components.responses`, each with an example as the server would send it, and once
 * more in the form of OpenAI's API.
 */
export function problemComponents(): Record<string, DescribedResponse> {
  return Object.fromEntries(
    Object.values(PROBLEMS).flatMap(({ name, description, code, example, details, headers }) => {
      const error = new AppError(code, example, details === undefined ? {} : { details })
      const problem = problemOf(error, EXAMPLE_REQUEST_ID)
      const responseOf = (type: string, schema: string, shown: unknown): DescribedResponse => ({
        description,
        headers: { 'x-request-id': header('RequestId'), ...headers },
        content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` }, example: shown } },
      })
      const own = [[name, responseOf(PROBLEM_JSON, 'Problem', problem)] as const]
      // Nothing in the other form knows idempotency keys.
      if (code === 'conflict') return own
      const shown = errorEnvelope(problem)
      return [
        ...own,
        [`${OPENAI}${name}`, responseOf('application/json', 'OpenAIError', shown)] as const,
      ]
    }),
  )
}

/**
 * Where the problem of a status stands in the description; undefined for what is no problem.
 *
 * @param schema Name of the form that it has.
 */
export function problemReference(
  status: string,
  schema: 'Problem' | 'OpenAIError',
): { readonly $ref: string } | undefined {
  const problem = Object.entries(PROBLEMS).find(([known]) => known === status)?.[1]
  const start = schema === 'Problem' ? '' : OPENAI
  return problem && { $ref: `#/components/responses/${start}${problem.name}` }
}
