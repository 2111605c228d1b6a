import { PGlite } from '@electric-sql/pglite'
import { describe, expect, test } from 'vitest'
import { givenPgvectorUrl } from '../../testing/postgres-server.js'
import type { IndexDatabase, IndexRow } from './index-database.js'
import { openIndexDatabase } from './open-index-database.js'
import { prepareSchema } from './schema.js'
import { createTestDatabase, onServer } from './test-index-databases.fixture.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 60_000

/** A database that only says what a server would say of itself. */
function played(answers: Readonly<Record<string, readonly IndexRow[]>>): IndexDatabase {
  return {
    async query(text) {
      for (const [part, rows] of Object.entries(answers)) if (text.includes(part)) return rows
      throw new Error(`not expected: ${text}`)
    },
    build: () => Promise.reject(new Error('not expected')),
    hold: async () => {},
    onNotify: () => {},
    close: async () => {},
  }
}

describe('a database that will not do is refused with what to do about it', () => {
  test('PostgreSQL 14', async () => {
    await expect(
      prepareSchema(played({ server_version_num: [{ version: 140_012 }] })),
    ).rejects.toMatchObject({
      code: 'bad_configuration',
      message: 'INDEX=postgres, DATABASE_URL: expected PostgreSQL 15 or later; found 14',
    })
  })

  test.each(['0.7.4', '0.5'])('pgvector %s', async (version) => {
    await expect(
      prepareSchema(
        played({ server_version_num: [{ version: 150_000 }], extversion: [{ version }] }),
      ),
    ).rejects.toThrow(/pgvector 0\.8 or later.*ALTER EXTENSION vector UPDATE.*found 0\.[57]/)
  })

  test('tables of a later release', async () => {
    await expect(
      prepareSchema(
        played({
          server_version_num: [{ version: 170_000 }],
          extversion: [{ version: '0.8.0' }],
          to_regclass: [{ there: true }],
          'max(version)': [{ version: 99 }],
        }),
      ),
    ).rejects.toThrow(/those of a later release, 99/)
  })

  test('no pgvector at all', { timeout: TIMEOUT_MS }, async () => {
    const pglite = await PGlite.create()
    const query = async (text: string) => (await pglite.query<Record<string, unknown>>(text)).rows
    await expect(prepareSchema({ ...played({}), query })).rejects.toThrow(
      /expected pgvector on the server: install it.*CREATE EXTENSION vector.*found none/,
    )
    await pglite.close()
  })

  const url = givenPgvectorUrl()
  test.skipIf(url === undefined)('an account without rights', async () => {
    const created = await createTestDatabase(url ?? '')
    const role = `reader_${process.pid}`
    await onServer(created.url, `create role ${role} login`)
    const own = new URL(created.url)
    own.username = role
    const database = await openIndexDatabase(own.href, { efSearch: 40 })
    try {
      await expect(prepareSchema(database)).rejects.toThrow(
        /an administrator run CREATE EXTENSION vector.*permission denied/,
      )
      await onServer(created.url, 'create extension vector')
      await expect(prepareSchema(database)).rejects.toThrow(
        /an administrator run CREATE SCHEMA policy_index AUTHORIZATION.*permission denied/,
      )
      await onServer(created.url, `create schema policy_index authorization ${role}`)
      await prepareSchema(database)
    } finally {
      await database.close()
      await created.remove()
      await onServer(url ?? '', `drop role ${role}`)
    }
  })
})
