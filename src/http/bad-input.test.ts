import { type AddressInfo, connect } from 'node:net'
import type { InjectOptions } from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { type Problem, problemSchema } from '../domain/problem.js'
import { ERROR_TABLE } from '../errors.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { BODY_LIMIT_BYTES } from './json-body.js'

const { assistant } = await openTestAssistant()
const { app } = await buildTestApp(assistant)
await app.listen({ host: '127.0.0.1', port: 0 })

afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

/** A refusal as the contract has it: right type, known code, its own status and title, the id. */
async function problemOf(options: InjectOptions, status: number): Promise<Problem> {
  const response = await app.inject(options)
  const about = `${options.method ?? 'GET'} ${JSON.stringify(options.url)}: ${response.body}`
  expect(response.statusCode, about).toBe(status)
  expect(response.headers['content-type'], about).toBe('application/problem+json; charset=utf-8')
  const problem = problemSchema.parse(response.json())
  expect(problem).toEqual(response.json())
  expect(problem.status).toBe(status)
  expect(Object.entries(ERROR_TABLE)).toContainEqual([
    problem.code,
    { status, title: problem.title },
  ])
  expect(problem.requestId).toBe(response.headers['x-request-id'])
  expect(problem.detail).not.toBe('')
  return problem
}

const post = (payload: unknown, url = '/api/v1/answers'): InjectOptions => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  payload: Buffer.isBuffer(payload)
    ? payload
    : typeof payload === 'string'
      ? payload
      : JSON.stringify(payload),
})

const turns = (count: number) =>
  Array.from({ length: count }, () => ({ role: 'user', content: '' }))

/** Bodies of a question that are wrong in one place: what, the body, the path, the expectation. */
const WRONG_ANSWERS: ReadonlyArray<readonly [string, unknown, string, RegExp]> = [
  ['no question', {}, 'question', /expected string/],
  ['an empty question', { question: '' }, 'question', />=1 char/],
  ['a blank question', { question: ' \t\n\u3000' }, 'question', /visible/],
  ['control characters only', { question: '\u0000\u0007\u009f' }, 'question', /visible/],
  ['zero-width characters only', { question: '\u200b\u200d\ufeff\u2060' }, 'question', /visible/],
  ['1,001 characters', { question: '问'.repeat(1001) }, 'question', /<=1000 char/],
  ['a number for a question', { question: 33 }, 'question', /expected string.*number/],
  ['null for a question', { question: null }, 'question', /expected string.*null/],
  ['a list for a question', { question: ['通关'] }, 'question', /expected string.*array/],
  [
    'deep nesting',
    `{"question": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    'question',
    /expected string/,
  ],
  ['an unknown field', { question: '通关', top_k: 5 }, 'top_k', /expected no such field/],
  [
    'an unknown field in a filter',
    { question: '通关', filters: { regions: ['x'] } },
    'filters.regions',
    /expected no such field/,
  ],
  [
    'an unknown field in a turn',
    { question: '通关', history: [{ role: 'user', content: '', name: 'x' }] },
    'history.0.name',
    /expected no such field/,
  ],
  [
    'an unknown office',
    { question: '通关', filters: { offices: ['dalian-customs', 'mars'] } },
    'filters.offices.1',
    /expected one of .*dalian-customs.*"mars"/,
  ],
  [
    'an office that is not covered',
    { question: '通关', filters: { offices: ['shanghai-customs'] } },
    'filters.offices.0',
    /expected one of/,
  ],
  [
    'an unknown document',
    { question: '通关', filters: { documents: ['dalian-44'] } },
    'filters.documents.0',
    /expected one of .*dalian-43.*"dalian-44"/,
  ],
  [
    'a filter of the prototype',
    { question: '通关', filters: { documents: ['constructor'] } },
    'filters.documents.0',
    /expected one of/,
  ],
  [
    'an empty filter',
    { question: '通关', filters: { documents: [] } },
    'filters.documents',
    />=1 items/,
  ],
  [
    'a filter that is a word',
    { question: '通关', filters: 'dalian-43' },
    'filters',
    /expected object/,
  ],
  ['a bad language', { question: '通关', language: 'fr' }, 'language', /expected auto, zh-Hans/],
  ['a language that is a number', { question: '通关', language: 1 }, 'language', /expected string/],
  ['a history too long', { question: '通关', history: turns(21) }, 'history', /<=20 items/],
  [
    'a turn of 8,001 characters',
    { question: '通关', history: [{ role: 'user', content: '问'.repeat(8001) }] },
    'history.0.content',
    /<=8000 char/,
  ],
  [
    'a turn of nobody',
    { question: '通关', history: [{ role: 'system', content: '' }] },
    'history.0.role',
    /expected one of "user"\|"assistant"/,
  ],
  [
    'a bad measure id',
    { question: '通关', history: [{ role: 'assistant', content: '', measures: ['dalian-43'] }] },
    'history.0.measures.0',
    /expected <document-id>\/<number>/,
  ],
  ['a bad conversation id', { question: '通关', conversationId: '1' }, 'conversationId', /UUID/],
  ['a bad mode', { question: '通关', mode: 'creative' }, 'mode', /expected one of "auto"/],
  ['no citation', { question: '通关', maxCitations: 0 }, 'maxCitations', />=1/],
  ['eleven citations', { question: '通关', maxCitations: 11 }, 'maxCitations', /<=10/],
  ['half a citation', { question: '通关', maxCitations: 1.5 }, 'maxCitations', /expected int/],
  ['a trace that is a word', { question: '通关', trace: 'yes' }, 'trace', /expected boolean/],
  ['a list', [{ question: '通关' }], 'body', /expected object.*array/],
  ['a word', '"通关"', 'body', /expected object.*string/],
  ['null', 'null', 'body', /expected object.*null/],
  ['nothing', '', 'body', /expected JSON/],
  ['wrong JSON', '{"question": "通关"', 'body', /expected JSON/],
  ['JSON and more', '{"question": "通关"} x', 'body', /expected JSON/],
  ['a form', 'question=通关', 'body', /expected JSON/],
  [
    'bytes that are not UTF-8',
    Buffer.from('{"question": "\xcd\xa8\xb9\xd8"}', 'latin1'),
    'body',
    /expected UTF-8/,
  ],
  ['UTF-16', Buffer.from('{"question": "通关"}', 'utf16le'), 'body', /expected/],
  [
    'half a character',
    Buffer.concat([Buffer.from('{"question": "通'), Buffer.from([0xe5, 0x85]), Buffer.from('"}')]),
    'body',
    /expected UTF-8/,
  ],
  [
    'a doubled field',
    '{"question": "通关", "question": "归类"}',
    'question',
    /expected each field once/,
  ],
  [
    'a field doubled by escapes',
    '{"question": "通关", "\\u0071uestion": "归类"}',
    'question',
    /expected each field once/,
  ],
  [
    'a field doubled inside',
    '{"question": "通关", "filters": {"offices": ["mars"], "offices": ["dalian-customs"]}}',
    'filters.offices',
    /expected each field once/,
  ],
  [
    'a field doubled in a turn',
    '{"question": "通关", "history": [{"role": "user", "content": "a", "content": "b"}]}',
    'history.0.content',
    /expected each field once/,
  ],
  ['__proto__', '{"question": "通关", "__proto__": {"mode": "auto"}}', 'body', /expected JSON/],
  [
    '__proto__ inside',
    '{"question": "通关", "filters": {"__proto__": {"offices": ["mars"]}}}',
    'body',
    /expected JSON/,
  ],
  [
    'constructor.prototype',
    '{"question": "通关", "constructor": {"prototype": {}}}',
    'body',
    /expected JSON/,
  ],
]

describe('a question that is wrong in one place', () => {
  test.each(WRONG_ANSWERS)('%s', async (_, body, path, expectation) => {
    const problem = await problemOf(post(body), 400)
    expect(problem.code).toBe('invalid_request')
    expect(problem.errors?.map((error) => error.path)).toEqual([path])
    expect(problem.errors?.[0]?.message).toMatch(expectation)
    expect(problem.detail).toMatch(expectation)
  })

  test('names every wrong place at once', async () => {
    const problem = await problemOf(
      post({ question: 5, maxCitations: 50, colour: 'red', size: 1 }),
      400,
    )
    expect(problem.errors?.map(({ path }) => path).toSorted()).toEqual([
      'colour',
      'maxCitations',
      'question',
      'size',
    ])
  })

  test('pollutes no prototype', async () => {
    await problemOf(post('{"__proto__": {"polluted": 1}}'), 400)
    await problemOf({ url: '/api/v1/measures?__proto__[polluted]=1' }, 400)
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('a search that is wrong in one place', () => {
  test.each<readonly [string, unknown, RegExp]>([
    ['no query', {}, /query: .*expected string/],
    ['an empty query', { query: '' }, /query: /],
    ['a blank query', { query: '\u3000\u200b' }, /visible character/],
    ['1,001 characters', { query: '问'.repeat(1001) }, /query: .*<=1000/],
    ['a limit of 0', { query: '通关', limit: 0 }, /limit: /],
    ['a limit of 51', { query: '通关', limit: 51 }, /limit: .*<=50/],
    ['a limit that is a word', { query: '通关', limit: '10' }, /limit: .*expected number/],
    ['an unknown field', { query: '通关', question: '通关' }, /question: expected no such field/],
    [
      'an unknown office',
      { query: '通关', filters: { offices: ['mars'] } },
      /filters.offices.0: expected one of/,
    ],
    ['a bad language', { query: '通关', language: 'zz' }, /language: expected auto/],
    ['not UTF-8', Buffer.from('{"query": "\xff"}', 'latin1'), /body: expected UTF-8/],
  ])('%s', async (_, body, expectation) => {
    const problem = await problemOf(post(body, '/api/v1/search'), 400)
    expect(problem.code).toBe('invalid_request')
    expect(problem.detail).toMatch(expectation)
    expect(problem.errors).toHaveLength(1)
  })
})

describe('an address that is wrong', () => {
  test.each([
    ['/api/v1/measures?document=dalian-44', 'querystring.document', /expected one of .*dalian-43/],
    ['/api/v1/measures?office=mars', 'querystring.office', /expected a covered office/],
    ['/api/v1/measures?office=shanghai-customs', 'querystring.office', /expected a covered office/],
    ['/api/v1/measures?limit=0', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=101', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=ten', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=0x10', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=1e1', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?limit=5&limit=6', 'querystring.limit', /1 to 100/],
    ['/api/v1/measures?chapter=0', 'querystring.chapter', /from 1/],
    ['/api/v1/measures?chapter=-1', 'querystring.chapter', /from 1/],
    ['/api/v1/measures?cursor=nonsense', 'querystring.cursor', /expected a nextCursor/],
    ['/api/v1/measures?cursor=', 'querystring.cursor', /expected a nextCursor/],
    ['/api/v1/measures?cursor=%00%ff', 'querystring.cursor', /expected a nextCursor/],
    [`/api/v1/measures?cursor=${'A'.repeat(101)}`, 'querystring.cursor', /<=100/],
    [
      `/api/v1/measures?document=dalian-43&cursor=${btoa('haikou-20/3')}`,
      'querystring.cursor',
      /same list/,
    ],
    ['/api/v1/measures?page=2', 'querystring.page', /expected no such field/],
    ['/api/v1/measures?language=fr', 'querystring.language', /expected auto/],
    ['/api/v1/measures?language=en&language=zh', 'querystring.language', /expected string.*array/],
    ['/api/v1/documents?language=fr', 'querystring.language', /expected auto/],
    ['/api/v1/offices?colour=red', 'querystring.colour', /expected no such field/],
    ['/api/v1/measures/dalian-43/x', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/00', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/-1', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/1e1', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/0x1', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/%2033', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/033', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/１', 'params.number', /expected digits/],
    ['/api/v1/measures/dalian-43/99999999999999999999', 'params.number', /expected digits/],
  ])('%s', async (url, path, expectation) => {
    const problem = await problemOf({ url }, 400)
    expect(problem.code).toBe('invalid_request')
    expect(problem.errors?.map((error) => error.path)).toEqual([path])
    expect(problem.errors?.[0]?.message).toMatch(expectation)
  })

  test('is refused when it is not an address', async () => {
    for (const url of ['/api/v1/documents/%zz', '/%', '/api/v1/measures/%ff/1']) {
      expect((await problemOf({ url }, 400)).detail).toMatch(/expected|not a valid url/)
    }
  })

  test.each([
    '/api',
    '/api/v1',
    '/api/v1/answers/',
    '/api/v2/answers',
    '/API/V1/offices',
    '/api/v1//offices',
    '/api/v1/offices/../offices/',
    '/api/v1/documents/dalian-44',
    '/api/v1/documents/..%2f..%2fpackage.json',
    '/api/v1/documents/__proto__',
    '/api/v1/measures/dalian-44/1',
    '/api/v1/measures/dalian-43/44',
    '/api/v1/measures/hainan-ftp-cases/1',
    '/api/v1/measures/haikou-20/999999',
    `/api/v1/documents/${'x'.repeat(500)}`,
    '/.env',
    '/api/v1/%00',
  ])('%s is not found', async (url) => {
    expect((await problemOf({ url }, 404)).code).toBe('not_found')
  })

  test('tells which numbers and documents there are', async () => {
    const number = await problemOf({ url: '/api/v1/measures/hainan-ftp-cases/7' }, 404)
    expect(number.detail).toMatch(/3 to 6/)
    const document = await problemOf({ url: '/api/v1/documents/x' }, 404)
    expect(document.detail).toMatch(/dalian-43/)
  })
})

describe('a method that is wrong', () => {
  test.each([
    ['GET', '/api/v1/answers', 'POST'],
    ['HEAD', '/api/v1/answers', 'POST'],
    ['PUT', '/api/v1/search', 'POST'],
    ['OPTIONS', '/api/v1/search', 'POST'],
    ['POST', '/api/v1/measures', 'GET, HEAD'],
    ['DELETE', '/api/v1/measures/dalian-43/33', 'GET, HEAD'],
    ['PATCH', '/api/v1/documents/dalian-43', 'GET, HEAD'],
    ['POST', '/api/v1/documents/dalian-43?language=en', 'GET, HEAD'],
    ['POST', '/livez', 'GET, HEAD'],
    ['TRACE', '/api/v1/offices', 'GET, HEAD'],
  ] as const)('%s %s', async (method, url, allowed) => {
    const response = await app.inject({ method: method as 'GET', url })
    expect(response.statusCode).toBe(405)
    expect(response.headers.allow).toBe(allowed)
    if (method === 'HEAD') return
    const problem = problemSchema.parse(response.json())
    expect(problem.code).toBe('method_not_allowed')
    expect(problem.detail).toContain(allowed.split(',')[0])
    expect(problem.requestId).toBe(response.headers['x-request-id'])
  })

  test('is told before the body is looked at', async () => {
    for (const url of ['/api/v1/measures', '/api/v1/nothing']) {
      const response = await app.inject({
        method: 'PUT',
        url,
        headers: { 'content-type': 'text/csv' },
        payload: 'x'.repeat(BODY_LIMIT_BYTES * 2),
      })
      expect(response.statusCode).toBe(url.endsWith('nothing') ? 404 : 405)
    }
  })

  test('HEAD is answered where GET is', async () => {
    const response = await app.inject({ method: 'HEAD', url: '/api/v1/offices' })
    expect([response.statusCode, response.body]).toEqual([200, ''])
  })
})

describe('an Accept that cannot be met', () => {
  test.each([
    ['POST', '/api/v1/answers', 'text/html'],
    ['POST', '/api/v1/answers', 'image/*'],
    ['POST', '/api/v1/answers', 'application/json;q=0'],
    ['POST', '/api/v1/answers', '*/*;q=0'],
    ['POST', '/api/v1/search', 'text/event-stream'],
    ['GET', '/api/v1/offices', 'text/html'],
    ['GET', '/api/v1/measures/dalian-43/33', 'application/xml, text/html;q=0.9'],
  ] as const)('%s %s with "%s"', async (method, url, accept) => {
    const payload = url.endsWith('search') ? { query: '通关' } : { question: '通关' }
    const problem = await problemOf(
      { method, url, headers: { accept }, ...(method === 'POST' ? { payload } : {}) },
      406,
    )
    expect(problem.code).toBe('not_acceptable')
    expect(problem.detail).toMatch(/expected application\/json/)
  })

  test('an unknown path is not found, whatever is accepted', async () => {
    await problemOf({ url: '/nothing', headers: { accept: 'text/html' } }, 404)
  })
})

describe('a body that is too large or of another kind', () => {
  const padded = (bytes: number): string => {
    const body = JSON.stringify({ question: '大连海关第三十三项写了什么？' })
    return body + ' '.repeat(bytes - Buffer.byteLength(body))
  }

  test('64 kB are answered, one byte more is not', async () => {
    expect(BODY_LIMIT_BYTES).toBe(65_536)
    expect((await app.inject(post(padded(65_536)))).statusCode).toBe(200)
    const problem = await problemOf(post(padded(65_537)), 413)
    expect(problem.code).toBe('payload_too_large')
  })

  test('a large body without a length is cut off', async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    const received = new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (chunk) => {
        text += String(chunk)
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(text))
    })
    socket.write(
      'POST /api/v1/answers HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    )
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`
    for (let sent = 0; sent < 5; sent += 1) socket.write(chunk)
    expect(await received).toMatch(/^HTTP\/1\.1 413 /)
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json-seq',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('%s is not supported', async (type) => {
    const problem = await problemOf(
      { ...post({ question: '通关' }), headers: { 'content-type': type } },
      415,
    )
    expect(problem.code).toBe('unsupported_media_type')
    expect(problem.detail).toMatch(/expected application\/json/)
  })

  test('bytes of no named type are not supported', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/answers',
      payload: Buffer.from('{"question": "通关"}'),
    })
    expect(response.statusCode).toBe(415)
  })

  test('JSON with a charset is JSON', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset=UTF-8']) {
      const response = await app.inject({
        ...post({ question: '深圳海关第十九条' }),
        headers: { 'content-type': type },
      })
      expect(response.statusCode).toBe(200)
    }
  })

  test('a byte order mark is no part of the question', async () => {
    const response = await app.inject(post('\ufeff{"question": "深圳海关第十九条"}'))
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ question: '深圳海关第十九条' })
  })
})

describe('what is not there', () => {
  test('an unknown conversation', async () => {
    const conversationId = '00000000-0000-4000-8000-000000000000'
    const problem = await problemOf(post({ question: '通关', conversationId }), 404)
    expect(problem.code).toBe('not_found')
    expect(problem.detail).toContain(conversationId)
  })

  test('a language model, when one is demanded', async () => {
    const problem = await problemOf(post({ question: '通关', mode: 'generative' }), 503)
    expect(problem.code).toBe('model_unavailable')
  })
})
