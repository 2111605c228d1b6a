import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Embedder } from '../embedding/embedder.js'
import { AppError } from '../errors.js'
import {
  embeddingsCallOf,
  embeddingsJson,
  embeddingsRequestSchema,
  embeddingsResponseSchema,
} from '../openai/embeddings.js'
import { errorEnvelopeSchema } from '../openai/error-envelope.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'

/** A model that this process runs itself, so that others can ask it. */
export type OwnModel = Pick<Embedder, 'fingerprint' | 'dimensions' | 'embed'>

/** Statuses of the errors that it may answer with. */
const REFUSALS = [400, 401, 403, 404, 406, 413, 415, 429, 500, 503] as const

/**
 * `POST /v1/embeddings`: the embedding model for other servers and for clients of OpenAI's API. A
 * server without a model of its own refuses: passing texts on would make two queues of one, and a
 * circle of two servers that name each other.
 */
export function registerEmbeddingsRoute(app: FastifyInstance, model: OwnModel | undefined): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/v1/embeddings',
    config: { bounded: true },
    schema: {
      operationId: 'createEmbeddings',
      summary: 'Turn texts into vectors',
      description:
        'In the form of OpenAI, errors too. The vectors have length 1: their scalar product is their cosine. A server that uses the model of another does not offer this.',
      tags: ['Embeddings'],
      body: embeddingsRequestSchema,
      response: {
        200: embeddingsResponseSchema,
        ...Object.fromEntries(REFUSALS.map((status) => [status, errorEnvelopeSchema])),
      },
    },
    handler: async ({ body }, reply) => {
      if (model === undefined) {
        const message = 'expected a server with an embedding model of its own, found one without'
        const details = [{ path: 'model', message }]
        throw new AppError('not_found', `model: ${message}`, { details })
      }
      const { texts, role } = embeddingsCallOf(body, model.dimensions)
      const vectors = await model.embed(texts, role, abortOnDisconnect(reply))
      const json = await embeddingsJson(body, texts, vectors, model.fingerprint)
      // Written already: the serialiser of the schema would hold up others while it looks at each number.
      const written: FastifyReply = reply
      return written
        .type('application/json; charset=utf-8')
        .serializer((payload: unknown) => String(payload))
        .send(json)
    },
  })
}
