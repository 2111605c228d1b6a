import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from './database.js'
import type { Owner } from './record-types.js'
import { firstRowOf } from './rows.js'
import { storableJson } from './storable.js'

/** How long a response can be had again, in milliseconds: a day, as callers expect. */
const KEPT_MS = 86_400_000

/**
 * How long a request is taken to be under way without a word of its server, in milliseconds, before
 * another one with its key begins anew: three of {@link RENEW_MS}, so that one that is late does not
 * count as dead. The caller whose server died waits so long; clocks of servers may differ by less.
 */
const LEASE_MS = 15_000

/** How often a server that is still at a request says so, in milliseconds. */
export const RENEW_MS = 5_000

/** A response as it was sent, to be sent again. */
export const keptResponseSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
/** A response as it was sent. */
export type KeptResponse = z.infer<typeof keptResponseSchema>

/** What is to be done with a request that has an idempotency key. */
export type IdempotencyBegin =
  /** Do it, then `complete` or `release` the ticket. */
  | { readonly kind: 'fresh'; readonly ticket: IdempotencyTicket }
  /** The same request is under way. */
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'replay'; readonly response: KeptResponse }
  /** The key was used for another request. */
  | { readonly kind: 'conflict' }

/** The right to do a request. */
export interface IdempotencyTicket {
  readonly owner: Owner
  readonly key: string
  readonly ticket: string
}

/** Requests that may be sent twice and are done once. */
export interface Idempotency {
  /**
   * @param key As the caller made it up; keys of different owners have nothing to do with each other.
   * @param bodyHash Of everything that makes the request this request.
   */
  begin(key: string, owner: Owner, bodyHash: string): Promise<IdempotencyBegin>
  /** Says that the request is still under way. False when the ticket has run out meanwhile. */
  renew(ticket: IdempotencyTicket): Promise<boolean>
  /** Keeps the response for a day. False when the ticket has run out meanwhile; nothing is kept then. */
  complete(ticket: IdempotencyTicket, response: KeptResponse): Promise<boolean>
  /** Gives the key free after a failure, so that trying again does it. */
  release(ticket: IdempotencyTicket): Promise<void>
}

const ticketSchema = z.object({ ticket: z.uuid() })
const heldSchema = z.object({ bodyHash: z.string(), response: keptResponseSchema.nullable() })

// Takes the key when it is free: never used, past its time, or left behind by a process that died
// while it did this same request.
const TAKE = `
  insert into idempotency (owner, key, body_hash, ticket, lease_until, expires_at)
  values ($1::text, $2::text, $3::text, $4::uuid, $5::timestamptz, $6::timestamptz)
  on conflict (owner, key) do update
    set body_hash = excluded.body_hash, ticket = excluded.ticket, response = null,
        lease_until = excluded.lease_until, expires_at = excluded.expires_at
    where idempotency.expires_at <= $7::timestamptz
       or (idempotency.response is null and idempotency.lease_until <= $7::timestamptz
           and idempotency.body_hash = excluded.body_hash)
  returning ticket`

/** Creates the store of idempotency keys over a database whose tables are up to date. */
export function createIdempotency(
  database: Database,
  now: () => Date = () => new Date(),
): Idempotency {
  return {
    async begin(key, owner, bodyHash) {
      const present = now()
      const at = (ms: number) => new Date(present.getTime() + ms).toISOString()
      const taken = await database.query(TAKE, [
        owner ?? '',
        key,
        bodyHash,
        randomUUID(),
        at(LEASE_MS),
        at(KEPT_MS),
        at(0),
      ])
      const ticket = firstRowOf(ticketSchema, taken)?.ticket
      if (ticket !== undefined) return { kind: 'fresh', ticket: { owner, key, ticket } }

      const result = await database.query(
        `select body_hash as "bodyHash", response from idempotency
          where owner = $1::text and key = $2::text`,
        [owner ?? '', key],
      )
      const held = firstRowOf(heldSchema, result)
      // It was given free between the two statements: the caller's next try begins anew.
      if (held === undefined) return { kind: 'in_flight' }
      if (held.bodyHash !== bodyHash) return { kind: 'conflict' }
      if (held.response === null) return { kind: 'in_flight' }
      return { kind: 'replay', response: held.response }
    },
    async renew({ owner, key, ticket }) {
      const { rowCount } = await database.query(
        `update idempotency set lease_until = $4::timestamptz
          where owner = $1::text and key = $2::text and ticket = $3::uuid and response is null`,
        [owner ?? '', key, ticket, new Date(now().getTime() + LEASE_MS).toISOString()],
      )
      return rowCount > 0
    },
    async complete({ owner, key, ticket }, response) {
      const { rowCount } = await database.query(
        `update idempotency set response = $4::jsonb
          where owner = $1::text and key = $2::text and ticket = $3::uuid`,
        [owner ?? '', key, ticket, storableJson(response)],
      )
      return rowCount > 0
    },
    async release({ owner, key, ticket }) {
      await database.query(
        `delete from idempotency
          where owner = $1::text and key = $2::text and ticket = $3::uuid and response is null`,
        [owner ?? '', key, ticket],
      )
    },
  }
}
