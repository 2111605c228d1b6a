import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { TextRole } from '../embedding/embedder.js'
import { AppError } from '../errors.js'
import { tokensOf } from './chat-completion.js'

/** Name of the model that turns texts into vectors; `:query` or `:passage` behind it says what they are. */
export const EMBEDDING_MODEL = 'policy-assistant-embedding'

/** What a text may be called. */
export const EMBEDDING_ROLES = ['query', 'passage'] as const satisfies readonly TextRole[]

/** All names of the model. */
export const EMBEDDING_MODELS: readonly string[] = [
  EMBEDDING_MODEL,
  ...EMBEDDING_ROLES.map((role) => `${EMBEDDING_MODEL}:${role}`),
]

/** Texts of one request: what LangChain sends at once by default. A body has 64 kB besides. */
export const EMBEDDING_MAX_TEXTS = 512

const INPUT_EXPECTED = `expected a text, or a list of 1 to ${EMBEDDING_MAX_TEXTS}, none of them empty; tokens of other models are not read`

/** Vectors written before other requests have their turn: each takes some .1 ms. */
const VECTORS_AT_ONCE = 16

/**
 * Body of `POST /v1/embeddings`. What is not named here (`user`, …) is accepted and passed over, as in
 * the other routes of this protocol.
 */
export const embeddingsRequestSchema = z.looseObject({
  model: z.string().min(1).describe('With what the texts are behind it or not'),
  input: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(EMBEDDING_MAX_TEXTS)], {
      error: INPUT_EXPECTED,
    })
    .describe('Texts; what is over 512 tokens of a passage and 128 of a question is cut off'),
  encoding_format: z
    .enum(['float', 'base64'])
    .nullish()
    .describe('`base64` is of 32-bit numbers, the lowest byte first; `float` when left out'),
  dimensions: z.int().nullish().describe('The number that the model has, or left out'),
  input_type: z
    .enum(EMBEDDING_ROLES)
    .nullish()
    .describe('What the texts are, where the name of the model does not say it; `query` at last'),
})
/** A checked request for vectors. */
export type EmbeddingsRequest = z.infer<typeof embeddingsRequestSchema>

/** Body of its response. */
export const embeddingsResponseSchema = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  model: z.string(),
  system_fingerprint: z
    .string()
    .describe('Of model, tokenizer and roles: vectors of one fingerprint can be compared'),
  usage: z.object({
    prompt_tokens: z.int().describe('An estimate'),
    total_tokens: z.int(),
  }),
})

/** What `GET /v1/models/{id}` tells of the model besides what it tells of others. */
export const embeddingModelSchema = z.looseObject({
  id: z.string(),
  system_fingerprint: z.string(),
  dimensions: z.int().positive(),
})

/** What a request asks the model for. */
export interface EmbeddingsCall {
  readonly texts: readonly string[]
  readonly role: TextRole
}

/** The role in a name of the model, null for none; undefined when it is another model's name. */
export function roleInModel(id: string): TextRole | null | undefined {
  if (id === EMBEDDING_MODEL) return null
  return EMBEDDING_ROLES.find((role) => id === `${EMBEDDING_MODEL}:${role}`)
}

/**
 * What a request asks for.
 *
 * @param dimensions Numbers in a vector of the model.
 * @throws AppError `not_found` for another model; `invalid_request` for other dimensions and two roles.
 */
export function embeddingsCallOf(
  { model, input, dimensions, input_type: inputType }: EmbeddingsRequest,
  own: number,
): EmbeddingsCall {
  const role = roleInModel(model)
  if (role === undefined) throw unknownModel(model)
  if (dimensions !== undefined && dimensions !== null && dimensions !== own) {
    throw refusal('dimensions', `expected ${own}, found ${dimensions}`)
  }
  if (role !== null && inputType !== undefined && inputType !== null && inputType !== role) {
    throw refusal('input_type', `expected ${role} as in the name of the model, found ${inputType}`)
  }
  return { texts: [input].flat(), role: role ?? inputType ?? 'query' }
}

/** Refuses the name of a model that turns no texts into vectors here. */
function unknownModel(id: string): AppError {
  const message = `expected ${EMBEDDING_MODELS.join(' or ')}, found "${id}"`
  return new AppError('not_found', `model: ${message}`, { details: [{ path: 'model', message }] })
}

/** The response as JSON. Written bit by bit, because hundreds of vectors take some 50 ms. */
export async function embeddingsJson(
  { model, encoding_format: format }: EmbeddingsRequest,
  texts: readonly string[],
  vectors: readonly Float32Array[],
  fingerprint: string,
): Promise<string> {
  const data: string[] = []
  let tokens = 0
  for (const [index, vector] of vectors.entries()) {
    const embedding = format === 'base64' ? base64Of(vector) : [...vector]
    data.push(JSON.stringify({ object: 'embedding', index, embedding }))
    tokens += tokensOf(texts[index] ?? '')
    if (index % VECTORS_AT_ONCE === VECTORS_AT_ONCE - 1) await setImmediate()
  }
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  const rest = JSON.stringify({ model, system_fingerprint: fingerprint, usage })
  return `{"object":"list","data":[${data.join(',')}],${rest.slice(1)}`
}

/** 32-bit numbers, the lowest byte first, as this protocol has them. */
function base64Of(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.byteLength)
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * Float32Array.BYTES_PER_ELEMENT)
  })
  return bytes.toString('base64')
}

/** The vector in a response, in either form. */
export function vectorOf(embedding: string | readonly number[]): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding)
  const bytes = Buffer.from(embedding, 'base64')
  return Float32Array.from(
    { length: Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT) },
    (_, index) => bytes.readFloatLE(index * Float32Array.BYTES_PER_ELEMENT),
  )
}

function refusal(path: string, message: string): AppError {
  return new AppError('invalid_request', `${path}: ${message}`, { details: [{ path, message }] })
}
