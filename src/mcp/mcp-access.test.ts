import { setTimeout as pause } from 'node:timers/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKeys, type NewKey } from '../records/keys.js'
import { TEST_DATABASES, type TestDatabase } from '../records/test-databases.fixture.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { INITIALIZE } from './initialize.fixture.js'

/** Body of which one byte more is refused. */
const BODY_LIMIT_BYTES = 64 * 1024

let served: ServedAssistant
let database: TestDatabase

beforeAll(async () => {
  const pglite = TEST_DATABASES.find(({ kind }) => kind === 'pglite')
  if (pglite === undefined) throw new Error('expected a database')
  database = await pglite.open()
  served = await serveAssistant(await openTestAssistant(), {
    database: database.database,
    access: { keysRequired: true, allowedOrigins: [], ratePerMinute: 0 },
    script: () => [{ text: '企业' }, 'stall'],
    modelTimeoutMs: 600_000,
  })
}, 120_000)

afterAll(async () => {
  await served.close()
  await database.remove()
  await closeTestAssistant()
})

let made = 0

async function newKey(options: Partial<NewKey> = {}): Promise<string> {
  made += 1
  const { text } = await createKeys(database.database).create({
    name: `key ${made}`,
    scopes: ['answers'],
    ...options,
  })
  return text
}

const toolCall = (name: string, args: object) => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: args },
})

const READ = toolCall('read_measure', { measure: 'dalian-43/33' })

function post(body: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(`${served.url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
      ...headers,
    },
    body,
  })
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describe('where keys are required', () => {
  test('nothing is said without one, by either revision', async () => {
    const bare = await post(JSON.stringify(INITIALIZE))
    expect(bare.status).toBe(401)
    expect(bare.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await bare.json()).toMatchObject({ code: 'unauthorized' })
    for (const versionNegotiation of [undefined, { mode: 'auto' as const }]) {
      const client = new Client(
        { name: 'test', version: '1' },
        versionNegotiation === undefined ? {} : { versionNegotiation },
      )
      const transport = new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`))
      await expect(client.connect(transport)).rejects.toThrow(/401|[Uu]nauthori[sz]ed|key/)
    }
  })

  test('nor with one that is wrong, revoked, of another scope, or in the URL', async () => {
    const good = await newKey()
    expect((await post(JSON.stringify(READ), bearer(`${good}x`))).status).toBe(401)
    const keys = createKeys(database.database)
    const revoked = await keys.create({ name: 'revoked', scopes: ['answers'] })
    await keys.revoke(revoked.key.id)
    expect((await post(JSON.stringify(READ), bearer(revoked.text))).status).toBe(401)
    expect(
      (await post(JSON.stringify(READ), bearer(await newKey({ scopes: ['metrics'] })))).status,
    ).toBe(403)
    const inUrl = await fetch(`${served.url}/mcp?key=${good}&api_key=${good}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify(INITIALIZE),
    })
    expect(inUrl.status).toBe(401)
    expect(served.log()).not.toContain(good)
  })

  test('a client with a key lists and calls', async () => {
    const client = new Client(
      { name: 'test', version: '1' },
      { versionNegotiation: { mode: 'auto' } },
    )
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), {
        requestInit: { headers: bearer(await newKey()) },
      }),
    )
    expect((await client.listTools()).tools).toHaveLength(7)
    const { content } = await client.callTool({
      name: 'read_measure',
      arguments: { measure: 'dalian-43/33' },
    })
    expect(JSON.stringify(content)).toContain('dalian-43/33')
    await client.close()
  })
})

test('each key has its own rate, and is told when to come back', async () => {
  const limited = bearer(await newKey({ limitPerMinute: 2 }))
  const free = bearer(await newKey())
  const statuses: number[] = []
  for (let asked = 0; asked < 3; asked += 1) {
    statuses.push((await post(JSON.stringify(READ), limited)).status)
  }
  expect(statuses).toEqual([200, 200, 429])
  const refused = await post(JSON.stringify(READ), limited)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
  expect((await post(JSON.stringify(READ), free)).status).toBe(200)
})

describe('a long body', () => {
  test('of 64 kB is read, of one byte more it is not', async () => {
    const key = bearer(await newKey())
    const bare = JSON.stringify({ ...READ, padding: '' }).length
    const sized = (bytes: number) => JSON.stringify({ ...READ, padding: 'x'.repeat(bytes - bare) })
    // Too long for the protocol, which knows no such field, but not for the body's limit.
    expect((await post(sized(BODY_LIMIT_BYTES), key)).status).not.toBe(413)
    const longer = await post(sized(BODY_LIMIT_BYTES + 1), key)
    expect(longer.status).toBe(413)
    expect(await longer.json()).toMatchObject({ code: 'payload_too_large' })
  })

  test('of a megabyte of arguments is refused, and the next call is answered', async () => {
    const key = bearer(await newKey())
    for (const args of [
      { question: '海'.repeat(350_000) },
      {
        question: 'a',
        history: Array.from({ length: 130 }, () => ({ role: 'user', content: 'y'.repeat(8000) })),
      },
    ]) {
      const { status } = await post(JSON.stringify(toolCall('ask_measures', args)), key)
      expect(status).toBe(413)
    }
    expect((await post(JSON.stringify(READ), key)).status).toBe(200)
  })

  test('that is deep or holds odd names is refused in words or passed over', async () => {
    const key = bearer(await newKey())
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    for (const args of [
      `{"question":${deep}}`,
      `{"x":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`,
      `{"x":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`,
      '{"__proto__":{"question":"a"}}',
      '[]',
      '"a"',
      'null',
    ]) {
      const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask_measures","arguments":${args}}}`
      const response = await post(body, key)
      expect(response.status).toBeLessThan(500)
      const text = await response.text()
      expect(text).not.toContain('"answered"')
      expect(text).toMatch(/"isError":true|"error":|invalid_request/)
    }
  })
})

test('who goes while the model writes ends its work', { timeout: 60_000 }, async () => {
  const gone = new AbortController()
  const before = served.model?.requests.length ?? 0
  const asking = fetch(`${served.url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...bearer(await newKey()),
    },
    body: JSON.stringify(toolCall('ask_measures', { question: '大连海关预裁定要提前多久申请？' })),
    signal: gone.signal,
  }).then(
    async (response) => response.text(),
    () => 'gone',
  )
  while ((served.model?.requests.length ?? 0) === before) await pause(10)
  gone.abort()
  await asking
  expect((await served.model?.requests.at(-1)?.ended)?.by).toBe('client')
  expect(served.log()).not.toContain('"level":50')
})
