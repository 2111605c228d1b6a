import { ConnectionError } from './connection-error.js'
import { discardBody } from './read-json.js'
import { readProblem } from './read-problem.js'
import { reasonOf } from './reason-of.js'
import type { ClientOptions } from './client.js'

/** One request. `path` stands below `/api/v1`; query values that are undefined are left out. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: object
  readonly accept?: string
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal | undefined
}

/** Sends one request once. */
export interface Transport {
  /**
   * @throws ApiError for a refusing status.
   * @throws ConnectionError when no answer came, or a redirect.
   */
  send(call: Call): Promise<Response>
}

/**
 * Creates what sends the requests of a client.
 *
 * @throws TypeError for a base address, key or header that cannot be sent; a key is not repeated.
 */
export function createTransport(options: Omit<ClientOptions, 'maxRetries'>): Transport {
  const base = baseAddress(options.baseUrl)
  const common = new Headers({ ...options.headers })
  if (options.key !== undefined) common.set('authorization', `Bearer ${checkedKey(options.key)}`)
  // Looked up at each call, and called as a method: browsers refuse a fetch that is taken off.
  const doFetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  return {
    async send({ method, path, query = {}, body, accept, idempotencyKey, signal }) {
      const headers = new Headers(common)
      headers.set('accept', accept ?? 'application/json')
      if (body !== undefined) headers.set('content-type', 'application/json')
      if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
      const init: RequestInit = {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        // Followed, a question or a key could end up with someone else, and a POST as a GET.
        redirect: 'manual',
        signal: signal ?? null,
      }
      const response = await doFetch(`${base}/api/v1${path}${queryString(query)}`, init).catch(
        (error: unknown) => {
          const message = `cannot reach ${base}: ${reasonOf(error)}`
          throw new ConnectionError('network', message, error)
        },
      )
      if (response.ok) return response
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        discardBody(response)
        const target = response.headers.get('location') ?? 'another address'
        throw new ConnectionError('unexpected', `${base} redirects to ${target}; ask there instead`)
      }
      throw await readProblem(response)
    },
  }
}

/**
 * A path below `/api/v1` from its segments.
 *
 * @throws TypeError for a segment that would lead to another path: none, `.` or `..`.
 */
export function pathOf(...segments: readonly (string | number)[]): string {
  return segments
    .map((segment) => {
      const text = String(segment)
      if (/^\.{0,2}$/.test(text)) throw new TypeError(`expected an id, found "${text}"`)
      return `/${encodeURIComponent(text)}`
    })
    .join('')
}

function queryString(query: NonNullable<Call['query']>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value))
  }
  const text = given.toString()
  return text === '' ? '' : `?${text}`
}

function baseAddress(text: string): string {
  const url = parseUrl(text)
  if (url !== undefined && (url.username !== '' || url.password !== '')) {
    throw new TypeError('baseUrl: expected an address without a name or password')
  }
  if (url === undefined || !/^https?:$/.test(url.protocol) || /[?#]/.test(text)) {
    throw new TypeError(
      `baseUrl: expected an http or https address without ? and #, found "${text}"`,
    )
  }
  return url.href.replace(/\/+$/, '')
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function checkedKey(key: string): string {
  // The error of Headers would repeat the key.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError('key: expected visible ASCII characters')
  return key
}
