import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { DatabaseError } from './database-error.js'
import { currentProcess, isRunning, processIdentitySchema } from './process-identity.js'

/** How often a holder shows that it lives, in milliseconds; needed across machines only. */
const HEARTBEAT_MS = 5000

/**
 * Age of the last sign of life, in milliseconds, after which a lock of another machine or container
 * counts as left behind: six missed heartbeats.
 */
const SILENCE_MS = 30_000

/** Age, in milliseconds, after which a take-over counts as cut off; it takes some milliseconds. */
const TAKEOVER_MS = 10_000

/** A lock that is held. */
export interface FolderLock {
  /** Calls `listener` when another process has taken the lock, as after a long sleep of this one. */
  onLost(listener: (error: DatabaseError) => void): void
  release(): Promise<void>
}

const lockSchema = processIdentitySchema.extend({ token: z.string(), since: z.iso.datetime() })
type LockContent = z.infer<typeof lockSchema>

/**
 * Takes the lock file at `path`, which says who uses the folder beside it. A lock whose process has
 * ended is taken over; which one of two that try it at once gets it is decided by the file system.
 *
 * @param heartbeatMs How often the holder shows that it lives, and looks whether it still holds it.
 * @throws DatabaseError `locked` with the process that holds it.
 */
export async function lockFolder(path: string, heartbeatMs = HEARTBEAT_MS): Promise<FolderLock> {
  const own: LockContent = {
    ...currentProcess(),
    token: randomUUID(),
    since: new Date().toISOString(),
  }
  if (!(await createdNew(path, own))) await takeOver(path, own)
  return holdLock(path, own, heartbeatMs)
}

/** Replaces a lock that was left behind. */
async function takeOver(path: string, own: LockContent): Promise<void> {
  const guard = `${path}.takeover`
  if (((await ageOf(guard)) ?? 0) > TAKEOVER_MS) await rm(guard, { force: true })
  if (!(await createdNew(guard, own))) {
    throw new DatabaseError('locked', `${path}: expected no other process, found one starting`)
  }
  try {
    const holder = await readLock(path)
    if (await isHeld(path, holder)) throw new DatabaseError('locked', lockedMessage(path, holder))
    const draft = `${path}.${own.token}`
    await writeFile(draft, JSON.stringify(own), { mode: 0o600 })
    await rename(draft, path)
  } finally {
    await rm(guard, { force: true })
  }
}

/** Whether a lock is in force, as far as its process, or the age of the last sign of it, tells. */
async function isHeld(path: string, holder: LockContent | undefined): Promise<boolean> {
  const age = await ageOf(path)
  if (age === undefined) return false
  // Perhaps its process is just writing it, perhaps it never came so far.
  if (holder === undefined) return age <= TAKEOVER_MS
  const running = isRunning(holder)
  return running === 'unknown' ? age <= SILENCE_MS : running
}

function lockedMessage(path: string, holder: LockContent | undefined): string {
  const found =
    holder === undefined
      ? 'a lock without a readable holder'
      : `process ${holder.pid} since ${holder.since}`
  return `${path}: expected no other process to use the folder, found ${found}`
}

function holdLock(path: string, own: LockContent, heartbeatMs: number): FolderLock {
  const listeners: ((error: DatabaseError) => void)[] = []
  const holdsIt = async () => (await readLock(path))?.token === own.token

  async function beat(): Promise<void> {
    // A file that is there but cannot be read now proves nothing; the next beat will tell.
    const content = await readLock(path)
    if (content?.token === own.token) {
      const now = new Date()
      await utimes(path, now, now).catch(() => {})
    } else if (content !== undefined) {
      clearInterval(timer)
      const error = new DatabaseError('lost', lockedMessage(path, content))
      for (const listener of listeners) listener(error)
    }
  }
  const timer = setInterval(() => void beat(), heartbeatMs)
  timer.unref()

  return {
    onLost: (listener) => {
      listeners.push(listener)
    },
    async release() {
      clearInterval(timer)
      if (await holdsIt()) await rm(path, { force: true })
    },
  }
}

/** Writes a file that must not be there yet; false when it is. */
async function createdNew(path: string, content: LockContent): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(content), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    // It was made, and then there was no room for its words.
    if (code === 'ENOSPC') await rm(path, { force: true })
    throw error
  }
}

async function readLock(path: string): Promise<LockContent | undefined> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch {
      await delay(5)
    }
  }
  return undefined
}

/** Milliseconds since a file was last changed; nothing when there is none. */
async function ageOf(path: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(path)).mtimeMs
  } catch {
    return undefined
  }
}
