import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from './database.js'
import { createKeyText, hashOfKey, prefixOfKey, sameHash } from './key-text.js'
import type { Owner } from './record-types.js'
import { firstRowOf, isUuid, momentSchema, rowsOf } from './rows.js'
import { storableText } from './storable.js'

/** How exactly "last used" is kept, in milliseconds, so that not every request writes. */
const LAST_USED_STEP_MS = 60_000

/** What a key may be used for. */
export const keyScopeSchema = z.enum(['answers', 'metrics', 'admin'])
/** What a key may be used for. */
export type KeyScope = z.infer<typeof keyScopeSchema>

/** An API key as it is kept: without its secret. */
export const apiKeySchema = z.object({
  id: z.uuid(),
  prefix: z.string(),
  name: z.string(),
  scopes: z.array(keyScopeSchema),
  /** Origins of pages that may use it; empty when every one may. */
  origins: z.array(z.string()),
  /** Requests a minute; null for the server's own limit. */
  limitPerMinute: z.int().nullable(),
  /** Tokens of a language model a day (UTC); null without a limit. */
  dailyTokens: z.int().nullable(),
  createdAt: momentSchema,
  expiresAt: momentSchema.nullable(),
  revokedAt: momentSchema.nullable(),
  /** To the minute. */
  lastUsedAt: momentSchema.nullable(),
})
/** An API key as it is kept. */
export type ApiKey = z.infer<typeof apiKeySchema>

/** What a new key is made with. */
export interface NewKey {
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly origins?: readonly string[]
  readonly limitPerMinute?: number
  readonly dailyTokens?: number
  readonly expiresAt?: string
}

/** Whether a presented key is good; only who has its secret is told that it was once. */
export type KeyCheck =
  | { readonly kind: 'valid'; readonly key: ApiKey }
  | { readonly kind: 'unknown' | 'expired' | 'revoked' }

/** API keys and what they have used. */
export interface Keys {
  /** Makes a key; `text` is the only time that its secret is to be had. */
  create(key: NewKey): Promise<{ readonly text: string; readonly key: ApiKey }>
  /** All keys, the oldest first, revoked and expired ones among them. */
  list(): Promise<readonly ApiKey[]>
  /** Revokes a key by its id or prefix; doing it again changes nothing. */
  revoke(idOrPrefix: string): Promise<{ readonly kind: 'revoked' | 'not_found' }>
  find(presented: string): Promise<KeyCheck>
  /** Notes that a key was used now. */
  touch(id: string): Promise<void>
  /** Adds to the tokens that an owner has used today (UTC). */
  addTokens(owner: Owner, tokens: number): Promise<void>
  /** Tokens that an owner has used today (UTC); for null, all requests without a key together. */
  tokensToday(owner: Owner): Promise<number>
  /** Tokens that all owners together have used today (UTC). */
  tokensTodayOfAll(): Promise<number>
}

/** Compared with where there is no key, so that an unknown prefix takes as long as a wrong secret. */
const NO_HASH = hashOfKey('')

const COLUMNS = `
  id, prefix, name, scopes, origins, limit_per_minute as "limitPerMinute",
  daily_tokens as "dailyTokens", created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`

const hashedKeySchema = apiKeySchema.extend({ secretHash: z.string() })
const tokensSchema = z.object({ tokens: z.number() })

/** Creates the store of keys over a database whose tables are up to date. */
export function createKeys(database: Database, now: () => Date = () => new Date()): Keys {
  const today = () => `${now().toISOString().slice(0, 10)}T00:00:00.000Z`

  return {
    async create({ name, scopes, origins = [], limitPerMinute, dailyTokens, expiresAt }) {
      const { text, prefix, hash } = createKeyText()
      const key: ApiKey = {
        id: randomUUID(),
        prefix,
        name: storableText(name),
        scopes: [...scopes],
        origins: [...origins],
        limitPerMinute: limitPerMinute ?? null,
        dailyTokens: dailyTokens ?? null,
        createdAt: now().toISOString(),
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
        revokedAt: null,
        lastUsedAt: null,
      }
      await database.query(
        `insert into api_keys (id, prefix, secret_hash, name, scopes, origins, limit_per_minute,
                               daily_tokens, created_at, expires_at)
         values ($1::uuid, $2, $3, $4, $5::text[], $6::text[], $7::int4, $8::int4,
                 $9::timestamptz, $10::timestamptz)`,
        [
          key.id,
          prefix,
          hash,
          key.name,
          key.scopes,
          key.origins,
          key.limitPerMinute,
          key.dailyTokens,
          key.createdAt,
          key.expiresAt,
        ],
      )
      return { text, key }
    },
    async list() {
      const result = await database.query(`select ${COLUMNS} from api_keys order by created_at, id`)
      return rowsOf(apiKeySchema, result)
    },
    async revoke(idOrPrefix) {
      const { rowCount } = await database.query(
        `update api_keys set revoked_at = coalesce(revoked_at, $3::timestamptz)
          where id = $1::uuid or prefix = $2::text`,
        [isUuid(idOrPrefix) ? idOrPrefix : null, idOrPrefix, now().toISOString()],
      )
      return { kind: rowCount === 0 ? 'not_found' : 'revoked' }
    },
    async find(presented) {
      const prefix = prefixOfKey(presented)
      if (prefix === undefined) return { kind: 'unknown' }
      const result = await database.query(
        `select ${COLUMNS}, secret_hash as "secretHash" from api_keys where prefix = $1`,
        [prefix],
      )
      const row = firstRowOf(hashedKeySchema, result)
      const same = sameHash(hashOfKey(presented), row?.secretHash ?? NO_HASH)
      if (row === undefined || !same) return { kind: 'unknown' }
      const { secretHash: _, ...key } = row
      if (key.revokedAt !== null) return { kind: 'revoked' }
      return isExpired(key, now()) ? { kind: 'expired' } : { kind: 'valid', key }
    },
    async touch(id) {
      const present = now()
      const before = new Date(present.getTime() - LAST_USED_STEP_MS)
      await database.query(
        `update api_keys set last_used_at = $2::timestamptz
          where id = $1::uuid and (last_used_at is null or last_used_at < $3::timestamptz)`,
        [id, present.toISOString(), before.toISOString()],
      )
    },
    async addTokens(owner, tokens) {
      await database.query(
        `insert into token_use (owner, day, tokens)
         values ($1::text, $2::timestamptz, $3::int8)
         on conflict (owner, day) do update set tokens = token_use.tokens + excluded.tokens`,
        [owner ?? '', today(), tokens],
      )
    },
    async tokensToday(owner) {
      const result = await database.query(
        'select tokens from token_use where owner = $1::text and day = $2::timestamptz',
        [owner ?? '', today()],
      )
      return firstRowOf(tokensSchema, result)?.tokens ?? 0
    },
    async tokensTodayOfAll() {
      const result = await database.query(
        `select coalesce(sum(tokens), 0)::float8 as tokens from token_use
          where day = $1::timestamptz`,
        [today()],
      )
      return firstRowOf(tokensSchema, result)?.tokens ?? 0
    },
  }
}

/** Whether a key's time is over. */
export function isExpired({ expiresAt }: ApiKey, present: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= present.getTime()
}
