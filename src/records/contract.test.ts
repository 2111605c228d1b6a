import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { NO_POSTGRES } from '../testing/postgres-server.js'
import { describeAdmin } from './admin-reports.cases.fixture.js'
import { describeAnswers } from './answer-store.cases.fixture.js'
import { describeDatabase } from './database.cases.fixture.js'
import { describeKeys } from './keys.cases.fixture.js'
import { migrate } from './migrate.js'
import { describeRateCounts } from './rate-counts.cases.fixture.js'
import { TEST_DATABASES, type TestDatabase } from './test-databases.fixture.js'

/** Longest time for opening a database, in milliseconds: some 20 times what it takes. */
const OPEN_TIMEOUT_MS = 120_000

// The same cases on both databases; each is opened once for all of them.
for (const { kind, available, open } of TEST_DATABASES) {
  describe.skipIf(!available)(`${kind} ${available ? '' : NO_POSTGRES}`, () => {
    let opened: TestDatabase
    const databaseOf = () => opened.database

    beforeAll(async () => {
      opened = await open()
      await migrate(opened.database)
    }, OPEN_TIMEOUT_MS)
    beforeEach(async () => {
      // Answers and feedback go with their conversations.
      for (const table of [
        'conversations',
        'api_keys',
        'token_use',
        'idempotency',
        'rate_counts',
      ]) {
        await opened.database.query(`delete from ${table}`)
      }
    })
    afterAll(async () => {
      await opened.remove()
    })

    describeDatabase(databaseOf)
    describeAnswers(databaseOf)
    describeAdmin(databaseOf)
    describeKeys(databaseOf)
    describeRateCounts(databaseOf)
  })
}
