import { execFileSync } from 'node:child_process'
import {
  cpSync,
  fsyncSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database } from './database.js'
import { expectAll, killWriter } from './killed-writer.fixture.js'
import { migrate } from './migrate.js'
import { openPgliteDatabase } from './pglite-database.js'
import { openPgliteSession } from './pglite-session.js'
import { createRecords } from './records.js'
import { createResilientRecords } from './resilient-records.js'
import { sampleRecord } from './sample-records.fixture.js'
import { newFolder } from './test-databases.fixture.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 120_000

let folder: string
beforeAll(async () => {
  folder = await newFolder()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/**
 * The longest pause between two turns of this thread's event loop while something runs, as a share of
 * the whole time: that does not grow when the machine is busy.
 */
async function longestPause(task: () => Promise<void>): Promise<number> {
  const started = performance.now()
  let last = started
  let longest = 0
  const look = () => {
    const present = performance.now()
    longest = Math.max(longest, present - last)
    last = present
  }
  const timer = setInterval(look, 1)
  await task()
  look()
  clearInterval(timer)
  return longest / (last - started)
}

async function withDatabase(use: (database: Database) => Promise<void>): Promise<void> {
  const database = await openPgliteDatabase({ folder })
  try {
    await use(database)
  } finally {
    await database.close()
  }
}

// In this order: the first one creates the database, which takes some seconds.
describe('openPgliteDatabase', { timeout: TIMEOUT_MS }, () => {
  test('creates the database beside what a creation that was cut off has left', async () => {
    mkdirSync(join(folder, 'records.new-1'))
    writeFileSync(join(folder, 'records.new-1', 'PG_VERSION'), '18')
    const pause = await longestPause(() =>
      withDatabase(async (database) => {
        expect(readdirSync(folder).toSorted()).toEqual(['records', 'records.lock'])
        const { rows } = await database.query(
          `select name, setting from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method')
            order by name`,
        )
        expect(rows.map(({ name, setting }) => `${String(name)} ${String(setting)}`)).toEqual([
          'fsync on',
          'full_page_writes on',
          'synchronous_commit on',
          'wal_sync_method fsync',
        ])
      }),
    )
    expect(pause).toBeLessThan(0.25)
    expect(readdirSync(folder)).toEqual(['records'])
    expect((statSync(join(folder, 'records')).mode & 0o777).toString(8)).toBe('700')
  })

  test('opening it again hardly holds this thread', async () => {
    expect(await longestPause(() => withDatabase(async () => {}))).toBeLessThan(0.25)
  })

  test('is opened once only', async () => {
    await withDatabase(async (database) => {
      const again = openPgliteDatabase({ folder })
      await expect(again).rejects.toMatchObject({
        reason: 'locked',
        message: expect.stringContaining(`process ${process.pid}`),
      })
      expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    })
  })

  test('keeps its log small, which a single-user PostgreSQL does not by itself', async () => {
    await withDatabase(async (database) => {
      const padding = 'x'.repeat(100_000)
      for (let message = 0; message < 900; message += 1) {
        await database.query("select pg_logical_emit_message(true, 'test', $1::text)", [padding])
      }
      const { rows } = await database.query(
        'select sum(size)::float8 / 1048576 as megabytes from pg_ls_waldir()',
      )
      // 90 MB were written since the last checkpoint, if there was none since.
      expect(rows[0]?.['megabytes']).toBeLessThan(70)
    })
  })

  test('each commit is brought to the disk before it is acknowledged', async () => {
    const synced: number[] = []
    const session = await openPgliteSession(join(folder, 'records'), (file) => {
      fsyncSync(file)
      synced.push(file)
    })
    await session.query('create table synced (n integer)', [])
    synced.length = 0
    for (let n = 1; n <= 20; n += 1) {
      await session.query('insert into synced values ($1)', [n])
      expect(synced.length).toBeGreaterThanOrEqual(n)
    }
    await session.close()
  })

  test('kill -9 of a writer loses no acknowledged answer, twice over', async () => {
    const first = await killWriter([folder])
    // The second writer takes over the lock and recovers from the log, and so does this process.
    const second = await killWriter([folder])
    await withDatabase((database) => expectAll(database, [...first, ...second]))
  })

  test('files of another version are refused, and left as they are', async () => {
    const other = await newFolder()
    mkdirSync(join(other, 'records'))
    writeFileSync(join(other, 'records', 'PG_VERSION'), '17\n')
    await expect(openPgliteDatabase({ folder: other })).rejects.toMatchObject({
      reason: 'too_new',
      message: expect.stringContaining('expected files of PostgreSQL 18, found 17'),
    })
    expect(readdirSync(other)).toEqual(['records'])
    rmSync(other, { recursive: true })
  })
})

/** A small file system of its own, where this machine lets us mount one. */
function mountSmall(path: string): boolean {
  try {
    mkdirSync(path)
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', path], {
      stdio: 'ignore',
    })
    // Creating another database takes longer than copying the one of the tests before.
    cpSync(join(folder, 'records'), join(path, 'records'), { recursive: true })
    return true
  } catch {
    return false
  }
}

describe('a disk that fills up', { timeout: TIMEOUT_MS }, () => {
  test('takes the store down; with room again it comes back with all writes', async (context) => {
    const disk = join(folder, 'small disk')
    if (!mountSmall(disk)) context.skip('no file system may be mounted here')
    try {
      const store = createResilientRecords({
        open: () => openPgliteDatabase({ folder: disk }),
        retentionDays: 365,
      })
      store.start()
      const first = sampleRecord()
      expect(await store.saveAnswer(first)).toEqual({ kind: 'saved' })
      const ballast = join(disk, 'ballast')
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 200_000))

      const records = Array.from({ length: 60 }, () =>
        sampleRecord({ text: incompressible(20_000) }),
      )
      const saving = records.map((record) => store.saveAnswer(record))
      await vi.waitFor(() => expect(store.status().reason).toBe('full'), {
        timeout: TIMEOUT_MS / 2,
      })
      expect(await store.use(async () => 'asked')).toEqual({ kind: 'unavailable' })

      rmSync(ballast)
      expect(await Promise.all(saving)).toEqual(saving.map(() => ({ kind: 'saved' })))
      for (const { answer } of [first, ...records]) {
        const found = await store.use((open) => open.records.getAnswer(answer.id, null))
        expect(found.kind).toBe('found')
      }
      await store.close()
    } finally {
      execFileSync('/bin/umount', ['-l', disk])
    }
  })

  test('a log that finds no room, which PGlite does not survive, is survived', async (context) => {
    const disk = join(folder, 'another small disk')
    if (!mountSmall(disk)) context.skip('no file system may be mounted here')
    try {
      let database = await openPgliteDatabase({ folder: disk })
      await migrate(database)
      const first = sampleRecord()
      await createRecords(database, { retentionDays: 1 }).saveAnswer(first)
      const ballast = join(disk, 'ballast')
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 1_000_000))
      const padding = 'x'.repeat(1_000_000)
      const fill = async () => {
        for (let message = 0; message < 90; message += 1) {
          await database.query("select pg_logical_emit_message(true, 'test', $1::text)", [padding])
        }
      }
      await expect(fill()).rejects.toMatchObject({ reason: 'full' })
      await database.close()
      rmSync(ballast)
      database = await openPgliteDatabase({ folder: disk })
      const found = await createRecords(database, { retentionDays: 1 }).getAnswer(
        first.answer.id,
        null,
      )
      expect(found.kind).toBe('found')
      await database.close()
    } finally {
      execFileSync('/bin/umount', ['-l', disk])
    }
  })
})

function incompressible(length: number): string {
  return Array.from({ length: length / 10 }, () => Math.random().toString(36).slice(2, 12)).join('')
}
