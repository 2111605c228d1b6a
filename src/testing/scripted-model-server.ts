import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { messageOf } from '../errors.js'

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
  stream: z.boolean().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
})

/** Body of `POST <base>/chat/completions`, as far as the server looks at it. */
export type ChatRequestBody = z.infer<typeof bodySchema>

/**
 * One thing that the scripted model does:
 * - `text`: a delta; its bytes come `whole`, with the first character of several bytes cut over two
 *   writes (`split`, valid), or with that character's last byte missing (`broken`)
 * - `pauseMs`: nothing, for so long
 * - `reached`: calls back when the script has come so far, and waits for what that returns
 * - `usage`: the cost, when the request asks for it
 * - `status`: an error instead of an answer; the first step that is not a pause
 * - `error`: an error object in the middle of the stream
 * - `flood`: this text again and again until the client closes the connection
 * - `reset`: the connection is reset; `stall`: nothing more, for ever; `invalid-sse`: half a JSON
 *   object as an event; `no-done`: ends without the final events
 */
export type ScriptStep =
  | { readonly text: string; readonly bytes?: 'whole' | 'split' | 'broken' }
  | { readonly pauseMs: number }
  | { readonly reached: () => void | Promise<void> }
  | { readonly usage: { readonly inputTokens: number; readonly outputTokens: number } }
  | { readonly status: number; readonly retryAfterSeconds?: number; readonly message?: string }
  | { readonly error: string }
  | { readonly flood: string }
  | 'reset'
  | 'stall'
  | 'invalid-sse'
  | 'no-done'

/** What the model does with a request; `turn` counts the requests from 0. */
export type Script = (body: ChatRequestBody, turn: number) => readonly ScriptStep[]

/** A request and what became of it. Times are of `performance.now()`. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** `undefined` for a request without a body that fits. */
  readonly body: ChatRequestBody | undefined
  readonly receivedAt: number
  /** The text written so far, floods left out. */
  written(): string
  /** Who ended the answer, and when. */
  readonly ended: Promise<{ readonly by: 'client' | 'server'; readonly at: number }>
}

/** A scripted model that listens. */
export interface ScriptedModelServer {
  /** What a client takes as its base URL. */
  readonly baseUrl: string
  readonly requests: readonly RecordedRequest[]
  /** Requests under way now, and the most that ever were at a time. */
  open(): number
  mostOpen(): number
  /** Errors that scripts threw; the client got status 500 for each. */
  readonly failures: readonly string[]
  close(): Promise<void>
}

/** Options of {@link startScriptedModelServer}. */
export interface ScriptedModelServerOptions {
  readonly script: Script
  /** Path of the base URL; `/v1` by default. */
  readonly basePath?: string
  /** Requests with another key are refused; every key will do when left out. */
  readonly apiKey?: string
}

/**
 * A server on a socket of this machine that speaks the wire format of OpenAI (`POST
 * <base>/chat/completions`, streamed or whole, and `GET <base>/models`) and answers by a script.
 */
export async function startScriptedModelServer(
  options: ScriptedModelServerOptions,
): Promise<ScriptedModelServer> {
  const { script, basePath = '/v1', apiKey } = options
  const requests: RecordedRequest[] = []
  const failures: string[] = []
  let open = 0
  let mostOpen = 0
  let turns = 0

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const playing = { text: '', reset: false, gone: new AbortController() }
    open += 1
    mostOpen = Math.max(mostOpen, open)
    const ended = new Promise<Awaited<RecordedRequest['ended']>>((resolve) => {
      response.once('close', () => {
        open -= 1
        const byServer = response.writableFinished || playing.reset
        playing.gone.abort()
        resolve({ by: byServer ? 'server' : 'client', at: performance.now() })
      })
    })
    const { method = '', url: path = '', headers } = request
    requests.push({
      method,
      path,
      headers,
      body,
      receivedAt: performance.now(),
      written: () => playing.text,
      ended,
    })
    if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
      return sendError(response, 401, `Incorrect API key provided: ${headers.authorization}`)
    }
    if (method === 'GET' && path === `${basePath}/models`) {
      const model = { id: 'scripted', object: 'model', created: 0, owned_by: 'test' }
      return sendJson(response, 200, { object: 'list', data: [model] })
    }
    if (method !== 'POST' || path !== `${basePath}/chat/completions`) {
      return sendError(response, 404, `no such path: ${method} ${path}`)
    }
    if (body === undefined) return sendError(response, 400, 'expected model and messages')
    let steps: readonly ScriptStep[]
    try {
      steps = script(body, turns++)
    } catch (error) {
      failures.push(messageOf(error))
      return sendError(response, 500, messageOf(error))
    }
    await play(steps, body, response, playing)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      failures.push(messageOf(error))
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    baseUrl: `http://127.0.0.1:${address.port}${basePath}`,
    requests,
    open: () => open,
    mostOpen: () => mostOpen,
    failures,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<ChatRequestBody | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  try {
    return bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  } catch {
    return undefined
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message, type: 'scripted', param: null, code: null } })
}

interface Playing {
  text: string
  reset: boolean
  readonly gone: AbortController
}

async function play(
  steps: readonly ScriptStep[],
  body: ChatRequestBody,
  response: ServerResponse,
  playing: Playing,
): Promise<void> {
  const { signal } = playing.gone
  const wire = body.stream === true ? streamWire(body) : wholeWire(body)
  const send = async (bytes: Buffer | string): Promise<void> => {
    if (signal.aborted) return
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': wire.contentType })
      response.write(wire.begin)
    }
    if (bytes.length > 0 && !response.write(bytes)) {
      await once(response, 'drain', { signal }).catch(() => undefined)
    }
  }
  let done = true
  for (const step of steps) {
    if (signal.aborted) return
    if (step === 'stall') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    } else if (step === 'reset') {
      // What was written before leaves first: a reset throws away what the client has not read.
      await pause(BEFORE_RESET_MS)
      playing.reset = true
      response.socket?.resetAndDestroy()
    } else if (step === 'invalid-sse') await send(wire.invalid)
    else if (step === 'no-done') done = false
    else if ('pauseMs' in step) {
      await pause(step.pauseMs, undefined, { signal }).catch(() => undefined)
    } else if ('reached' in step) await step.reached()
    else if ('status' in step) {
      const { status, retryAfterSeconds, message = 'scripted error' } = step
      if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
      return sendError(response, status, message)
    } else if ('error' in step) await send(wire.error(step.error))
    else if ('usage' in step) await send(wire.usage(step.usage))
    else if ('flood' in step) {
      while (!signal.aborted) {
        await send(wire.text(step.flood))
        await setImmediate()
      }
    } else {
      playing.text += step.text
      await sendText(wire.text(step.text), step.bytes ?? 'whole', send)
    }
  }
  if (signal.aborted) return
  await send(wire.end(done))
  response.end()
}

/** Longer than a client on a busy machine takes to read what was written. */
const BEFORE_RESET_MS = 150

/** Longer than two writes may be joined on their way. */
const BETWEEN_WRITES_MS = 20

async function sendText(
  event: string,
  form: 'whole' | 'split' | 'broken',
  send: (bytes: Buffer | string) => Promise<void>,
): Promise<void> {
  const bytes = Buffer.from(event)
  const cut = bytes.findIndex((byte) => byte >= 0xe0) + 2
  if (form === 'whole') return send(bytes)
  if (cut < 2) throw new Error(`expected a character of three bytes in ${event}`)
  if (form === 'broken')
    return send(Buffer.concat([bytes.subarray(0, cut), bytes.subarray(cut + 1)]))
  await send(bytes.subarray(0, cut))
  await pause(BETWEEN_WRITES_MS)
  await send(bytes.subarray(cut))
}

interface Wire {
  readonly contentType: string
  readonly begin: string
  readonly invalid: string
  text(text: string): string
  usage(usage: { readonly inputTokens: number; readonly outputTokens: number }): string
  error(message: string): string
  end(done: boolean): string
}

function streamWire({ model, stream_options: wanted }: ChatRequestBody): Wire {
  const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
  const frame = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model }
  const chunk = (delta: object, finish_reason: string | null = null): string =>
    data({ ...frame, choices: [{ index: 0, delta, finish_reason }] })
  return {
    contentType: 'text/event-stream; charset=utf-8',
    begin: chunk({ role: 'assistant', content: '' }),
    invalid: 'data: {"choices":[{"delta":\n\n',
    text: (content) => chunk({ content }),
    usage: (usage) =>
      wanted?.include_usage === true ? data({ ...frame, choices: [], usage: usageOf(usage) }) : '',
    error: (message) => data({ error: { message, type: 'server_error', param: null, code: null } }),
    end: (done) => (done ? `${chunk({}, 'stop')}data: [DONE]\n\n` : ''),
  }
}

function wholeWire({ model }: ChatRequestBody): Wire {
  let cost: object = {}
  const frame = JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', created: 0, model })
  const open = '"choices":[{"index":0,"message":{"role":"assistant","content":"'
  return {
    contentType: 'application/json',
    begin: `${frame.slice(0, -1)},${open}`,
    invalid: '"}}',
    text: (content) => JSON.stringify(content).slice(1, -1),
    usage: (usage) => {
      cost = { usage: usageOf(usage) }
      return ''
    },
    error: () => '"}}',
    end: (done) =>
      done ? `"},"finish_reason":"stop"}],${JSON.stringify({ ...cost, done }).slice(1)}` : '',
  }
}

function usageOf({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  }
}

/** A text as a model sends it: a few characters at a time. */
export function typed(text: string): ScriptStep[] {
  return (text.match(/[\s\S]{1,7}/gu) ?? []).map((part) => ({ text: part }))
}

/** Ends without a word. */
export const silent: Script = () => []

/** Another script for each request; the last one for all that follow. */
export function inTurn(...scripts: readonly Script[]): Script {
  return (body, turn) => scripts[Math.min(turn, scripts.length - 1)]?.(body, turn) ?? []
}
