import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { isRecord } from './has-shape.js'

/** A request as it came. */
export interface RawRequest {
  readonly method: string
  /** Path with its query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Milliseconds of `performance.now()`. */
  readonly at: number
  /** Settles when the connection of the request is closed. */
  readonly closed: Promise<void>
}

/** What a raw server does with a request; `turn` counts from 0. A promise of it is awaited. */
export type RawHandler = (response: ServerResponse, request: RawRequest, turn: number) => unknown

/** A server that does exactly what a test says. */
export interface RawServer {
  readonly baseUrl: string
  readonly requests: readonly RawRequest[]
  /** Closes it with all connections. */
  close(): Promise<void>
}

/** Listens on a free port of this machine. */
export async function startRawServer(handle: RawHandler): Promise<RawServer> {
  const requests: RawRequest[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A client that leaves may reset the connection, which is no failure here.
    const closed = new Promise<void>((resolve) => {
      request.socket.once('close', () => resolve())
    })
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    const { method = '', url = '', headers } = request
    const seen = { method, url, headers, body, at: performance.now(), closed }
    requests.push(seen)
    await handle(response, seen, requests.length - 1)
  }
  const server = createServer((request, response) => {
    // A test that leaves early breaks what is being read here.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!isRecord(address)) throw new Error('expected a port')
  return {
    baseUrl: `http://127.0.0.1:${String(address['port'])}`,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Ends a response with JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))
}

/** Ends a response with a problem as the API sends it. */
export function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const problem = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: `${code} in words`,
    requestId: 'r-1',
  }
  sendJson(response, problem, status, { 'content-type': 'application/problem+json', ...headers })
}
