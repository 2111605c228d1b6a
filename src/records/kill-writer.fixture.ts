import { writeSync } from 'node:fs'
import { migrate } from './migrate.js'
import { openDatabase } from './open-database.js'
import { createRecords } from './records.js'
import { sampleRecord } from './sample-records.fixture.js'

// A process to be killed: keeps answers as fast as it can and prints the id of each one as soon as it
// is acknowledged. Its arguments are a folder for PGlite and perhaps the address of a server.

/** Writes under way at the same time. */
const WRITERS = 4

async function write(folder: string, url: string | undefined): Promise<void> {
  const database = await openDatabase({ folder, url })
  await migrate(database)
  const records = createRecords(database, { retentionDays: 365 })
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (;;) {
        const record = sampleRecord({ text: 'x'.repeat(5000) })
        await records.saveAnswer(record)
        writeSync(1, `${record.answer.id}\n`)
      }
    }),
  )
}

const [, , folder = '', url] = process.argv
void write(folder, url)
