import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { projectRoot } from '../project-root.js'
import { manageProcess } from '../testing/managed-process.js'
import type { Database } from './database.js'
import { migrate } from './migrate.js'
import { createRecords } from './records.js'

/** Acknowledged answers after which the writer is killed, in the middle of further ones. */
const ENOUGH = 150

const WRITER = fileURLToPath(new URL('./kill-writer.fixture.ts', import.meta.url))

/** Ids that a writer had acknowledged when it was killed. */
export async function killWriter(args: readonly string[]): Promise<readonly string[]> {
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
export async function expectAll(database: Database, ids: readonly string[]): Promise<void> {
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
