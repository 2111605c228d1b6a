import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError, messageOf } from '../errors.js'
import type { Metrics } from './metrics.js'

/** Only programs of this machine reach it: there is no key to give. */
const LOOPBACK = '127.0.0.1'

/** Names under which this machine knows itself; a page that resolves its own name to us has none. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/** A scraper sends a few hundred bytes at once; nothing else is to be heard here. */
const REQUEST_TIMEOUT_MS = 5_000

/** A listener for the figures alone. */
export interface MetricsListener {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves `GET /metrics` on the loopback address, apart from the API, without a key.
 *
 * @param port 0 asks the system for a free one.
 * @throws AppError `bad_configuration` that names `METRICS_PORT` when the port cannot be had.
 */
export async function listenForMetrics(
  metrics: Pick<Metrics, 'registry'>,
  port: number,
): Promise<MetricsListener> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => void respond(request, response, metrics),
  )
  try {
    server.listen(port, LOOPBACK)
    await once(server, 'listening')
  } catch (error) {
    throw new AppError(
      'bad_configuration',
      `METRICS_PORT: expected to listen on ${LOOPBACK}:${port}, found: ${messageOf(error)}`,
      { cause: error },
    )
  }
  // The process may end while somebody scrapes.
  server.unref()
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${LOOPBACK}:${taken}/metrics`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function respond(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { registry }: Pick<Metrics, 'registry'>,
): Promise<void> {
  const end = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
    response
      .writeHead(status, {
        'content-type': type,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
      })
      .end(text)
  if (!LOCAL_HOST.test(headers.host ?? '')) return void end(403, 'expected a local host name\n')
  if (url.split('?')[0] !== '/metrics') return void end(404, 'expected /metrics\n')
  if (method !== 'GET' && method !== 'HEAD') return void end(405, 'expected GET or HEAD\n')
  try {
    end(200, await registry.metrics(), registry.contentType)
  } catch {
    end(500, 'the figures cannot be read\n')
  }
}
