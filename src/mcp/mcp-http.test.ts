import { request as httpRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createKeys } from '../records/keys.js'
import { TEST_DATABASES, type TestDatabase } from '../records/test-databases.fixture.js'
import {
  closeTestAssistant,
  openTestAssistant,
  TEST_PUBLIC_URL,
} from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { call, refusal, tryEverything } from './try-everything.fixture.js'
import { INITIALIZE } from './initialize.fixture.js'

const KEY_PAGE = 'https://key-page.example'
const ALLOWED = 'https://portal.example'

let served: ServedAssistant
let database: TestDatabase
let key = ''

beforeAll(async () => {
  const pglite = TEST_DATABASES.find(({ kind }) => kind === 'pglite')
  if (pglite === undefined) throw new Error('expected a database')
  database = await pglite.open()
  served = await serveAssistant(await openTestAssistant(), {
    database: database.database,
    access: { keysRequired: false, allowedOrigins: [ALLOWED], ratePerMinute: 0 },
  })
  const made = await createKeys(database.database).create({
    name: 'a page',
    scopes: ['answers'],
    origins: [KEY_PAGE],
  })
  key = made.text
}, 120_000)

afterAll(async () => {
  await served.close()
  await database.remove()
  await closeTestAssistant()
})

/** A machine that runs other tests may be too busy for a moment. */
const patientFetch: typeof fetch = async (input, init) => {
  for (let tries = 100; ; tries -= 1) {
    const response = await fetch(input, init)
    if (response.status !== 503 || tries === 0) return response
    await pause(250)
  }
}

async function connect(
  mode: 'auto' | 'legacy',
  headers: Record<string, string> = {},
): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1' },
    mode === 'auto' ? { versionNegotiation: { mode } } : {},
  )
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), {
      fetch: patientFetch,
      requestInit: { headers },
    }),
  )
  return client
}

const native = {
  ask: (body: object) => served.ask(body),
  get: async (path: string) => (await patientFetch(`${served.url}${path}`)).json(),
  search: async (body: object) =>
    (
      await patientFetch(`${served.url}/api/v1/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json(),
}

/** A bare request; `fetch` would not send another `Host`. */
function post(
  body: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${served.url}/mcp`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

describe.each([
  ['legacy', '2025-11-25'],
  ['auto', '2026-07-28'],
] as const)('a client in mode %s', (mode, version) => {
  test(`speaks ${version} and gets everything as the native API has it`, {
    timeout: 120_000,
  }, async () => {
    const client = await connect(mode)
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    expect(client.getServerVersion()?.name).toBe('policy-assistant')
    expect(client.getInstructions()).toContain('ask_measures')
    await tryEverything(client, native)
    await client.close()
  })

  test('is told in words what is wrong with its arguments', async () => {
    const client = await connect(mode)
    expect(await refusal(client, 'ask_measures', {})).toMatch(/question/)
    expect(await refusal(client, 'ask_measures', { question: '\u200b' })).toMatch(/visible/)
    expect(await refusal(client, 'ask_measures', { question: '海'.repeat(1001) })).toMatch(/1000/)
    expect(await refusal(client, 'ask_measures', { question: 'a', wrong: 1 })).toMatch(/wrong/)
    expect(
      await refusal(client, 'ask_measures', { question: 'a', documents: ['no-such'] }),
    ).toMatch(/no-such/)
    expect(await refusal(client, 'read_measure', { measure: 'dalian-43/99' })).toMatch(
      /1 to 43, not 99/,
    )
    expect(await refusal(client, 'fetch', { id: '../secret' })).toMatch(/dalian-43/)
    expect(await refusal(client, 'list_measures', { document: 'no-such' })).toMatch(/haikou-20/)
    expect(await refusal(client, 'list_measures', { cursor: 'no-such' })).toMatch(/nextCursor/)
    expect(
      await refusal(client, 'check_citation', { quote: ' ', measure: 'dalian-43/33' }),
    ).toMatch(/words/)
    await expect(client.callTool({ name: 'no_such', arguments: {} })).rejects.toThrow(/no_such/)
    await client.close()
  })
})

test('answers are kept, and whose they are and how they came stands with them', async () => {
  const client = await connect('auto', { authorization: `Bearer ${key}`, origin: KEY_PAGE })
  const { structured } = await call(client, 'ask_measures', { question: '大连海关第33条' })
  const { id } = z.object({ id: z.uuid() }).parse(structured)
  await client.close()
  const { rows } = await database.database.query(
    `select channel, owner_key_id is not null as owned from answers where id = '${id}'`,
  )
  expect(rows).toEqual([{ channel: 'mcp', owned: true }])
})

describe('a bare request', () => {
  test('may be an initialize of 2025-06-18', async () => {
    const { status, body } = await post(JSON.stringify(INITIALIZE))
    expect(status).toBe(200)
    const data = /^data: (.+)$/m.exec(body)?.[1] ?? body
    expect(JSON.parse(data)).toMatchObject({
      id: 1,
      result: { protocolVersion: '2025-06-18', serverInfo: { name: 'policy-assistant' } },
    })
  })

  test.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a name that looks like this machine', { origin: 'http://localhost.evil.example' }],
    ['a host that is not ours', { host: 'evil.example' }],
    ['a host that is not ours, with a port', { host: 'evil.example:8787' }],
  ])('of %s is refused', async (_name, headers) => {
    const { status, body, headers: sent } = await post(JSON.stringify(INITIALIZE), headers)
    expect(status).toBe(403)
    expect(JSON.parse(body)).toMatchObject({ code: 'forbidden' })
    expect(sent['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    ['our own page', { origin: TEST_PUBLIC_URL, host: 'assistant.example' }],
    ['an allowed page', { origin: ALLOWED }],
    ['a page of this machine', { origin: 'http://localhost:6274' }],
    ['the IPv6 address of this machine', { origin: 'http://[::1]:6274', host: '[::1]:8787' }],
  ])('of %s is answered', async (_name, headers) => {
    expect((await post(JSON.stringify(INITIALIZE), headers)).status).toBe(200)
  })

  test('lets an allowed page read the answer', async () => {
    const { headers } = await post(JSON.stringify(INITIALIZE), { origin: ALLOWED })
    expect(headers['access-control-allow-origin']).toBe(ALLOWED)
    expect(headers['x-request-id']).toEqual(expect.any(String))
  })

  test('with a wrong key is refused', async () => {
    const { status } = await post(JSON.stringify(INITIALIZE), { authorization: 'Bearer wrong' })
    expect(status).toBe(401)
  })

  test('that is too long, no JSON, a list or no message is refused', async () => {
    const long = { ...INITIALIZE, padding: 'x'.repeat(64 * 1024) }
    expect((await post(JSON.stringify(long))).status).toBe(413)
    expect((await post('{')).status).toBe(400)
    const listed = await post(
      JSON.stringify([1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'tools/list' }))),
    )
    expect([listed.status, listed.body]).toEqual([400, expect.stringMatching(/one message/)])
    expect((await post('{"hello":"there"}')).status).toBe(400)
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post(JSON.stringify(INITIALIZE), { accept: 'text/html' })).status).toBe(406)
  })

  test('other than POST gets 405, and the description does not speak of it', async () => {
    const got = await fetch(`${served.url}/mcp`, { headers: { accept: 'text/event-stream' } })
    expect(got.status).toBe(405)
    expect(got.headers.get('allow')).toContain('POST')
    const description = await (await fetch(`${served.url}/openapi.json`)).text()
    expect(description).not.toContain('/mcp')
  })
})
