import { isOutage } from '../../records/database-error.js'
import type { IndexDatabase, IndexRow, IndexSql, IndexValue } from './index-database.js'
import { findVersion } from './index-versions.js'

/**
 * Milliseconds until a replica that failed, or has not got a version yet, is asked again; doubled up to
 * the longest. It is asked beside a search, which does not wait for it.
 */
const PAUSE_MS = 250
const PAUSE_MAX_MS = 10_000

/** A version by what it was built from: numbers alone may come again in another database. */
export interface VersionName {
  readonly id: number
  readonly fingerprint: string
}

/** A server that holds a copy, and the name it is called by in a note. */
export interface IndexReplica extends IndexSql {
  /** Host and port, without account and password. */
  readonly name: string
  close(): Promise<void>
}

/** A database of which replicas can be read. */
export interface ReplicatedDatabase extends IndexDatabase {
  /**
   * Runs statements that read one version: on the replicas that have it, in turn, and on the primary
   * while none has.
   */
  reader(version: VersionName): IndexSql
}

/** What {@link createReplicatedDatabase} may be told. */
export interface ReplicationOptions {
  /** Told when a replica fails, and when it is used again. */
  readonly onNote?: ((note: string) => void) | undefined
  /** Clock in milliseconds, for tests. */
  readonly now?: () => number
}

/** One replica, and what is known of it. */
interface Candidate {
  readonly replica: IndexReplica
  /** Versions it was seen to have. */
  readonly has: Set<number>
  /** Versions it is being asked for. */
  readonly asking: Map<number, Promise<void>>
  /** When it may be asked for a version, and how long the pause after that is. */
  readonly pauses: Map<number, { readonly until: number; readonly ms: number }>
  failed: boolean
}

/**
 * Reads from replicas of a database, which are physical copies of it. A version never changes and comes
 * in one transaction, so a replica that shows its row has all of it, and one that lags behind is not
 * asked before it does. A statement that fails on a replica is run on the next, and at last on the
 * primary; the replica is asked again in the background and then takes its turns as before. What writes
 * is the primary's alone. Statements that read something else than a version, such as which there are,
 * are the primary's while it can be reached.
 */
export function createReplicatedDatabase(
  primary: IndexDatabase,
  replicas: readonly IndexReplica[],
  { onNote = () => {}, now = Date.now }: ReplicationOptions = {},
): ReplicatedDatabase {
  const candidates = replicas.map(
    (replica): Candidate => ({
      replica,
      has: new Set(),
      asking: new Map(),
      pauses: new Map(),
      failed: false,
    }),
  )
  let turn = 0

  /** Asks a replica for a version, unless it is being asked or was just now. */
  function ask(candidate: Candidate, { id, fingerprint }: VersionName): void {
    const { replica, has, asking, pauses } = candidate
    const pause = pauses.get(id)
    if (has.has(id) || asking.has(id) || (pause !== undefined && now() < pause.until)) return
    const put = async () => {
      const found = await findVersion(replica, fingerprint).catch(() => undefined)
      if (found?.id !== id) {
        const ms = Math.min(pause === undefined ? PAUSE_MS : 2 * pause.ms, PAUSE_MAX_MS)
        pauses.set(id, { until: now() + ms, ms })
        return
      }
      pauses.delete(id)
      has.add(id)
      if (candidate.failed) onNote(`search: the replica ${replica.name} is used again`)
      candidate.failed = false
    }
    asking.set(
      id,
      put().finally(() => asking.delete(id)),
    )
  }

  function giveUp(candidate: Candidate, { id }: VersionName, error: unknown): void {
    const { replica, has, pauses } = candidate
    // A server that is away may come back as an older copy; a wrong statement says less.
    if (isOutage(error)) has.clear()
    else has.delete(id)
    pauses.set(id, { until: now() + PAUSE_MS, ms: PAUSE_MS })
    if (!candidate.failed) onNote(`search: the replica ${replica.name} failed, others are asked`)
    candidate.failed = true
  }

  /** Runs a statement on the replicas that have the version; undefined when none could. */
  async function onReplicas(
    version: VersionName,
    text: string,
    values: readonly IndexValue[] | undefined,
  ): Promise<readonly IndexRow[] | undefined> {
    turn = (turn + 1) % candidates.length
    for (const candidate of [...candidates.slice(turn), ...candidates.slice(0, turn)]) {
      ask(candidate, version)
      if (!candidate.has.has(version.id)) continue
      try {
        return await candidate.replica.query(text, values)
      } catch (error) {
        giveUp(candidate, version, error)
      }
    }
    return undefined
  }

  return {
    ...primary,
    async query(text, values) {
      try {
        return await primary.query(text, values)
      } catch (error) {
        if (!isOutage(error)) throw error
        for (const { replica } of candidates) {
          try {
            return await replica.query(text, values)
          } catch {
            continue
          }
        }
        throw error
      }
    },
    reader(version) {
      if (candidates.length === 0) return primary
      for (const candidate of candidates) ask(candidate, version)
      return {
        async query(text, values) {
          const rows = await onReplicas(version, text, values)
          if (rows !== undefined) return rows
          try {
            return await primary.query(text, values)
          } catch (error) {
            if (!isOutage(error)) throw error
            // Nothing is left but replicas that had not said yet whether they have the version.
            await Promise.all(candidates.flatMap(({ asking }) => asking.get(version.id) ?? []))
            const late = await onReplicas(version, text, values)
            if (late === undefined) throw error
            return late
          }
        },
      }
    },
    async close() {
      await Promise.all([primary.close(), ...replicas.map((replica) => replica.close())])
    },
  }
}
