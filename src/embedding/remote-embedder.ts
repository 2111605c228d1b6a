import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../errors.js'
import {
  EMBEDDING_MODEL,
  embeddingModelSchema,
  embeddingsResponseSchema,
  vectorOf,
} from '../openai/embeddings.js'
import type { Embedder, TextRole } from './embedder.js'
import { INTERACTIVE_TEXTS } from './embedding-queue.js'
import { cacheQueries, DEFAULT_QUERY_CACHE_SIZE } from './query-cache.js'
import { createRequestLine } from './request-line.js'
import { checkUnitVector } from './unit-vectors.js'

/** How long, and how often, one request is tried. All in milliseconds. */
export interface Patience {
  /** From sending a request to the last byte of its response. */
  readonly attemptMs: number
  /** For all attempts together. */
  readonly totalMs: number
}

/** Somebody waits, and is promised an answer in about a second: three seconds are a failure anyway. */
const INTERACTIVE: Patience = { attemptMs: 2_000, totalMs: 3_000 }

/** Building an index may wait until a busy server has time: 64 passages take some 5 s there. */
const BULK: Patience = { attemptMs: 60_000, totalMs: 300_000 }

/** Servers that are started together: the other one loads its model first. */
const START: Patience = { attemptMs: 5_000, totalMs: 60_000 }

/** Pause before the next attempt, in milliseconds, doubled each time, where the server names none. */
const PAUSE_MS = 50

/** Calls under way at once. The other server computes batches of 8 and turns away more than 64. */
const INTERACTIVE_CALLS = 16
const BULK_CALLS = 2

/** Calls that may wait for one of those: with 5 ms a question the last one waits .3 s. */
const MAX_WAITING = 64

/** A full line is mostly done after this time. */
const RETRY_AFTER_SECONDS = 1

/** A request has at most this many texts, and characters: a body may have 64 kB, three for each. */
const TEXTS_PER_REQUEST = 64
const CHARACTERS_PER_REQUEST = 16_000

/** Options of {@link createRemoteEmbedder}. */
export interface RemoteEmbedderOptions {
  /** Address of another server of ours, with or without `/v1`. */
  readonly url: string
  /** A key of that server with the scope `answers`, where it wants one. */
  readonly apiKey?: string | undefined
  /** Fingerprint of the embedder that the gate was fitted with; any will do when left out. */
  readonly expected?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Other limits, for tests. */
  readonly patience?: { readonly start?: Patience; readonly interactive?: Patience }
}

/**
 * The model of another server of ours, asked over its `POST /v1/embeddings`; nothing of it is loaded
 * here. The vectors are the same, bit by bit, and recent questions are kept. Calls of up to 8 texts are
 * tried again for 3 s when the server is busy or cannot be reached, larger ones for 5 minutes. There is
 * no other model to fall back to: vectors of two models cannot be compared.
 *
 * @throws AppError `bad_configuration` that names the address when no server answers there for a minute,
 * it refuses, or has another model than `expected`.
 */
export async function createRemoteEmbedder(options: RemoteEmbedderOptions): Promise<Embedder> {
  const { expected, signal } = options
  const { start = START, interactive = INTERACTIVE } = options.patience ?? {}
  const base = new URL(options.url)
  const source = base.host
  const root = `${base.origin}${base.pathname.replace(/\/(?:v1\/?)?$/, '')}/v1`
  const headers = {
    'content-type': 'application/json',
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
  }
  const send = (path: string, init: RequestInit, patience: Patience, stop?: AbortSignal) =>
    sendPatiently(`${root}${path}`, { ...init, headers }, patience, source, stop)

  const model = embeddingModelSchema.safeParse(
    await send(`/models/${EMBEDDING_MODEL}`, {}, start, signal).catch((error: unknown) => {
      signal?.throwIfAborted()
      const found = error instanceof AppError ? error.message : 'an address that cannot be used'
      throw bad('a server with an embedding model', found)
    }),
  )
  if (!model.success) {
    throw bad('a server with an embedding model', `${source}: something else in its place`)
  }
  const { system_fingerprint: fingerprint, dimensions } = model.data
  if (expected !== undefined && fingerprint !== expected) {
    throw bad(
      `the model ${expected}, which index and gate were made with`,
      `${fingerprint} at ${source}: run the same release there and here`,
    )
  }

  const lines = {
    interactive: createRequestLine(INTERACTIVE_CALLS, MAX_WAITING),
    bulk: createRequestLine(BULK_CALLS, MAX_WAITING),
  }

  async function request(
    input: readonly string[],
    role: TextRole,
    patience: Patience,
    stop: AbortSignal | undefined,
  ): Promise<Float32Array[]> {
    const body = JSON.stringify({
      model: `${EMBEDDING_MODEL}:${role}`,
      input,
      encoding_format: 'base64',
    })
    const parsed = embeddingsResponseSchema.safeParse(
      await send('/embeddings', { method: 'POST', body }, patience, stop),
    )
    if (!parsed.success || parsed.data.data.length !== input.length) {
      throw new AppError('bad_model', `${source}: expected ${input.length} vectors, found others`)
    }
    // The other server may have been started anew, with another release.
    if (parsed.data.system_fingerprint !== fingerprint) {
      throw new AppError(
        'bad_model',
        `${source}: expected the model ${fingerprint}, found ${parsed.data.system_fingerprint}: restart this server with the same release`,
      )
    }
    const vectors = new Array<Float32Array>(input.length)
    for (const { index, embedding } of parsed.data.data) vectors[index] = vectorOf(embedding)
    return input.map((_, index) => {
      const vector = vectors[index] ?? new Float32Array()
      checkUnitVector(vector, dimensions, source)
      return vector
    })
  }

  const embed: Embedder['embed'] = async (texts, role, stop) => {
    stop?.throwIfAborted()
    const isInteractive = texts.length <= INTERACTIVE_TEXTS
    const line = isInteractive ? lines.interactive : lines.bulk
    const patience = isInteractive ? interactive : BULK
    return line.run(async () => {
      const vectors: Float32Array[] = []
      // One after the other: the model of the other server computes them so in any case.
      for (const part of partsOf(texts)) {
        vectors.push(...(await request(part, role, patience, stop)))
      }
      return vectors
    }, stop)
  }

  return {
    fingerprint,
    dimensions,
    embed: cacheQueries(embed, DEFAULT_QUERY_CACHE_SIZE).embed,
    waiting: () => lines.interactive.waiting() + lines.bulk.waiting(),
    close: async () => {},
  }
}

/** Texts by request, in order. */
function partsOf(texts: readonly string[]): string[][] {
  const parts: string[][] = []
  let characters = 0
  for (const text of texts) {
    // No model reads so far into a text, and the other server would refuse it.
    const sent = text.slice(0, CHARACTERS_PER_REQUEST)
    const last = parts.at(-1)
    const isFull =
      last === undefined ||
      last.length >= TEXTS_PER_REQUEST ||
      characters + sent.length > CHARACTERS_PER_REQUEST
    if (isFull) parts.push([sent])
    else last.push(sent)
    characters = (isFull ? 0 : characters) + sent.length
  }
  return parts
}

/** What came of an attempt that may be made again. */
interface Failure {
  readonly found: string
  readonly waitMs: number | undefined
}

/**
 * The JSON that a server answers with; asks again while it cannot be reached or is busy.
 *
 * @throws AppError `overloaded` when that does not end in time; `bad_model` with the status when the
 * server refuses; the signal's reason.
 */
async function sendPatiently(
  url: string,
  init: RequestInit,
  { attemptMs, totalMs }: Patience,
  source: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const deadline = performance.now() + totalMs
  for (let pause = PAUSE_MS; ; pause *= 2) {
    signal?.throwIfAborted()
    const left = deadline - performance.now()
    const tried = await sendOnce(url, init, Math.min(attemptMs, Math.max(left, 1)), source, signal)
    if ('json' in tried) return tried.json
    const waitMs = tried.waitMs ?? pause
    if (performance.now() + waitMs >= deadline) {
      // Not kept as the cause: what a server says may hold the key.
      throw new AppError('overloaded', `${source}: expected vectors, found ${tried.found}`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    await wait(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {})
  }
}

async function sendOnce(
  url: string,
  init: RequestInit,
  attemptMs: number,
  source: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly json: unknown } | Failure> {
  const timeout = AbortSignal.timeout(Math.ceil(attemptMs))
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      ...init,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    text = await response.text()
  } catch (error) {
    signal?.throwIfAborted()
    return { found: timeout.aborted ? 'no answer in time' : causeOf(error), waitMs: undefined }
  }
  const { status } = response
  if (status === 200) {
    try {
      return { json: JSON.parse(text) }
    } catch {
      throw new AppError('bad_model', `${source}: expected JSON, found something else`)
    }
  }
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    const waitMs = Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : undefined
    return { found: `HTTP status ${status}`, waitMs }
  }
  throw new AppError('bad_model', `${source}: expected vectors, found HTTP status ${status}`)
}

/** The system's code of what made a request fail. */
function causeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code
  }
  return 'no answer'
}

function bad(expected: string, found: string): AppError {
  return new AppError('bad_configuration', `EMBEDDINGS_URL: expected ${expected}, found ${found}`)
}
