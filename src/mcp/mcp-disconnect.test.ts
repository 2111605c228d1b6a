import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'

const ARGUMENTS = { question: '大连海关预裁定要提前多久申请？' }

/** Far below the time that the model may take, so that it is the client's going that ends it. */
const TIMEOUT_MS = 60_000
const MODEL_TIMEOUT_MS = 600_000

let served: ServedAssistant
let reached = (): void => {}

beforeAll(async () => {
  served = await serveAssistant(await openTestAssistant(), {
    script: () => [{ text: '企业' }, { reached: () => reached() }, 'stall'],
    modelTimeoutMs: MODEL_TIMEOUT_MS,
  })
}, 120_000)

afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

/** Waits until the model writes, goes, and gives who ended the model's answer. */
async function goWhileWriting(ask: (signal: AbortSignal) => Promise<unknown>) {
  const gone = new AbortController()
  const writing = new Promise<void>((resolve) => {
    reached = resolve
  })
  const asking = ask(gone.signal).then(
    () => 'answered',
    () => 'gone',
  )
  await writing
  gone.abort()
  expect(await asking).toBe('gone')
  return (await served.model?.requests.at(-1)?.ended)?.by
}

test('a bare client of 2025 that goes stops the model', { timeout: TIMEOUT_MS }, async () => {
  const by = await goWhileWriting(async (signal) => {
    const response = await fetch(`${served.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-06-18',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'ask_measures', arguments: ARGUMENTS },
      }),
      signal,
    })
    return response.text()
  })
  expect(by).toBe('client')
})

test('a client of the newest revision that goes stops it too', {
  timeout: TIMEOUT_MS,
}, async () => {
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: 'auto' } },
  )
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`)))
  const by = await goWhileWriting((signal) =>
    client.callTool({ name: 'ask_measures', arguments: ARGUMENTS }, { signal }),
  )
  expect(by).toBe('client')
  await client.close()
})

test('nothing of it was logged as a fault of ours', () => {
  expect(served.log()).not.toContain('"level":50')
})
