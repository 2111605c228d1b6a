import type { Problem } from '../domain/problem.js'

/** `code` of an error whose body is no problem of this API, such as the page of a proxy. */
export const UNKNOWN_ERROR_CODE = 'http_error'

/** What an {@link ApiError} is made of. */
export interface ApiErrorFields {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId?: string | undefined
  readonly errors?: Problem['errors']
  readonly retryAfterSeconds?: number | undefined
}

/** A refusal: the server answered with a status of 400 or above. */
export class ApiError extends Error {
  readonly status: number
  /** A code of the contract, one that this client does not know yet, or {@link UNKNOWN_ERROR_CODE}. */
  readonly code: string
  /** What is wrong, in a sentence. */
  readonly detail: string
  /** Id under which the server's log holds the request. */
  readonly requestId: string | undefined
  /** Places of the request that are wrong; empty when the server named none. */
  readonly errors: readonly { readonly path: string; readonly message: string }[]
  /** Seconds after which trying again makes sense, from `Retry-After`. */
  readonly retryAfterSeconds: number | undefined

  constructor({ status, code, detail, requestId, errors, retryAfterSeconds }: ApiErrorFields) {
    super(`${status} ${code}: ${detail}`)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.detail = detail
    this.requestId = requestId
    this.errors = errors ?? []
    this.retryAfterSeconds = retryAfterSeconds
  }
}
