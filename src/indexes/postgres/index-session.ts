import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type DatabaseError, databaseErrorOf, isOutage } from '../../records/database-error.js'
import { CHANNEL, LOCK_CLASS } from './schema.js'

/** Milliseconds before a lost connection is tried again; doubled up to the longest. */
const RETRY_MS = 500
const RETRY_MAX_MS = 30_000

/** A connection that is always there again: it listens, and holds the locks of open versions. */
export interface IndexSession {
  /** See `IndexDatabase.hold`. */
  hold(lock: number, keep: ReadonlySet<number>): Promise<void>
  /** See `IndexDatabase.onNotify`. */
  onNotify(listener: () => void): void
  close(): Promise<void>
}

/**
 * Makes the session; it connects when something is first to be held.
 *
 * @param mayBeAway What is to be held while the server cannot be reached is held once it can: until
 * then nobody can remove it either.
 */
export function createIndexSession(
  config: pg.ClientConfig,
  { mayBeAway = false }: { readonly mayBeAway?: boolean } = {},
): IndexSession {
  const listeners: (() => void)[] = []
  const held = new Set<number>()
  const stop = new AbortController()
  let connected: Promise<pg.Client> | undefined
  let isReconnecting = false

  function tell(): void {
    for (const listener of listeners) listener()
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(config)
    client.on('error', () => {})
    try {
      await client.connect()
      client.on('notification', tell)
      await client.query(`listen ${CHANNEL}`)
      for (const lock of held) await take(client, lock)
    } catch (error) {
      await client.end().catch(() => {})
      throw failure(error)
    }
    client.once('end', () => {
      connected = undefined
      if (!stop.signal.aborted) void reconnect()
    })
    return client
  }

  async function reconnect(): Promise<void> {
    if (isReconnecting) return
    isReconnecting = true
    await tryUntilConnected()
    isReconnecting = false
  }

  async function tryUntilConnected(): Promise<void> {
    for (let pause = RETRY_MS; !stop.signal.aborted; pause = Math.min(pause * 2, RETRY_MAX_MS)) {
      await wait(pause, undefined, { signal: stop.signal, ref: false }).catch(() => {})
      if (stop.signal.aborted) return
      try {
        await session()
        // What was told meanwhile was told to nobody.
        tell()
        return
      } catch {
        continue
      }
    }
  }

  function session(): Promise<pg.Client> {
    connected ??= connect().catch((error: unknown) => {
      connected = undefined
      throw error
    })
    return connected
  }

  return {
    async hold(lock, keep) {
      let client: pg.Client
      try {
        client = await session()
      } catch (error) {
        if (!mayBeAway || !isOutage(error)) throw error
        for (const other of held) if (!keep.has(other)) held.delete(other)
        held.add(lock)
        void reconnect()
        return
      }
      try {
        if (!held.has(lock)) await take(client, lock)
        held.add(lock)
        for (const other of held) {
          if (other === lock || keep.has(other)) continue
          held.delete(other)
          await client.query('select pg_advisory_unlock_shared($1, $2)', [LOCK_CLASS, other])
        }
      } catch (error) {
        throw failure(error)
      }
    },
    onNotify: (listener) => {
      listeners.push(listener)
    },
    async close() {
      stop.abort()
      const client = await connected?.catch(() => undefined)
      await client?.end().catch(() => {})
    },
  }
}

async function take(client: pg.Client, lock: number): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1, $2)', [LOCK_CLASS, lock])
}

const failure = (error: unknown): DatabaseError => databaseErrorOf(error, 'PostgreSQL index')
