import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../errors.js'
import type { Embedder } from './embedder.js'
import { cacheQueries, DEFAULT_QUERY_CACHE_SIZE } from './query-cache.js'
import { settleOrAbort } from './settle-or-abort.js'
import { toUnitVector } from './unit-vectors.js'

/** From the request to the last byte of the answer: 64 texts take a hosted model about a second. */
const ATTEMPT_TIMEOUT_MS = 30_000

/** After the first attempt; LangChain waits one to two seconds, then two to four. */
const DEFAULT_MAX_RETRIES = 2

/** Texts of one request: far below the 2,048 of the protocol, because local servers allow less. */
const TEXTS_PER_REQUEST = 64

/** Requests of one call at a time. */
const MAX_CONCURRENCY = 2

/** Calls under way; more wait for nothing but a slow server. */
const MAX_CALLS = 32

/** When a server is as slow as that, sooner makes no sense. */
const RETRY_AFTER_SECONDS = 1

const FINGERPRINT_DIGITS = 16

/** Asks a model for its dimensions; any text would do. */
const PROBE = 'dimensions'

const answerSchema = z.array(z.array(z.number()))

/** Options of {@link createOpenAIEmbedder}. */
export interface OpenAIEmbedderOptions {
  /** Such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  /** Sent to the server, which must support it; without it the model's own number is used. */
  readonly dimensions?: number
  /** Attempts after the first, when the server cannot be reached or is busy; 2 by default. */
  readonly maxRetries?: number
}

/**
 * A model behind the embeddings endpoint of OpenAI or of a server that speaks its protocol, used
 * through LangChain's `OpenAIEmbeddings` (loaded here, not with the module). One text is embedded
 * first, which shows the dimensions and that address, key and model are right. Role prefixes are
 * not added: models of this kind have none. Texts over the model's limit are the server's matter.
 *
 * @throws AppError `bad_model` that names the host when the server cannot be reached, refuses, or
 * answers with something else; `bad_configuration` when `baseUrl` is not a URL.
 */
export async function createOpenAIEmbedder(options: OpenAIEmbedderOptions): Promise<Embedder> {
  const url = parseUrl(options.baseUrl)
  const request = await createRequest(options, url)
  const [probe] = await request([PROBE])
  const dimensions = options.dimensions ?? probe?.length ?? 0
  toUnitVector(probe ?? [], dimensions, url.host)

  let underWay = 0
  const embed: Embedder['embed'] = async (texts, _role, signal) => {
    signal?.throwIfAborted()
    if (texts.length === 0) return []
    if (underWay >= MAX_CALLS) {
      throw new AppError('overloaded', `${url.host}: ${underWay} calls are under way`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    underWay += 1
    try {
      const vectors = await settleOrAbort(request(texts, signal), signal)
      return vectors.map((vector) => toUnitVector(vector, dimensions, url.host))
    } finally {
      underWay -= 1
    }
  }

  const identity = [url.origin, url.pathname, options.model, dimensions]
  return {
    fingerprint: createHash('sha256')
      .update(JSON.stringify(identity))
      .digest('hex')
      .slice(0, FINGERPRINT_DIGITS),
    dimensions,
    embed: cacheQueries(embed, DEFAULT_QUERY_CACHE_SIZE).embed,
    close: async () => {},
  }
}

async function createRequest(options: OpenAIEmbedderOptions, url: URL) {
  const { OpenAIEmbeddings } = await import('@langchain/openai')
  const { apiKey, model, dimensions } = options

  return async (texts: readonly string[], signal?: AbortSignal): Promise<number[][]> => {
    // One for each call, because OpenAIEmbeddings takes no signal: it reaches the socket by fetch.
    const embeddings = new OpenAIEmbeddings({
      apiKey,
      model,
      ...(dimensions === undefined ? {} : { dimensions }),
      encodingFormat: 'float',
      stripNewLines: false,
      batchSize: TEXTS_PER_REQUEST,
      maxConcurrency: MAX_CONCURRENCY,
      maxRetries: options.maxRetries ?? DEFAULT_MAX_RETRIES,
      configuration: { baseURL: url.href, fetch: fetchUntil(signal) },
    })
    let answer: unknown
    try {
      answer = await embeddings.embedDocuments([...texts])
    } catch (error) {
      // Not kept as the cause: a server may repeat the key in its message.
      throw new AppError('bad_model', `${url.host}: the embedding model failed: ${kindOf(error)}`)
    }
    const parsed = answerSchema.safeParse(answer)
    if (!parsed.success) {
      throw new AppError(
        'bad_model',
        `${url.host}: expected lists of numbers, found something else`,
      )
    }
    return parsed.data
  }
}

/** `fetch` that ends with the signal or after the time limit, the reading of the body included. */
function fetchUntil(signal: AbortSignal | undefined): typeof fetch {
  return (input, init) => {
    const signals = [AbortSignal.timeout(ATTEMPT_TIMEOUT_MS), signal, init?.signal]
    return fetch(input, {
      ...init,
      signal: AbortSignal.any(signals.filter((one) => one instanceof AbortSignal)),
    })
  }
}

function parseUrl(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw new AppError('bad_configuration', 'base URL of the embedding model: expected a URL')
  }
}

/** HTTP status or system error code of an error or of its causes; never a server's own words. */
function kindOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('status' in one && typeof one.status === 'number') return `HTTP status ${one.status}`
    if ('code' in one && typeof one.code === 'string' && /^E[A-Z_]+$/.test(one.code))
      return one.code
    if (one.name === 'TimeoutError') return `no answer within ${ATTEMPT_TIMEOUT_MS} ms`
  }
  return 'no answer, or one of another form'
}
