import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from './database.js'
import { migrate } from './migrate.js'
import { MIGRATIONS } from './migrations.js'

/** What the rest relies on, on either database. */
export function describeDatabase(databaseOf: () => Database): void {
  describe('statements', () => {
    test('give the promised types', async () => {
      const { rows, rowCount } = await databaseOf().query(
        `select $1::timestamptz as moment, 12345678901::int8 as big, $2::jsonb as json,
                $3::text[] as list, null::timestamptz as nothing, $4::float8 as real, true as yes`,
        ['2026-03-01T08:00:00.123+08:00', '{"a":[1,null]}', ['x', '"y",{z}'], 0.1],
      )
      expect(rowCount).toBe(1)
      expect(rows).toEqual([
        {
          moment: '2026-03-01T00:00:00.123Z',
          big: 12_345_678_901,
          json: { a: [1, null] },
          list: ['x', '"y",{z}'],
          nothing: null,
          real: 0.1,
          yes: true,
        },
      ])
    })

    test('that are not possible say so without the data they were given', async () => {
      const secret = 'someone’s question'
      const asked = databaseOf().query('select $1::text::int4', [secret])
      const error = await asked.catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ reason: 'statement', code: 'internal' })
      expect(JSON.stringify([String(error), (error as Error).cause])).not.toContain(secret)
      const wrong = databaseOf().query('select nothing_such')
      await expect(wrong).rejects.toMatchObject({ reason: 'statement' })
    })
  })

  describe('transactions', () => {
    beforeEach(async () => {
      await databaseOf().query('create table if not exists probe (n integer primary key)')
      await databaseOf().query('delete from probe')
    })

    const numbers = async () => {
      const { rows } = await databaseOf().query('select n from probe order by n')
      return rows.map(({ n }) => n)
    }

    test('are done whole or not at all', async () => {
      const broken = databaseOf().transaction(async (sql) => {
        await sql.query('insert into probe values (1)')
        throw new Error('changed my mind')
      })
      await expect(broken).rejects.toThrow('changed my mind')
      const failed = databaseOf().transaction(async (sql) => {
        await sql.query('insert into probe values (2)')
        await sql.query('insert into probe values (2)')
      })
      await expect(failed).rejects.toMatchObject({ reason: 'statement' })
      expect(await numbers()).toEqual([])
      const done = await databaseOf().transaction(async (sql) => {
        await sql.query('insert into probe values (3)')
        return 'done'
      })
      expect(done).toBe('done')
      expect(await numbers()).toEqual([3])
    })

    test('do not mix with statements and transactions that run meanwhile', async () => {
      const outside: Promise<unknown>[] = []
      await databaseOf()
        .transaction(async (sql) => {
          await sql.query('insert into probe values (4)')
          outside.push(
            databaseOf().query('insert into probe values (5)'),
            databaseOf().transaction((other) => other.query('insert into probe values (6)')),
          )
          await sql.query('insert into probe values (7)')
          throw new Error('rolled back')
        })
        .catch(() => {})
      await Promise.all(outside)
      expect(await numbers()).toEqual([5, 6])
    })
  })

  describe('migrations', () => {
    const newest = MIGRATIONS.length
    const restore = () =>
      databaseOf().query('delete from schema_migrations where version > $1', [newest])

    test('are done once', async () => {
      expect(await migrate(databaseOf())).toEqual({ from: newest, to: newest })
    })

    test('are numbered without a gap', () => {
      expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, at) => at + 1))
    })

    test('two servers that start together do each step once', async () => {
      const step = {
        version: newest + 1,
        name: 'a',
        statements: ['create table twice (n integer)'],
      }
      const both = await Promise.all([1, 2].map(() => migrate(databaseOf(), [...MIGRATIONS, step])))
      expect(new Set(both.map(({ from }) => from))).toEqual(new Set([newest, newest + 1]))
      await databaseOf().query('drop table twice')
      await restore()
    })

    test('a step that fails leaves nothing behind', async () => {
      const good = { version: newest + 1, name: 'a', statements: ['create table half (n integer)'] }
      const bad = { version: newest + 2, name: 'b', statements: ['create table half (n integer)'] }
      await expect(migrate(databaseOf(), [...MIGRATIONS, good, bad])).rejects.toThrow('half')
      const { rows } = await databaseOf().query("select to_regclass('half') is null as gone")
      expect(rows).toEqual([{ gone: true }])
      expect(await migrate(databaseOf())).toEqual({ from: newest, to: newest })
    })

    test('a database of a later release is refused', async () => {
      await migrate(databaseOf(), [
        ...MIGRATIONS,
        { version: newest + 1, name: 'later', statements: [] },
      ])
      await expect(migrate(databaseOf())).rejects.toMatchObject({
        reason: 'too_new',
        message: expect.stringContaining(`found version ${newest + 1}`),
      })
      await restore()
    })
  })
}
