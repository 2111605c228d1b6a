import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { measureSchema } from '../domain/measure.js'
import { problemSchema } from '../domain/problem.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

const assistant = createFakeAssistant()
const { app } = await buildTestApp(assistant)
const { measures, documents } = assistant.corpus

afterAll(() => app.close())

const pageSchema = z.strictObject({
  measures: z.array(measureSchema),
  nextCursor: z.string().nullable(),
})

async function pageOf(query: Record<string, string>) {
  const response = await app.inject({ url: '/api/v1/measures', query })
  expect(response.statusCode, response.body).toBe(200)
  const { measures: page, nextCursor } = pageSchema.parse(response.json())
  return { ids: page.map(({ id }) => id), nextCursor }
}

async function refusalOf(query: Record<string, string>) {
  const response = await app.inject({ url: '/api/v1/measures', query })
  expect(response.statusCode, response.body).toBe(400)
  return problemSchema.parse(response.json())
}

async function allPages(query: Record<string, string>) {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await pageOf({ ...query, ...(cursor === '' ? {} : { cursor }) })
    ids.push(...page.ids)
    cursor = page.nextCursor
  }
  return ids
}

describe('pages', () => {
  test('together are the list, whatever the filter and the size', async () => {
    const filters = [
      {},
      ...documents.map(({ data }) => ({ document: data.id })),
      ...documents.map(({ data }) => ({ office: data.office })),
      { document: 'dalian-43', chapter: '2' },
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Record<string, string>>(...filters),
        fc.integer({ min: 1, max: 100 }),
        async (filter, limit) => {
          const whole = measures.filter(
            ({ documentId, officeId, chapter }) =>
              documentId === (filter['document'] ?? documentId) &&
              officeId === (filter['office'] ?? officeId) &&
              (filter['chapter'] === undefined || chapter === Number(filter['chapter']) - 1),
          )
          expect(await allPages({ ...filter, limit: String(limit) })).toEqual(
            whole.map(({ id }) => id),
          )
        },
      ),
      { numRuns: 30 },
    )
  }, 60_000)

  test('the last one has no cursor, also when it is full', async () => {
    expect((await pageOf({ document: 'haikou-20', limit: '20' })).nextCursor).toBeNull()
    expect((await pageOf({ document: 'haikou-20', limit: '19' })).nextCursor).not.toBeNull()
  })

  test('may change their size and their language on the way', async () => {
    const first = await pageOf({ document: 'haikou-20', limit: '3' })
    const cursor = first.nextCursor ?? ''
    const next = await pageOf({ document: 'haikou-20', limit: '2', language: 'en', cursor })
    expect(next.ids).toEqual(['haikou-20/4', 'haikou-20/5'])
    // A cursor holds its place: it may be used again.
    expect(await pageOf({ document: 'haikou-20', limit: '2', cursor })).toEqual(next)
  })
})

describe('a cursor that is refused', () => {
  const PATH = 'querystring.cursor'

  test('one of another list', async () => {
    const { nextCursor } = await pageOf({ document: 'haikou-20', limit: '3' })
    const problem = await refusalOf({ document: 'dalian-43', cursor: nextCursor ?? '' })
    expect(problem.errors).toEqual([
      { path: PATH, message: 'expected a nextCursor of the same list' },
    ])
    await refusalOf({ office: 'shenzhen-customs', cursor: nextCursor ?? '' })
  })

  test('one that is stale: of a measure that is not included any more', async () => {
    for (const gone of ['haikou-20/21', 'closed-9/1']) {
      const problem = await refusalOf({ cursor: Buffer.from(gone).toString('base64url') })
      expect(problem.errors?.map(({ path }) => path)).toEqual([PATH])
    }
  })

  test.each([
    ['empty', ''],
    ['not encoded', 'haikou-20/3'],
    ['with padding', `${Buffer.from('haikou-20/3').toString('base64')}=`],
    ['with a blank', ` ${Buffer.from('haikou-20/3').toString('base64url')}`],
    ['cut', Buffer.from('haikou-20/3').toString('base64url').slice(0, -1)],
    ['of bytes that are no text', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['a statement', Buffer.from("' or 1=1 --").toString('base64url')],
    ['the name of a field', Buffer.from('__proto__').toString('base64url')],
    ['too long', 'a'.repeat(101)],
  ])('one that is forged: %s', async (_, cursor) => {
    const problem = await refusalOf({ cursor })
    expect(problem).toMatchObject({ code: 'invalid_request' })
    expect(problem.errors?.map(({ path }) => path)).toEqual([PATH])
  })

  test('anything but the cursors that are given', async () => {
    const given = new Set(measures.map(({ id }) => Buffer.from(id).toString('base64url')))
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.base64String({ maxLength: 40 }),
          fc.string({ maxLength: 40 }),
          fc.constantFrom(...given).map((cursor) => `${cursor}A`),
        ),
        async (cursor) => {
          fc.pre(!given.has(cursor))
          await refusalOf({ cursor })
        },
      ),
      { numRuns: 100 },
    )
  })
})
