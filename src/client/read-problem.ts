import { ApiError, UNKNOWN_ERROR_CODE } from './api-error.js'
import { hasShape, isRecord } from './has-shape.js'
import { isJson, discardBody } from './read-json.js'
import { readRetryAfter } from './read-retry-after.js'

/**
 * The error that a response with a refusing status amounts to. A body that is no problem+json, such
 * as the page of a proxy, is not shown: the error then says only the status and the media type.
 */
export async function readProblem(response: Response): Promise<ApiError> {
  const { status, headers } = response
  const problem = await readBody(response)
  const text = (name: string): string | undefined => {
    const value = problem[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return new ApiError({
    status,
    code: text('code') ?? UNKNOWN_ERROR_CODE,
    detail:
      text('detail') ??
      text('title') ??
      `the server answered with status ${status} (${headers.get('content-type') ?? 'no content'})`,
    requestId: text('requestId') ?? headers.get('x-request-id') ?? undefined,
    errors: Array.isArray(problem['errors']) ? problem['errors'].filter(isPlace) : undefined,
    retryAfterSeconds: readRetryAfter(headers),
  })
}

const isPlace = hasShape<{ path: string; message: string }>({ path: 'string', message: 'string' })

async function readBody(response: Response): Promise<Record<string, unknown>> {
  if (!isJson(response)) {
    discardBody(response)
    return {}
  }
  try {
    const body: unknown = JSON.parse(await response.text())
    return isRecord(body) ? body : {}
  } catch {
    // The status has come, and it tells more than that its explanation is broken.
    return {}
  }
}
