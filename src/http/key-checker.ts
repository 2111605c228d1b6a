import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { createKeyCache } from '../records/key-cache.js'
import { hashOfKey, KEY_START, prefixOfKey } from '../records/key-text.js'
import type { ApiKey, KeyCheck } from '../records/keys.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import type { WrongKeyGate } from './rate-limits.js'

/** Who asks, as far as a key tells. */
export type Caller =
  | { readonly kind: 'none' }
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'refused'; readonly reason: Exclude<KeyCheck['kind'], 'valid'> }
  /** The store cannot be asked, and the key is not remembered. */
  | { readonly kind: 'unavailable' }
  /** Its address has sent too many wrong keys, so this one was not looked up. */
  | { readonly kind: 'flooding'; readonly retryAfterSeconds: number }

/** Looks up the keys of requests. */
export interface KeyChecker {
  check(request: FastifyRequest): Promise<Caller>
}

const BEARER = /^bearer(?:\s+(.*))?$/is

/** Most keys that are remembered for each purpose here; a department has a few dozen. */
const REMEMBERED_KEYS = 1000

/** How often the use of a key is noted, in milliseconds: that is how exactly it is kept. */
const NOTE_USE_MS = 60_000

/**
 * Creates the check of keys. Looking up a wrong key costs the database a query, so an address that
 * sends many is stopped; keys that were good before pass even from there, because a proxy may stand
 * in front of many callers.
 */
export function createKeyChecker(
  records: ResilientRecords | undefined,
  gate: WrongKeyGate,
): KeyChecker {
  const wasGood = new LRUCache<string, true>({ max: REMEMBERED_KEYS })
  const usedLately = new LRUCache<string, true>({ max: REMEMBERED_KEYS, ttl: NOTE_USE_MS })
  const cache = createKeyCache(async (presented) =>
    records === undefined ? { kind: 'unknown' } : records.use(({ keys }) => keys.find(presented)),
  )

  function noteUse(key: ApiKey, request: FastifyRequest): void {
    if (usedLately.has(key.id)) return
    usedLately.set(key.id, true)
    records
      ?.use(async ({ keys }) => keys.touch(key.id))
      .catch((error: unknown) => request.log.warn({ err: error }, 'use of a key not noted'))
  }

  return {
    async check(request) {
      const presented = presentedKey(request)
      if (presented === undefined) return { kind: 'none' }
      // What is not formed like a key is never looked up.
      if (prefixOfKey(presented) === undefined) {
        return isPlaceholder(presented, request)
          ? { kind: 'none' }
          : { kind: 'refused', reason: 'unknown' }
      }
      const hash = hashOfKey(presented)
      if (!wasGood.has(hash)) {
        const retryAfterSeconds = await gate.closedFor(request)
        if (retryAfterSeconds > 0) return { kind: 'flooding', retryAfterSeconds }
      }
      const found = await cache.find(presented)
      switch (found.kind) {
        case 'valid':
          wasGood.set(hash, true)
          noteUse(found.key, request)
          return { kind: 'key', key: found.key }
        case 'unavailable':
          return found
        case 'unknown':
        case 'expired':
        case 'revoked':
          wasGood.delete(hash)
          await gate.count(request)
          return { kind: 'refused', reason: found.kind }
      }
    },
  }
}

/** Clients of OpenAI's API cannot send no key: where nobody needs one, they are given any word. */
const OPENAI_ROUTE = /^\/v1\//

function isPlaceholder(presented: string, { routeOptions }: FastifyRequest): boolean {
  return OPENAI_ROUTE.test(routeOptions.url ?? '') && !presented.startsWith(KEY_START)
}

/** The text behind `Bearer`; nothing when the header is missing or of another scheme. */
function presentedKey({ headers: { authorization } }: FastifyRequest): string | undefined {
  const match = BEARER.exec(authorization ?? '')
  return match === null ? undefined : (match[1] ?? '').trim()
}
