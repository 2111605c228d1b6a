import { isExpired } from '../records/keys.js'
import type { ResilientRecords } from '../records/resilient-records.js'

/** Origins that keys are bound to. */
export interface KeyOrigins {
  /** Whether some live key is for pages of this origin. */
  has(origin: string): Promise<boolean>
}

/** How long a list of origins counts, in milliseconds: so late may a new key be known here. */
const FRESH_MS = 30_000

/**
 * Remembers the origins of the keys that are neither revoked nor expired. While the store is away
 * the last list counts.
 */
export function createKeyOrigins(
  records: ResilientRecords | undefined,
  now: () => Date = () => new Date(),
): KeyOrigins {
  let origins: ReadonlySet<string> = new Set()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  async function read(store: ResilientRecords): Promise<void> {
    const found = await store.use(async ({ keys }) => ({
      kind: 'list' as const,
      keys: await keys.list(),
    }))
    if (found.kind === 'unavailable') return
    const present = now()
    const live = found.keys.filter((key) => key.revokedAt === null && !isExpired(key, present))
    origins = new Set(live.flatMap((key) => key.origins))
    readAt = present.getTime()
  }

  return {
    async has(origin) {
      if (records !== undefined && now().getTime() - readAt >= FRESH_MS) {
        reading ??= read(records).finally(() => {
          reading = undefined
        })
        await reading
      }
      return origins.has(origin)
    },
  }
}
