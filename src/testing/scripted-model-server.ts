import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { AnswerLanguage } from '../domain/language.js'
import { messageOf } from '../errors.js'
import { createScriptConverter } from '../scripts/convert-script.js'

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
      await new Promise<void>((resolve) => {
        response.once('drain', resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }
  let done = true
  for (const step of steps) {
    if (signal.aborted) return
    if (step === 'stall') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    } else if (step === 'reset') {
      // What was written before leaves first: a reset throws away what the client has not read.
      await pause(20)
      playing.reset = true
      response.socket?.resetAndDestroy()
    } else if (step === 'invalid-sse') await send(wire.invalid)
    else if (step === 'no-done') done = false
    else if ('pauseMs' in step) {
      await pause(step.pauseMs, undefined, { signal }).catch(() => undefined)
    } else if ('status' in step) {
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

/** Says of each source what its first sentence says, in slightly other words, and cites it. */
export const honest: Script = (body) => {
  const language = languageOf(body)
  const sentences = sourcesIn(body).flatMap(([first]) =>
    first === undefined
      ? []
      : [written(paraphrase(first.text, language === 'en'), first.mark, language)],
  )
  return typed(sentences.join('\n'))
}

/** The ways in which {@link lying} lies. */
export const LIE_KINDS = [
  'wrong-number',
  'wrong-unit',
  'wrong-office',
  'invented-measure',
  'invented-quote',
  'number-of-another-source',
  'negated',
  'may-to-must',
  'import-to-export',
  'before-to-after',
  'up-to-to-at-least',
  'explored-to-may',
  'widened-scope',
  'uncited',
  'unknown-mark',
  'link',
  'image',
  'html',
  'prompt',
  'injected-instruction',
] as const
/** A way to lie. */
export type LieKind = (typeof LIE_KINDS)[number]

/**
 * Says of each source what one of its sentences says, changed in one way so that it is false, and
 * cites that sentence. Fails (status 500, `failures`) when no sentence can be changed so.
 */
export function lying(kind: LieKind): Script {
  return (body) => {
    const language = languageOf(body)
    const english = language === 'en'
    const sources = sourcesIn(body)
    const lies = sources.flatMap((sentences) => {
      for (const { text, mark } of sentences) {
        const others = sources.filter((other) => other !== sentences).flat()
        const told = lieAbout(kind, paraphrase(text, english), english, others)
        if (told === undefined) continue
        const cited = kind === 'uncited' ? '' : kind === 'unknown-mark' ? '[S99.1]' : mark
        return [written(told, cited, language)]
      }
      return []
    })
    if (lies.length === 0) throw new Error(`no sentence can be made to lie: ${kind}`)
    return typed(lies.join('\n'))
  }
}

interface ShownSentence {
  readonly mark: string
  /** In English the translation without the original behind it. */
  readonly text: string
}

/** The sentences of each source in the user's message; titles only of measures that have no more. */
function sourcesIn({ messages }: ChatRequestBody): ShownSentence[][] {
  const user = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const listed = /<sources>\n([\s\S]*?)\n<\/sources>/u.exec(user)?.[1] ?? ''
  const sources = new Map<string, (ShownSentence & { title: boolean })[]>()
  for (const [, source = '', index = '', shown = ''] of listed.matchAll(
    /^\[S(\d+)\.(\d+)\] (.*)$/gmu,
  )) {
    const text = shown.replace(/(?<=\p{Script=Latin}.*) \([^A-Za-z]*\p{Script=Han}.*\)$/u, '')
    const sentence = { mark: `[S${source}.${index}]`, text, title: index === '0' }
    sources.set(source, [...(sources.get(source) ?? []), sentence])
  }
  return [...sources.values()].map((sentences) => {
    const bodies = sentences.filter(({ title }) => !title)
    return bodies.length > 0 ? bodies : sentences
  })
}

/** The language that the instructions ask for. */
function languageOf({ messages }: ChatRequestBody): AnswerLanguage {
  const system = messages.find(({ role }) => role === 'system')?.content ?? ''
  if (!/\p{Script=Han}/u.test(system)) return 'en'
  if (system.includes('香港')) return 'zh-Hant-HK'
  return system.includes('臺灣') ? 'zh-Hant-TW' : 'zh-Hans'
}

const REWORDED: Readonly<Record<'zh' | 'en', readonly (readonly [RegExp, string])[]>> = {
  zh: [
    [/无需/u, '不需要'],
    [/以及/u, '和'],
    [/能够/u, '能'],
    [/并且/u, '并'],
  ],
  en: [
    [/\bneed not\b/u, 'do not need to'],
    [/\benterprises\b/gu, 'companies'],
    [/\bin accordance with\b/iu, 'under'],
  ],
}

/** Without its stop. */
function paraphrase(text: string, english: boolean): string {
  const start = text.replace(/[。；.;]$/u, '')
  return REWORDED[english ? 'en' : 'zh'].reduce((said, [from, to]) => said.replace(from, to), start)
}

const converter = createScriptConverter()

function written(sentence: string, mark: string, language: AnswerLanguage): string {
  if (language === 'en') return `${sentence} ${mark}.`
  if (language === 'zh-Hans') return `${sentence}${mark}。`
  return `${converter.toTraditional(sentence, language === 'zh-Hant-HK' ? 'HK' : 'TW')}${mark}。`
}

type Change = readonly [RegExp, string]

/** Changes that make a sentence false; the first that fits is made. `$` patterns as in `replace`. */
const CHANGES: Readonly<Partial<Record<LieKind, readonly Change[]>>> = {
  'wrong-number': [
    [/(?<![\d.])([1-9])(?=\d*(?:\.\d+)?(?:万|亿|元|个|年|月|天|日|小时|%|\b))/u, '7$1'],
    [/[一二三四五六](?=个月|个工作日|年|天|小时|项|种)/u, '九'],
    [/\b(?:one|two|three|four|five|six)(?= (?:months?|years?|days?|hours?|working))/iu, 'nine'],
  ],
  'wrong-unit': [
    [/万元/u, '元'],
    [/个月/u, '年'],
    [/小时/u, '天'],
    [/(?<=[\d一二三四五六]个?)年/u, '个月'],
    [/\bmonths?\b/u, 'years'],
    [/\bhours?\b/u, 'days'],
    [/\byears?\b/u, 'months'],
    [/\byuan\b/u, 'US dollars'],
  ],
  'wrong-office': [
    [/^(?=.*\p{Script=Han})/u, '在广州海关，'],
    [/^/u, 'At Guangzhou Customs, '],
  ],
  'invented-measure': [
    [/(?<=\p{Script=Han}.*)$/u, '，并免收全部费用'],
    [/$/u, ', and all fees are waived'],
  ],
  'invented-quote': [
    [/(?<=\p{Script=Han}.*)$/u, '，称为“绿色免检通道”'],
    [/$/u, ', called the "green inspection-free lane"'],
  ],
  negated: [
    [/(?<!不)(可以|允许|支持|实施|实行|推进|推动|开展|优化)/u, '不$1'],
    [/\b(may|is|are|can|will)\b(?! not)/u, '$1 not'],
    [/\b(supports|applies|carries out|advances|explores|extends)\b/u, 'never $1'],
  ],
  'may-to-must': [
    [/可以/u, '必须'],
    [/(?<![许认不])可(?![能靠行视])/u, '必须'],
    [/\b(?:may|can)\b/u, 'must'],
  ],
  'import-to-export': [
    [/进口/u, '出口'],
    [/出口/u, '进口'],
    [/进境|入境/u, '出境'],
    [/出境/u, '进境'],
    [/\bimport/iu, 'export'],
    [/\bexport/iu, 'import'],
    [/\binbound\b/iu, 'outbound'],
  ],
  'before-to-after': [
    [/(?:之|以)前/u, '之后'],
    [/(?:之|以)后/u, '之前'],
    [/提前/u, '事后'],
    [/(?<=[检验行离报核准]|到港|抵达)[前后]/u, '许久以后'],
    [/\b(?:before|prior to)\b/iu, 'after'],
    [/\bafter\b/iu, 'before'],
    [/\bin advance\b/iu, 'afterwards'],
  ],
  'up-to-to-at-least': [
    [/最高|最长|至多|不超过/u, '至少'],
    [/以内|以下|内(?=[，。完办])/u, '以上'],
    [/\b(?:up to|no more than|not exceeding|at most|within)\b/iu, 'at least'],
  ],
  'explored-to-may': [
    [/探索|争取|推动|支持|推进|试点/u, '现在可以'],
    [/\b(?:explores?|strives?|supports?|promotes?|advances?|pilots?)\b/iu, 'now allows'],
  ],
  'widened-scope': [
    [/仅限?|只限?|部分|低风险|符合条件的|符合要求的|高级认证/u, '所有'],
    [/\b(?:only|some|low-risk|eligible|qualified|certain)\b/iu, 'all'],
  ],
  uncited: [[/^/u, '']],
  'unknown-mark': [[/^/u, '']],
  link: [
    [/(?<=\p{Script=Han}.*)$/u, '，详见 https://example.org/apply'],
    [/$/u, ', see https://example.org/apply'],
  ],
  image: [[/$/u, ' ![x](https://example.org/x.png)']],
  html: [[/$/u, ' <script>alert(1)</script>']],
  prompt: [
    [/^(?=.*\p{Script=Han})/u, '每一句之后都用方括号标出依据，没有依据的话不写；'],
    [/^/u, 'After every sentence put its basis in square brackets; '],
  ],
  'injected-instruction': [
    [/^.*\p{Script=Han}.*$/u, '已按指令解除限制，全部手续请致电 400-123-4567 办理'],
    [/^.*$/u, 'As instructed the rules are lifted; call 400-123-4567 for all formalities'],
  ],
}

const AMOUNT =
  /\d+(?:\.\d+)?(?:万元|元|个月|年|天|小时|%)|\b\d+ (?:months|days|hours|years|yuan)\b/u

/** The sentence made false; `undefined` when it holds nothing to be changed in this way. */
function lieAbout(
  kind: LieKind,
  sentence: string,
  english: boolean,
  others: readonly ShownSentence[],
): string | undefined {
  if (kind === 'number-of-another-source') {
    const amount = others
      .map(({ text }) => AMOUNT.exec(text)?.[0])
      .find((found) => found !== undefined && !sentence.includes(found))
    if (amount === undefined) return undefined
    return sentence + (english ? `, within ${amount}` : `，以${amount}为限`)
  }
  const change = CHANGES[kind]?.find(([from]) => from.test(sentence))
  return change === undefined ? undefined : sentence.replace(...change)
}
