import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { manageProcess } from '../testing/managed-process.js'
import {
  findPostgresBinaries,
  NO_POSTGRES,
  startPostgresServer,
} from '../testing/postgres-server.js'
import type { Database } from './database.js'
import { migrate } from './migrate.js'
import { openPgliteDatabase } from './pglite-database.js'
import { openPostgresDatabase } from './postgres-database.js'
import { createRecords } from './records.js'
import { newFolder } from './test-databases.fixture.js'

/** Acknowledged answers after which the writer is killed, in the middle of further ones. */
const ENOUGH = 150

const WRITER = fileURLToPath(new URL('./kill-writer.fixture.ts', import.meta.url))

/** Ids that a writer had acknowledged when it was killed. */
async function killWriter(args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const writer = manageProcess(child)
  try {
    await writer.waitFor('stdout', new RegExp(`(?:[^\\n]+\\n){${ENOUGH}}`))
  } finally {
    writer.kill('SIGKILL')
  }
  expect((await writer.ended).signal).toBe('SIGKILL')
  return writer.stdout().split('\n').slice(0, -1)
}

/** Looks for each id, and that every answer that is there is whole. */
async function expectAll(database: Database, ids: readonly string[]): Promise<void> {
  await migrate(database)
  const records = createRecords(database, { retentionDays: 365 })
  expect(ids.length).toBeGreaterThanOrEqual(ENOUGH)
  const missing: string[] = []
  for (const id of ids) {
    const found = await records.getAnswer(id, null)
    if (found.kind !== 'found' || found.answer.text.length !== 5000) missing.push(id)
  }
  expect(missing).toEqual([])
  const { conversations, answers } = await records.stats()
  expect(answers).toBe(conversations)
}

describe('kill -9 in the middle of writes', () => {
  test('PGlite has every acknowledged answer, twice over', async () => {
    const folder = await newFolder()
    try {
      const first = await killWriter([folder])
      // The second writer takes over the lock and recovers from the log.
      const second = await killWriter([folder])
      const database = await openPgliteDatabase({ folder })
      try {
        await expectAll(database, [...first, ...second])
      } finally {
        await database.close()
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  const binaries = findPostgresBinaries()
  const note = binaries === undefined ? ` (${NO_POSTGRES})` : ''
  test.skipIf(binaries === undefined)(
    `PostgreSQL has every acknowledged answer${note}`,
    async () => {
      const server = await startPostgresServer(binaries ?? '')
      try {
        const ids = await killWriter(['unused', server.url])
        await server.stop('immediate')
        await server.start()
        const database = await openPostgresDatabase({ url: server.url })
        try {
          await expectAll(database, ids)
        } finally {
          await database.close()
        }
      } finally {
        await server.remove()
      }
    },
  )
})
