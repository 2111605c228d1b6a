import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import {
  closeTestAssistant,
  openTestAssistant,
  TEST_PUBLIC_URL,
} from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { refusal, tryEverything } from './try-everything.fixture.js'
import { INITIALIZE } from './initialize.fixture.js'

const { PATH = '', HOME = '' } = process.env
const COMMAND = {
  command: process.execPath,
  args: ['--import', 'tsx', 'src/cli/main.ts', 'mcp'],
  cwd: projectRoot,
  env: { PATH, HOME, PUBLIC_URL: TEST_PUBLIC_URL },
}

let served: ServedAssistant

beforeAll(async () => {
  // Opened first, so that the index is there and is built by one of them only.
  served = await serveAssistant(await openTestAssistant())
}, 120_000)

afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

test.each([
  ['legacy', '2025-11-25'],
  ['auto', '2026-07-28'],
] as const)(
  'a client in mode %s speaks %s with the command and gets everything',
  { timeout: 180_000 },
  async (mode, version) => {
    const client = new Client(
      { name: 'test', version: '1' },
      // The command opens corpus and model before it answers.
      mode === 'auto' ? { versionNegotiation: { mode, probe: { timeoutMs: 60_000 } } } : {},
    )
    await client.connect(new StdioClientTransport({ ...COMMAND, stderr: 'inherit' }))
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    await tryEverything(client, {
      ask: (body) => served.ask(body),
      get: async (path) => (await fetch(`${served.url}${path}`)).json(),
      search: async (body) =>
        (
          await fetch(`${served.url}/api/v1/search`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).json(),
    })
    expect(await refusal(client, 'ask_measures', { question: '海'.repeat(1001) })).toMatch(/1000/)
    await client.close()
  },
)

test('prints nothing but the protocol and ends with its input', { timeout: 120_000 }, async () => {
  const child = spawn(COMMAND.command, COMMAND.args, { cwd: COMMAND.cwd, env: COMMAND.env })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk
  })
  child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`)
  await once(child.stdout, 'data')
  child.stdin.end()
  await once(child, 'close')
  expect(child.exitCode).toBe(0)
  const lines = printed.trim().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    id: 1,
    result: { protocolVersion: '2025-06-18' },
  })
})
