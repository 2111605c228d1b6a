import { createMcpHandler } from '@modelcontextprotocol/server'
import { toWebRequest } from '@modelcontextprotocol/node'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Assistant } from '../assistant.js'
import { AppError } from '../errors.js'
import { createMcpServer } from '../mcp/create-mcp-server.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { keyOf } from './access.js'
import { answerEvents, lastAnswer } from './answer-events.js'
import { BODY_LIMIT_BYTES } from './json-body.js'

/** What the route works with, and whose pages may call it. */
export interface McpRouteDeps {
  readonly assistant: Assistant
  readonly records: ResilientRecords | undefined
  /** Where the service is reached. */
  readonly publicUrl: string
  /** Further origins; `*` for all. */
  readonly allowedOrigins: readonly string[]
}

/** Levels of lists and objects in a message; a call with its history has six. */
const NESTING_MAX = 50

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * `POST /mcp`: the assistant for clients of the Model Context Protocol over streamable HTTP, without
 * sessions. Clients of the newest revision and of those of 2025 are served alike. Not in our own
 * description: the protocol is the contract here.
 *
 * A page of a foreign origin gets 403, and so does a request for a host that is not ours: a name that
 * somebody made point here would let a page reach a server that only this machine should reach.
 */
export function registerMcpRoute(
  app: FastifyInstance,
  { assistant, records, publicUrl, allowedOrigins }: McpRouteDeps,
): void {
  const own = new URL(publicUrl)
  const origins = new Set([own.origin, ...allowedOrigins])
  app.route({
    method: 'POST',
    url: '/mcp',
    config: { produces: ['application/json', 'text/event-stream'], bounded: true },
    schema: { hide: true },
    onRequest: async (request) => {
      const { origin } = request.headers
      if (origin !== undefined && !isAllowed(origin, origins, request)) {
        throw new AppError('forbidden', `origin: expected one that is allowed, found "${origin}"`)
      }
      const host = bareHost(request.host)
      if (host === undefined || (host !== own.hostname && !LOOPBACK.has(host))) {
        throw new AppError(
          'forbidden',
          `host: expected ${own.hostname} or this machine, found "${request.host}"`,
        )
      }
    },
    handler: async (request, reply) => {
      // A hundred questions in one body would count as one request.
      if (Array.isArray(request.body)) {
        throw new AppError('invalid_request', 'body: expected one message, found a list of them')
      }
      // Some of what reads messages calls itself for each level, and would run out of stack.
      if (isDeeperThan(NESTING_MAX, request.body)) {
        throw new AppError(
          'invalid_request',
          `body: expected at most ${NESTING_MAX} levels of lists and objects, found more`,
        )
      }
      const signal = abortOnDisconnect(reply)
      const handler = createMcpHandler(
        () =>
          createMcpServer({
            assistant,
            answer: async (asked, call) =>
              lastAnswer(await answerEvents({ assistant, records }, request, asked, call, 'mcp')),
            acceptLanguage: request.headers['accept-language'],
            signal,
            onFault: (error) => {
              if (!signal.aborted) request.log.error({ err: error }, 'tool failed')
            },
          }),
        {
          maxRequestBodySize: BODY_LIMIT_BYTES,
          // Nothing here changes while the server runs.
          maxSubscriptions: 0,
          onerror: (error) => request.log.info({ reason: error.name }, 'mcp request refused'),
        },
      )
      const { body } = request
      const { method, url, headers, raw } = request
      const whole = {
        method,
        url,
        headers,
        [Symbol.asyncIterator]: () => raw[Symbol.asyncIterator](),
      }
      const asked = await toWebRequest(whole, body, { signal })
      return reply.send(await handler.fetch(asked, { parsedBody: body }))
    },
  })
}

function isAllowed(origin: string, allowed: ReadonlySet<string>, request: FastifyRequest): boolean {
  if (allowed.has('*') || allowed.has(origin)) return true
  if (keyOf(request)?.origins.includes(origin) === true) return true
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined
  return parsed?.protocol.startsWith('http') === true && LOOPBACK.has(parsed.hostname)
}

/** Whether lists and objects stand in each other more than so many times. */
function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((one): unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    )
    if (level.length === 0) return false
  }
  return true
}

/** The name of a host without its port; undefined for what is none. */
function bareHost(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined
}
