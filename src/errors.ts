/**
 * The one table of errors: code → HTTP status and the title a caller may see. `code` is the wire
 * name of `problem+json`; "nothing found" and "not covered" are outcomes of an answer, not errors.
 */
export const ERROR_TABLE = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'A valid key is needed' },
  forbidden: { status: 403, title: 'This key may not do that' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  not_acceptable: { status: 406, title: 'None of the accepted media types can be produced' },
  conflict: { status: 409, title: 'The request conflicts with an earlier one' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The media type of the body is not supported' },
  rate_limited: { status: 429, title: 'Too many requests' },
  model_unavailable: { status: 503, title: 'The language model is not available' },
  overloaded: { status: 503, title: 'The server is busy' },
  internal: { status: 500, title: 'Internal error' },
  // The codes below end a process (exit code 2) or a build; a server never sends them.
  bad_configuration: { status: 500, title: 'The configuration is not valid' },
  bad_corpus: { status: 500, title: 'The corpus is not valid' },
  bad_document: { status: 500, title: 'The document cannot be taken in' },
  bad_model: { status: 500, title: 'The embedding model is not usable' },
  bad_index: { status: 500, title: 'The index is not usable' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code of {@link ERROR_TABLE}. */
export type ErrorCode = keyof typeof ERROR_TABLE

/** One place in the input that is wrong: a path such as `filters.offices.0`, and what was expected. */
export interface ErrorDetail {
  readonly path: string
  readonly message: string
}

/** What an {@link AppError} may carry besides its message. */
export interface AppErrorOptions {
  readonly cause?: unknown
  readonly details?: readonly ErrorDetail[]
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  readonly retryAfterSeconds?: number
}

/**
 * The only error class of the project. `message` names the place, what was expected and what was
 * found; for codes with status 5xx it stays in the log and the caller sees the title of the table.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  /** HTTP status of the code. */
  get status(): number {
    return ERROR_TABLE[this.code].status
  }
}

/** Message of anything thrown, for logs and wrapped errors. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
