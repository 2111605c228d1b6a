import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fitSketchProjection } from '../sketches/sketch-projection.js'
import { randomVectors } from '../test-vectors.js'
import type { IndexDatabase } from './index-database.js'
import { createIndexQueries } from './index-queries.js'
import { tablesOf } from './index-tables.js'
import { buildVersion, findVersion, type NewIndexVersion, removeRetired } from './index-versions.js'
import { prepareSchema, SCHEMA } from './schema.js'
import { TEST_INDEX_DATABASES, type TestIndexDatabase } from './test-index-databases.fixture.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 120_000

const DIMENSIONS = 16
const VIEWS = 600
const VIEWS_PER_MEASURE = 3
const { values } = randomVectors(VIEWS, DIMENSIONS, 7)
const OPTIONS = { rebuild: false, onProgress: () => {} }

const vectorOf = (row: number) => values.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS)

function newVersion(fingerprint: string, over: Partial<NewIndexVersion> = {}): NewIndexVersion {
  const measureCount = VIEWS / VIEWS_PER_MEASURE
  return {
    fingerprint,
    corpusVersion: 'corpus',
    embedder: 'random',
    dimensions: DIMENSIONS,
    measureCount,
    views: VIEWS,
    measures: Array.from({ length: measureCount }, (_, row) => ({
      id: `文件/${row}`,
      document: '文件',
      office: 'office',
    })),
    viewMeasures: Uint32Array.from({ length: VIEWS }, (_, row) =>
      Math.floor(row / VIEWS_PER_MEASURE),
    ),
    viewKinds: new Uint8Array(VIEWS),
    vectors: values,
    postings: [
      { rows: Uint32Array.of(1, 5), counts: Uint16Array.of(2, 65_535) },
      { rows: new Uint32Array(), counts: new Uint16Array() },
    ],
    parts: [{ name: 'some', bytes: Uint8Array.of(0, 255, 10) }],
    ...over,
  }
}

for (const { kind, available, open } of TEST_INDEX_DATABASES) {
  describe.skipIf(!available)(`versions of the index in ${kind}`, { timeout: TIMEOUT_MS }, () => {
    let opened: TestIndexDatabase
    let database: IndexDatabase

    beforeAll(async () => {
      opened = await open()
      database = opened.database
      await prepareSchema(database)
    }, TIMEOUT_MS)
    beforeEach(async () => {
      await database.query(`delete from ${SCHEMA}.current_version`)
      await database.query(`update ${SCHEMA}.versions set retired_at = now() - interval '1 day'`)
      await removeRetired(database)
    }, TIMEOUT_MS)
    afterAll(() => opened.remove())

    async function current(): Promise<unknown> {
      const [row] = await database.query(`select version from ${SCHEMA}.current_version`)
      return row?.['version']
    }

    async function tableCount(): Promise<unknown> {
      const [row] = await database.query(
        `select count(*)::int4 as count from pg_tables where schemaname = '${SCHEMA}'`,
      )
      return row?.['count']
    }

    test('the schema is prepared once, however often it is asked for', async () => {
      const before = await tableCount()
      await prepareSchema(database)
      expect(await tableCount()).toBe(before)
    })

    test('what is built is found, read as it was given, and current', async () => {
      const reported: number[] = []
      await buildVersion(database, newVersion('a'), {
        rebuild: false,
        onProgress: (done) => reported.push(done),
      })
      const version = await findVersion(database, 'a')
      if (version === undefined) throw new Error('expected the version')
      expect(version).toMatchObject({ dimensions: DIMENSIONS, measures: 200, views: VIEWS })
      expect(await current()).toBe(version.id)
      expect(reported).toEqual([0])
      const queries = createIndexQueries(database, version)
      expect(await queries.parts()).toEqual(new Map([['some', Uint8Array.of(0, 255, 10)]]))
      expect(await queries.postings([0, 1, 2])).toEqual(
        new Map([
          [0, { rows: Uint32Array.of(1, 5), counts: Uint16Array.of(2, 65_535) }],
          [1, { rows: new Uint32Array(), counts: new Uint16Array() }],
        ]),
      )
      const rows = await database.query(
        `select id, document, office from ${tablesOf(version.id).measures} where row = 7`,
      )
      expect(rows).toEqual([{ id: '文件/7', document: '文件', office: 'office' }])
    })

    test('nearest rows are the right ones, of all measures and of ranges, and scored in full', async () => {
      await buildVersion(database, newVersion('a'), OPTIONS)
      const version = await findVersion(database, 'a')
      if (version === undefined) throw new Error('expected the version')
      const queries = createIndexQueries(database, version)
      const inRanges = (row: number) => {
        const measure = Math.floor(row / VIEWS_PER_MEASURE)
        return (measure >= 10 && measure < 30) || (measure >= 150 && measure < 160)
      }
      for (const [ranges, allows] of [
        [undefined, () => true],
        [
          [
            { start: 10, end: 30 },
            { start: 150, end: 160 },
          ],
          inRanges,
        ],
      ] as const) {
        const expected = Array.from({ length: VIEWS }, (_, row) => row)
          .filter(allows)
          .map((row) => ({ row, score: dot(vectorOf(row), vectorOf(40)) }))
          .toSorted((a, b) => b.score - a.score)
          .slice(0, 20)
        const found = await queries.nearest(vectorOf(40), 20, ranges)
        const best = found.toSorted((a, b) => b.score - a.score)
        // The graph may miss one; what it gives is scored exactly.
        expect(found).toHaveLength(20)
        expect(found.filter(({ row }) => !allows(row))).toEqual([])
        const rows = new Set(best.map(({ row }) => row))
        expect(expected.filter(({ row }) => rows.has(row)).length).toBeGreaterThanOrEqual(19)
        for (const { row, score } of best) {
          expect(score).toBeCloseTo(dot(vectorOf(row), vectorOf(40)), 5)
        }
      }
      const scanned = await queries.nearestByScan(vectorOf(40), 2, [{ start: 13, end: 15 }])
      expect(scanned.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual(
        [39, 40, 41, 42, 43, 44]
          .toSorted((a, b) => dot(vectorOf(b), vectorOf(40)) - dot(vectorOf(a), vectorOf(40)))
          .slice(0, 2)
          .toSorted((a, b) => a - b),
      )
      const cosines = await queries.cosines(vectorOf(40), [0, 199])
      expect(cosines.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual([
        0, 1, 2, 597, 598, 599,
      ])
      expect(await queries.cosines(vectorOf(40), [])).toEqual([])
    })

    test('sketches take the place of the graph, and the views they propose are compared', async () => {
      const sketches = fitSketchProjection(values, DIMENSIONS)
      await buildVersion(database, newVersion('a', { sketches }), OPTIONS)
      const version = await findVersion(database, 'a')
      if (version === undefined) throw new Error('expected the version')
      const queries = createIndexQueries(database, version)
      const codes = new Uint8Array(VIEWS * sketches.length)
      for await (const block of queries.sketches()) {
        codes.set(block.codes, block.start * sketches.length)
      }
      expect(new Int8Array(codes.buffer)).toEqual(sketches.codesOf(values, 0, VIEWS))
      const [graphs] = await database.query(
        `select count(*)::int4 as count from pg_indexes where schemaname = '${SCHEMA}' and indexdef like '%hnsw%'`,
      )
      expect(graphs).toEqual({ count: 0 })
      const found = await queries.cosinesOf(vectorOf(40), Uint32Array.of(7, 40, 599))
      expect(found.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual([7, 40, 599])
      for (const { row, score } of found) {
        expect(score).toBeCloseTo(dot(vectorOf(row), vectorOf(40)), 5)
      }
      expect(await queries.cosinesOf(vectorOf(40), new Uint32Array())).toEqual([])
      await buildVersion(database, newVersion('b'), OPTIONS)
      const withBoth = Number(await tableCount())
      await removeRetired(database, '0 seconds')
      expect(await tableCount()).toBe(withBoth - 5)
    })

    test('another one takes its place; the one before stays for the grace, then goes', async () => {
      await buildVersion(database, newVersion('a'), OPTIONS)
      await buildVersion(database, newVersion('b'), OPTIONS)
      const [a, b] = [await findVersion(database, 'a'), await findVersion(database, 'b')]
      expect(await current()).toBe(b?.id)
      // A server that has it open goes on.
      expect(
        await createIndexQueries(database, a ?? { id: 0, dimensions: 0 }).parts(),
      ).toHaveProperty('size', 1)
      const withBoth = Number(await tableCount())
      await removeRetired(database)
      expect(await tableCount()).toBe(withBoth)
      await removeRetired(database, '0 seconds')
      expect(await tableCount()).toBe(withBoth - 4)
      expect(await findVersion(database, 'a')).toBeUndefined()
      expect(await findVersion(database, 'b')).toEqual(b)
    })

    test('the same is not built twice, and comes back as the current one', async () => {
      await buildVersion(database, newVersion('a'), OPTIONS)
      const first = await findVersion(database, 'a')
      await buildVersion(database, newVersion('b'), OPTIONS)
      await buildVersion(database, newVersion('a'), OPTIONS)
      expect(await findVersion(database, 'a')).toEqual(first)
      expect(await current()).toBe(first?.id)
      await removeRetired(database, '0 seconds')
      expect(await findVersion(database, 'b')).toBeUndefined()
      await buildVersion(database, newVersion('a'), { ...OPTIONS, rebuild: true })
      expect((await findVersion(database, 'a'))?.id).not.toBe(first?.id)
    })

    test('a build that fails or is stopped leaves nothing but the one before', async () => {
      await buildVersion(database, newVersion('a'), OPTIONS)
      const before = [await findVersion(database, 'a'), await current(), await tableCount()]
      const tooShort = newVersion('b', { vectors: values.subarray(0, 100) })
      await expect(buildVersion(database, tooShort, OPTIONS)).rejects.toThrow(
        /dimensions|SQLSTATE 22000/,
      )
      const signal = AbortSignal.abort(new Error('stopped'))
      await expect(buildVersion(database, newVersion('c'), { ...OPTIONS, signal })).rejects.toThrow(
        'stopped',
      )
      expect([await findVersion(database, 'a'), await current(), await tableCount()]).toEqual(
        before,
      )
      expect(await findVersion(database, 'b')).toBeUndefined()
    })

    test('a build is told to those who listen', async () => {
      const told = new Promise<void>((resolve) => database.onNotify(resolve))
      await database.hold(1_000_000, new Set())
      await buildVersion(database, newVersion('a'), OPTIONS)
      await told
    })
  })
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
