import { ConnectionError } from './connection-error.js'
import { reasonOf } from './reason-of.js'

/** Whether a response says that its body is JSON. */
export function isJson({ headers }: Response): boolean {
  return /^application\/([a-z0-9.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')
}

/** Lets go of a body that nobody will read, and with it of its connection. */
export function discardBody({ body }: Response): void {
  // A body that is broken already cannot be let go of, and need not be.
  body?.cancel().catch(() => undefined)
}

/**
 * The body of a response as JSON of a shape.
 *
 * @throws ConnectionError when it breaks off, or is something else.
 */
export async function readJson<T>(
  response: Response,
  isExpected: (value: unknown) => value is T,
): Promise<T> {
  if (!isJson(response)) {
    discardBody(response)
    const found = response.headers.get('content-type') ?? 'no content type'
    throw new ConnectionError('unexpected', `expected JSON from ${response.url}, found ${found}`)
  }
  const text = await response.text().catch((error: unknown) => {
    throw new ConnectionError('network', `the answer broke off: ${reasonOf(error)}`, error)
  })
  const value = parse(text, response.url)
  if (isExpected(value)) return value
  throw new ConnectionError('unexpected', `expected an answer of this API from ${response.url}`)
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ConnectionError('unexpected', `expected whole JSON from ${url}`, error)
  }
}
