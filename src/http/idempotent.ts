import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Answer, answerSchema } from '../domain/answer.js'
import { AppError } from '../errors.js'
import { RENEW_MS } from '../records/idempotency.js'
import type { Owner } from '../records/record-types.js'
import type { ResilientRecords } from '../records/resilient-records.js'

/** Visible ASCII, as short as a header should be. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** An answer is written within seconds: so soon its first asking is done. */
const RETRY_AFTER_SECONDS = 2

/** A request that may be sent twice. */
export interface IdempotentRequest {
  /** The answer that was given before, when there was one. */
  readonly replay: Answer | undefined
  /** Keeps the answer, so that the same request gets it again. */
  done(answer: Answer): Promise<void>
  /** Gives the key free, so that trying again answers. */
  failed(): Promise<void>
}

const PLAIN: IdempotentRequest = {
  replay: undefined,
  done: async () => {},
  failed: async () => {},
}

/**
 * Reads `Idempotency-Key`: the same key with the same body within a day gets the same answer. While
 * the record store is away the request is done as if it had no key.
 *
 * @throws AppError `invalid_request` for a key of another form, `conflict` when it was used with
 * another body or its request is still under way.
 */
export async function beginIdempotent(
  records: ResilientRecords | undefined,
  request: FastifyRequest,
  owner: Owner,
): Promise<IdempotentRequest> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return PLAIN
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new AppError(
      'invalid_request',
      'Idempotency-Key: expected 1 to 255 visible ASCII characters',
    )
  }
  if (records === undefined) return PLAIN
  const hash = createHash('sha256').update(JSON.stringify(request.body)).digest('hex')
  const begun = await records.use(({ idempotency }) => idempotency.begin(key, owner, hash))
  switch (begun.kind) {
    case 'unavailable':
      return PLAIN
    case 'conflict':
      throw new AppError('conflict', 'Idempotency-Key: it was used with another body')
    case 'in_flight':
      throw new AppError('conflict', 'Idempotency-Key: its request is still under way', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    case 'replay':
      return { ...PLAIN, replay: answerSchema.parse(JSON.parse(begun.response.body)) }
    case 'fresh': {
      const { ticket } = begun
      const renewing = setInterval(() => {
        records
          .use(async ({ idempotency }) => idempotency.renew(ticket))
          .catch((error: unknown) => request.log.warn({ err: error }, 'key not held on to'))
      }, RENEW_MS).unref()
      return {
        replay: undefined,
        done: async (answer) => {
          clearInterval(renewing)
          const response = { status: 200, headers: {}, body: JSON.stringify(answer) }
          await records.use(async ({ idempotency }) => idempotency.complete(ticket, response))
        },
        failed: async () => {
          clearInterval(renewing)
          await records.use(async ({ idempotency }) => idempotency.release(ticket))
        },
      }
    }
  }
}
