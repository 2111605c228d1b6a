import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import { messageOf } from '../errors.js'
import type { RateCount } from '../records/rate-counts.js'
import type { LocalCounts } from './local-counts.js'
import type { SharedCounts } from './shared-counts.js'

type Callback = (error: Error | null, result?: { current: number; ttl: number }) => void

/** The store of `@fastify/rate-limit` with the reading that only its own stores declare. */
interface ReadableStore extends FastifyRateLimitStore {
  read(caller: string, callback: Callback): void
}

const resultOf = ({ hits, leftMs }: RateCount) => ({ current: hits, ttl: leftMs })

/**
 * Our counts in the form that `@fastify/rate-limit` takes, which is a class: the limit of requests
 * counts over all servers, a further limit in memory.
 *
 * @param newLocal Makes the counts of a further limit.
 */
export function countStore(
  shared: SharedCounts,
  newLocal: () => LocalCounts,
): FastifyRateLimitStoreCtor {
  return class implements FastifyRateLimitStore {
    incr(caller: string, callback: Callback): void {
      void tell(shared.add(caller), callback)
    }

    child(): ReadableStore {
      return localStore(newLocal())
    }
  }
}

async function tell(counted: Promise<RateCount>, callback: Callback): Promise<void> {
  let count: RateCount
  try {
    count = await counted
  } catch (error) {
    callback(error instanceof Error ? error : new Error(messageOf(error)))
    return
  }
  callback(null, resultOf(count))
}

function localStore(local: LocalCounts): ReadableStore {
  const store: ReadableStore = {
    incr: (caller, callback, windowMs) => callback(null, resultOf(local.add(caller, windowMs))),
    read: (caller, callback) => callback(null, resultOf(local.read(caller))),
    child: () => store,
  }
  return store
}
