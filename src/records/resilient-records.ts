import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../errors.js'
import type { Database } from './database.js'
import {
  type DatabaseError,
  type DatabaseFailure,
  databaseErrorOf,
  isOutage,
} from './database-error.js'
import { createIdempotency, type Idempotency } from './idempotency.js'
import { createKeys, type Keys } from './keys.js'
import { migrate } from './migrate.js'
import { createRateCounts, type RateCounts } from './rate-counts.js'
import type { AnswerRecord, Owner } from './record-types.js'
import { createRecords, type Records } from './records.js'
import { PENDING, settledWithin } from './settled-within.js'
import { createWriteQueue, type WriteCounts, type Written } from './write-queue.js'

/** First pause before opening again, in milliseconds; each further one is twice as long. */
const RETRY_MS = 250

/** Longest such pause, in milliseconds: so late is a repair noticed. */
const RETRY_MAX_MS = 30_000

/** Time open, in milliseconds, after which the next trouble is a new one and not the last one's. */
const STABLE_MS = 60_000

/** How often an idle database is asked whether it is there, in milliseconds. */
const PING_MS = 10_000

/** Longest wait for what `use` was asked to do, in milliseconds; its caller is someone waiting. */
const USE_MS = 10_000

/** How often old records are deleted, in milliseconds. */
const PURGE_MS = 3_600_000

/** Longest wait for the last writes when the server ends, in milliseconds. */
const CLOSE_MS = 5000

/** How long an answer may wait for its record to be kept, in milliseconds: nobody notices this. */
export const ACKNOWLEDGE_MS = 50

/** The store is being opened for the first time, open, out of reach, or closed for good. */
export type StoreState = 'opening' | 'open' | 'down' | 'closed'

/** The store cannot be asked now. */
export interface Unavailable {
  readonly kind: 'unavailable'
}

/** Everything that an open database offers. */
export interface OpenStore {
  readonly records: Records
  readonly keys: Keys
  readonly idempotency: Idempotency
  /** Counts of requests, where other servers may use the same database. */
  readonly rateCounts?: RateCounts
}

/** How the store is, for `/readyz`, `/metrics` and the log. */
export interface StoreStatus extends WriteCounts {
  readonly state: StoreState
  /** Since when it is so, ISO 8601. */
  readonly since: string
  /** The database; null before the first time it was open. */
  readonly database: Database['kind'] | null
  /** Why it is down; null when it is not. */
  readonly reason: DatabaseFailure | null
  /** The error in words, for the log and operators: it may name hosts and folders. */
  readonly error: string | null
  /** How often opening was tried. */
  readonly attempts: number
}

/** What the resilient store works with. */
export interface ResilientOptions {
  /** Opens the database, again after each outage. */
  readonly open: () => Promise<Database>
  /** Days that answers are kept; 0 keeps them for ever. */
  readonly retentionDays: number
  readonly now?: () => Date
  /** Called with a line about each change of state and each record that was refused. */
  readonly onNote?: (note: string) => void
  /** Most writes that wait while the database is away. */
  readonly queueLimit?: number
}

/** The records as the server uses them: always there, even when the database is not. */
export interface ResilientRecords {
  /** Begins to open the database; to be called once the server listens. */
  start(): void
  /**
   * Keeps an answer: at once, or when the database is back. Resolves with `saved` only when it is
   * in the database, and never rejects, so a caller that does not want to wait need not;
   * {@link settledWithin} waits a little.
   */
  saveAnswer(
    record: AnswerRecord,
  ): Promise<Written<{ readonly kind: 'saved' | 'conversation_unknown' }>>
  /** Counts tokens that an owner has used, in the same way. */
  addTokens(owner: Owner, tokens: number): Promise<Written<{ readonly kind: 'saved' }>>
  /**
   * Reads, or does what its caller waits for anyway; `unavailable` also after ten seconds, when what
   * was begun may still be done.
   *
   * @throws whatever `work` throws that is no outage.
   */
  use<T>(work: (store: OpenStore) => Promise<T>): Promise<T | Unavailable>
  status(): StoreStatus
  /** Waits some seconds for the last writes, then closes; what is left is dropped and counted. */
  close(): Promise<void>
}

const UNAVAILABLE: Unavailable = { kind: 'unavailable' }

/** What is open: the database and what works on it. */
interface Opened extends OpenStore {
  readonly database: Database
  readonly at: number
}

/** Creates the store without opening it. */
export function createResilientRecords(options: ResilientOptions): ResilientRecords {
  const { retentionDays, now = () => new Date(), onNote, queueLimit } = options
  let state: StoreState = 'opening'
  let since = now().toISOString()
  let opened: Opened | undefined
  let kind: Database['kind'] | null = null
  let trouble: DatabaseError | undefined
  let attempts = 0
  let failuresInRow = 0
  let lifeline: Promise<void> = Promise.resolve()
  const stopped = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const queue = createWriteQueue<Opened>({
    onOutage: (error) => fall(error),
    onNote,
    ...(queueLimit === undefined ? {} : { limit: queueLimit }),
  })

  function enter(next: StoreState, note: string): void {
    if (state === next) return
    state = next
    since = now().toISOString()
    onNote?.(note)
  }

  async function openOnce(): Promise<void> {
    attempts += 1
    let database: Database | undefined
    try {
      database = await options.open()
      await migrate(database)
      const store = storeOver(database)
      await proveWritable(database, now)
      // The proof is small; whether there is room for more shows with a record.
      await queue.tryFirst(store)
      if (state === 'closed') return await database.close()
      kind = database.kind
      trouble = undefined
      opened = store
      database.onLost(() => void ping(store))
      enter('open', `records: open (${database.kind})`)
      queue.resume(store)
      void purge()
    } catch (error) {
      await closeQuietly(database)
      fall(databaseErrorOf(error, 'records'))
    }
  }

  function storeOver(database: Database): Opened {
    return {
      database,
      at: now().getTime(),
      records: createRecords(database, { retentionDays, now }),
      keys: createKeys(database, now),
      idempotency: createIdempotency(database, now),
      // A PGlite folder has one process only, which counts by itself.
      ...(database.kind === 'postgres' ? { rateCounts: createRateCounts(database) } : {}),
    }
  }

  /** Gives up the open database, if any, and plans to open it again. */
  function fall(error: DatabaseError): void {
    if (state === 'closed') return
    const last = opened
    opened = undefined
    queue.pause()
    trouble = error
    if (last !== undefined && now().getTime() - last.at >= STABLE_MS) failuresInRow = 0
    const pause = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** failuresInRow)
    failuresInRow += 1
    enter('down', `records: down (${error.reason}): ${error.message}`)
    // Servers that fell together should not come back together.
    lifeline = reopen(last, pause * (0.75 + Math.random() / 2))
  }

  async function reopen(last: Opened | undefined, pauseMs: number): Promise<void> {
    try {
      await closeQuietly(last?.database)
      await delay(pauseMs, undefined, { signal: stopped.signal, ref: false })
    } catch {
      // The store was closed meanwhile.
      return
    }
    await openOnce()
  }

  /** Asks the database whether it is there. */
  async function ping(store: Opened): Promise<void> {
    try {
      await store.database.query('select 1')
    } catch (error) {
      if (opened === store) fall(databaseErrorOf(error, 'records'))
    }
  }

  async function purge(): Promise<void> {
    try {
      await attempt(({ records }) => records.purge())
    } catch (error) {
      onNote?.(`records: old ones could not be deleted: ${messageOf(error)}`)
    }
  }

  async function use<T>(work: (store: OpenStore) => Promise<T>): Promise<T | Unavailable> {
    const result = await settledWithin(attempt(work), USE_MS)
    return result === PENDING ? UNAVAILABLE : result
  }

  async function attempt<T>(work: (store: OpenStore) => Promise<T>): Promise<T | Unavailable> {
    const store = opened
    if (store === undefined) return UNAVAILABLE
    try {
      return await work(store)
    } catch (error) {
      if (!isOutage(error)) throw error
      // One connection that broke, or one statement that took too long, is no outage yet.
      if (error.reason === 'lost') await ping(store)
      else if (opened === store) fall(error)
      return UNAVAILABLE
    }
  }

  return {
    start() {
      if (attempts > 0 || state === 'closed') return
      lifeline = openOnce()
      timers.push(
        setInterval(() => opened !== undefined && void ping(opened), PING_MS).unref(),
        setInterval(() => void purge(), PURGE_MS).unref(),
      )
    },
    saveAnswer: (record) => queue.push(({ records }) => records.saveAnswer(record)),
    addTokens: (owner, tokens) =>
      queue.push(async ({ keys }) => {
        await keys.addTokens(owner, tokens)
        return { kind: 'saved' }
      }),
    use,
    status: () => ({
      state,
      since,
      database: kind,
      reason: trouble?.reason ?? null,
      error: trouble?.message ?? null,
      attempts,
      ...queue.counts(),
    }),
    async close() {
      if (state === 'closed') return
      for (const timer of timers) clearInterval(timer)
      if (state === 'opening' && attempts > 0) await settledWithin(lifeline, CLOSE_MS)
      await settledWithin(queue.settled(), CLOSE_MS)
      const last = opened
      opened = undefined
      enter('closed', 'records: closed')
      stopped.abort()
      queue.pause()
      queue.close()
      await closeQuietly(last?.database)
      await settledWithin(lifeline, CLOSE_MS)
    },
  }
}

/** A write that is taken back by nothing but the next one; a standby or a full log refuses it. */
async function proveWritable(database: Database, now: () => Date): Promise<void> {
  await database.query(
    `insert into write_proof (id, written_at) values (1, $1::timestamptz)
     on conflict (id) do update set written_at = excluded.written_at`,
    [now().toISOString()],
  )
}

/** Closes what is perhaps broken: how that ends tells nothing new. */
async function closeQuietly(database: Database | undefined): Promise<void> {
  try {
    await database?.close()
  } catch {
    // As said above.
  }
}
