import type { ApiKey } from '../records/keys.js'
import type { Owner } from '../records/record-types.js'
import type { ResilientRecords } from '../records/resilient-records.js'

/** Why a language model may not be asked. */
export const WITHHELD_REASONS = ['key_budget', 'server_budget', 'store_away'] as const
/** Why a language model may not be asked. */
export type WithheldReason = (typeof WITHHELD_REASONS)[number]

/** Whether a language model may be asked; if not, why, and for how many seconds. */
export type Allowance =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'withheld'
      readonly reason: WithheldReason
      readonly retryAfterSeconds: number
    }

/** What a language model may cost a day (UTC), for each key and all callers together. */
export interface ModelBudget {
  /** Requests under way count with what they have cost so far. */
  allowanceOf(key: ApiKey | null): Promise<Allowance>
  /** Counts tokens, for a key's day and the server's. */
  spend(owner: Owner, tokens: number): void
}

/** What a budget is made of. */
export interface ModelBudgetOptions {
  /** Where tokens are counted; without it only here, until the process ends. */
  readonly records: Pick<ResilientRecords, 'use' | 'addTokens'> | undefined
  /** Tokens a day for all callers together; 0 for no limit. */
  readonly dailyTokens: number
  readonly now?: () => Date
  /** Told of each request that the model was withheld from. */
  readonly onWithheld?: ((reason: WithheldReason) => void) | undefined
}

/** Time, in seconds, after which a store that is away may be back. */
const STORE_AWAY_SECONDS = 5

const DAY_MS = 86_400_000

/**
 * Creates the count. While the store is away, nobody knows what is left to a key, so that a key with
 * a budget gets the words of the documents; for the server's budget counts what was last known and
 * what was spent here since.
 */
export function createModelBudget({
  records,
  dailyTokens,
  now = () => new Date(),
  onWithheld,
}: ModelBudgetOptions): ModelBudget {
  /** Tokens by owner that are on their way into the store, and so in no sum of it yet. */
  const unwritten = new Map<Owner, number>()
  let server = { day: dayOf(now()), stored: 0, since: 0 }

  function add(owner: Owner, tokens: number): void {
    const sum = (unwritten.get(owner) ?? 0) + tokens
    if (sum === 0) unwritten.delete(owner)
    else unwritten.set(owner, sum)
  }

  function today(): typeof server {
    const day = dayOf(now())
    if (server.day !== day) server = { day, stored: 0, since: 0 }
    return server
  }

  async function isKeySpent(key: ApiKey, limit: number): Promise<WithheldReason | undefined> {
    const pending = unwritten.get(key.id) ?? 0
    const used = await records?.use(async ({ keys }) => ({
      kind: 'used' as const,
      tokens: await keys.tokensToday(key.id),
    }))
    if (used?.kind !== 'used') return 'store_away'
    return used.tokens + pending < limit ? undefined : 'key_budget'
  }

  async function isServerSpent(): Promise<boolean> {
    const pending = [...unwritten.values()].reduce((sum, tokens) => sum + tokens, 0)
    const { day } = today()
    const used = await records?.use(async ({ keys }) => ({
      kind: 'used' as const,
      tokens: await keys.tokensTodayOfAll(),
    }))
    const count = today()
    if (used?.kind === 'used' && count.day === day) {
      count.stored = used.tokens
      count.since = pending
    }
    return count.stored + count.since >= dailyTokens
  }

  async function reasonFor(key: ApiKey | null): Promise<WithheldReason | undefined> {
    if (dailyTokens > 0 && (await isServerSpent())) return 'server_budget'
    if (key === null || key.dailyTokens === null) return undefined
    return isKeySpent(key, key.dailyTokens)
  }

  return {
    async allowanceOf(key) {
      const reason = await reasonFor(key)
      if (reason === undefined) return { kind: 'allowed' }
      onWithheld?.(reason)
      const wait = reason === 'store_away' ? STORE_AWAY_SECONDS : secondsToMidnight(now())
      return { kind: 'withheld', reason, retryAfterSeconds: wait }
    },
    spend(owner, tokens) {
      if (tokens <= 0) return
      today().since += tokens
      if (records === undefined) return
      add(owner, tokens)
      void records.addTokens(owner, tokens).then(() => add(owner, -tokens))
    },
  }
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

function secondsToMidnight(moment: Date): number {
  return Math.max(1, Math.ceil((DAY_MS - (moment.getTime() % DAY_MS)) / 1000))
}
