import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FolderLock, lockFolder } from './folder-lock.js'
import { currentProcess } from './process-identity.js'
import { newFolder } from './test-databases.fixture.js'

let folder: string
let path: string
let held: FolderLock[] = []

beforeEach(async () => {
  folder = await newFolder()
  path = join(folder, 'records.lock')
})
afterEach(async () => {
  await Promise.all(held.map((lock) => lock.release()))
  held = []
  await rm(folder, { recursive: true, force: true })
})

async function take(): Promise<FolderLock> {
  const lock = await lockFolder(path)
  held.push(lock)
  return lock
}

/** Leaves a lock as some process would have, its last sign of life so many seconds ago. */
function leaveLock(holder: object, ageSeconds = 0): void {
  writeFileSync(path, JSON.stringify({ ...holder, token: 't', since: '2026-03-01T00:00:00.000Z' }))
  const time = Date.now() / 1000 - ageSeconds
  utimesSync(path, time, time)
}

const locked = { reason: 'locked' }

describe('lockFolder', () => {
  test('refuses a second holder and names the first', async () => {
    await take()
    await expect(take()).rejects.toMatchObject({
      ...locked,
      message: expect.stringContaining(`found process ${process.pid} since `),
    })
  })

  test('is free again after its release, and leaves no files', async () => {
    const first = await take()
    await first.release()
    await first.release()
    const second = await take()
    await second.release()
    expect(readdirSync(folder)).toEqual([])
  })

  test('takes over from a process that has ended', async () => {
    const child = spawn('true')
    await once(child, 'exit')
    leaveLock({ ...currentProcess(), pid: child.pid })
    await take()
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
    expect(readdirSync(folder)).toEqual(['records.lock'])
  })

  test('takes over when the number of the process was given to another one', async () => {
    const { startedTicks } = currentProcess()
    // Where the system does not tell starts, only the number is left to go by.
    if (startedTicks === null) return
    leaveLock({ ...currentProcess(), startedTicks: String(Number(startedTicks) - 1) })
    await take()
  })

  test('believes another machine for as long as it gives signs of life', async () => {
    const elsewhere = { ...currentProcess(), scope: 'another machine' }
    leaveLock(elsewhere, 20)
    await expect(take()).rejects.toMatchObject(locked)
    leaveLock(elsewhere, 40)
    await take()
  })

  test('takes over an unreadable lock once it is old', async () => {
    writeFileSync(path, '')
    await expect(take()).rejects.toMatchObject(locked)
    const time = Date.now() / 1000 - 20
    utimesSync(path, time, time)
    await take()
  })

  test('of many that try to take over at once, one gets it', async () => {
    leaveLock({ ...currentProcess(), startedTicks: '1' })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take()))
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    expect(readdirSync(folder)).toEqual(['records.lock'])
  })

  test('shows signs of life, and notices when it was taken', async () => {
    const lock = await lockFolder(path, 10)
    held.push(lock)
    const lost = new Promise((resolve) => {
      lock.onLost(resolve)
    })
    const old = Date.now() / 1000 - 60
    utimesSync(path, old, old)
    await vi.waitFor(() => expect(statSync(path).mtimeMs).toBeGreaterThan((old + 30) * 1000))
    leaveLock({ ...currentProcess(), pid: 4711, scope: 'another machine' })
    expect(await lost).toMatchObject({ message: expect.stringContaining('found process 4711') })
  })

  test('does not release what another process has taken meanwhile', async () => {
    const lock = await take()
    leaveLock({ ...currentProcess(), scope: 'another machine' })
    await lock.release()
    expect(readdirSync(folder)).toEqual(['records.lock'])
  })
})
