import { afterAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import { AppError, ERROR_TABLE, type ErrorCode } from '../errors.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { problemOf, toAppError } from './error-handler.js'

const SECRET = 'secret at /srv/model.onnx: 10.0.0.5 said no'
let thrown: unknown
const fails = async (): Promise<never> => {
  throw thrown
}
const { app, log } = await buildTestApp(
  createFakeAssistant({
    answer: fails,
    search: fails,
    async *events() {
      yield await fails()
    },
  }),
)

afterAll(() => app.close())

const CODES = Object.keys(ERROR_TABLE) as ErrorCode[]
const WAYS = [
  ['/api/v1/answers', { question: '通关' }, 'application/json'],
  ['/api/v1/answers', { question: '通关' }, 'text/event-stream'],
  ['/api/v1/search', { query: '通关' }, 'application/json'],
] as const

describe('what goes wrong on our side', () => {
  test.each([
    ['an error', new Error(SECRET)],
    ['an error of our table', new AppError('internal', SECRET)],
    [
      'a bad model',
      new AppError('bad_model', SECRET, { details: [{ path: SECRET, message: SECRET }] }),
    ],
    ['a bad index', new AppError('bad_index', SECRET)],
    ['a full queue', new AppError('overloaded', SECRET, { retryAfterSeconds: 3 })],
    ['no model', new AppError('model_unavailable', SECRET)],
    ['a system error', Object.assign(new Error(SECRET), { code: 'ENOENT', path: SECRET })],
    ['an error with a status', Object.assign(new Error(SECRET), { statusCode: 502 })],
    ['a word', SECRET],
    ['nothing', undefined],
    ['an object', { message: SECRET }],
  ])('%s: the log has it, the caller only the id to ask about', async (_, error) => {
    thrown = error
    for (const [url, payload, accept] of WAYS) {
      const before = log.length
      const response = await app.inject({ method: 'POST', url, payload, headers: { accept } })
      expect([500, 503]).toContain(response.statusCode)
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      const problem = problemSchema.parse(response.json())
      expect(response.body).not.toContain('secret')
      expect(response.body).not.toContain('srv')
      expect(JSON.stringify(response.headers)).not.toContain('secret')
      expect(['internal', 'overloaded', 'model_unavailable']).toContain(problem.code)
      const lines = log.slice(before)
      expect(lines.some(({ level }) => level === (response.statusCode === 500 ? 50 : 40))).toBe(
        true,
      )
      if (error !== undefined) expect(lines.some(({ raw }) => raw.includes('secret'))).toBe(true)
      expect(lines.some(({ raw }) => raw.includes(problem.requestId))).toBe(true)
    }
  })

  test('a full queue says when to come again', async () => {
    thrown = new AppError('overloaded', SECRET, { retryAfterSeconds: 3 })
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/search',
      payload: { query: '通关' },
    })
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('3')
    expect(response.json()).toMatchObject({ code: 'overloaded', title: 'The server is busy' })
  })

  test('an answer that breaks its own schema does not go out', async () => {
    const { app: wrong } = await buildTestApp(
      createFakeAssistant({
        search: async () => ({ results: [], timings: { totalMs: Number.NaN } }),
      }),
    )
    const response = await wrong.inject({
      method: 'POST',
      url: '/api/v1/search',
      payload: { query: '通关' },
    })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toMatchObject({ code: 'internal' })
    await wrong.close()
  })
})

describe('problemOf', () => {
  test.each(CODES)('%s keeps to the table', (code) => {
    const { status, title } = ERROR_TABLE[code]
    const problem = problemSchema.parse(
      problemOf(new AppError(code, 'why', { details: [{ path: 'a', message: 'b' }] }), 'id'),
    )
    expect(problem).toMatchObject({
      status,
      title: status === 500 ? ERROR_TABLE.internal.title : title,
    })
    expect(problem.requestId).toBe('id')
    expect(problem.detail === 'why').toBe(status < 500)
    expect(problem.errors !== undefined).toBe(status < 500)
    if (status === 500) expect(problem.code).toBe('internal')
  })
})

describe('toAppError', () => {
  test('keeps what is ours, and takes a 4xx of the framework for the caller’s fault', () => {
    const own = new AppError('conflict', 'x')
    expect(toAppError(own)).toBe(own)
    expect(toAppError(Object.assign(new Error('x'), { statusCode: 431 })).code).toBe(
      'invalid_request',
    )
    expect(toAppError(Object.assign(new Error('x'), { statusCode: 500 })).code).toBe('internal')
    expect(toAppError('x').code).toBe('internal')
  })
})
