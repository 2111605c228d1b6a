import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { fetchPatiently } from '../openai/post-patiently.fixture.js'
import {
  closeTestAssistant,
  openTestAssistant,
  TEST_PUBLIC_URL,
} from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import {
  differences,
  type Exchange,
  messageIn,
  readRecording,
  type Recording,
  shapeOf,
} from './exchange-shape.fixture.js'

const folder = join(projectRoot, 'src/mcp/exchanges')
const recordings = readdirSync(folder).map((name) => ({
  name,
  ...readRecording(readFileSync(join(folder, name), 'utf8')),
}))

let served: ServedAssistant

beforeAll(async () => {
  // Opened first, so that the index is there and is built by one of them only.
  served = await serveAssistant(await openTestAssistant())
}, 120_000)

afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

const of = (transport: Recording['recorded']['transport']) =>
  recordings.filter(({ recorded }) => recorded.transport === transport)

const methodOf = ({ sent }: Exchange) =>
  typeof sent?.['method'] === 'string' ? sent['method'] : ''

describe.each(of('http'))('$name: what $recorded.client sent', ({ exchanges }) => {
  test('is answered in the recorded shape, field by field', { timeout: 60_000 }, async () => {
    for (const { method = '', headers = {}, sent, status, contentType: type, shape } of exchanges) {
      const response = await fetchPatiently(`${served.url}/mcp`, {
        method,
        headers,
        ...(sent === null ? {} : { body: JSON.stringify(sent) }),
      })
      const contentType = response.headers.get('content-type')
      const message = messageIn(contentType, await response.text())
      expect({ sent, status: response.status, contentType }).toEqual({
        sent,
        status,
        contentType: type,
      })
      expect({ sent, wrong: differences(shape, shapeOf(message)) }).toEqual({ sent, wrong: [] })
    }
  })
})

describe.each(of('stdio'))('$name: what $recorded.client wrote', ({ exchanges }) => {
  test('is answered in the recorded shape, field by field', { timeout: 120_000 }, async () => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'mcp'], {
      cwd: projectRoot,
      env: { PATH, HOME, PUBLIC_URL: TEST_PUBLIC_URL },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const ended = once(child, 'close')
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    for (const { sent, shape } of exchanges) {
      child.stdin.write(`${JSON.stringify(sent)}\n`)
      if (shape === null) continue
      const { value, done } = await lines.next()
      expect({ sent, done }).toEqual({ sent, done: false })
      const wrong = differences(shape, shapeOf(JSON.parse(String(value))))
      expect({ sent, wrong }).toEqual({ sent, wrong: [] })
    }
    child.stdin.end()
    // Nothing more is written than what was asked for.
    expect((await lines.next()).done).toBe(true)
    await ended
    expect(child.exitCode).toBe(0)
  })
})

describe('the comparison', () => {
  const tool = {
    name: 'ask',
    inputSchema: { type: 'object', required: ['a'], properties: { a: {} } },
  }
  const recorded = { jsonrpc: '2.0', id: 1, result: { tools: [tool], isError: false } }
  const changed = (change: object) => ({ ...recorded, result: { ...recorded.result, ...change } })

  test.each([
    ['a field that is gone', { jsonrpc: '2.0', id: 1 }],
    ['another value', { ...recorded, id: 2 }],
    ['a field more', changed({ more: 'string' })],
    ['a tool more', changed({ tools: [tool, tool] })],
    ['another name', changed({ tools: [{ ...tool, name: 'other' }] })],
    [
      'an argument that is gone',
      changed({
        tools: [{ ...tool, inputSchema: { type: 'object', required: ['a'], properties: {} } }],
      }),
    ],
    [
      'an argument that need not be given any more',
      changed({ tools: [{ ...tool, inputSchema: { ...tool.inputSchema, required: ['b'] } }] }),
    ],
    [
      'an argument more that has to be given',
      changed({ tools: [{ ...tool, inputSchema: { ...tool.inputSchema, required: ['a', 'b'] } }] }),
    ],
    ['no message', null],
  ])('finds %s', (_name, found) => {
    expect(differences(recorded, found)).toHaveLength(1)
  })

  test('takes an argument more', () => {
    const inputSchema = { type: 'object', required: ['a'], properties: { a: {}, b: {} } }
    expect(differences(recorded, changed({ tools: [{ ...tool, inputSchema }] }))).toEqual([])
    expect(differences(recorded, recorded)).toEqual([])
  })

  test('masks what may be other, and no more', () => {
    expect(
      shapeOf({
        id: 3,
        result: {
          isError: true,
          id: 'x',
          tools: [{ name: 'a' }, { name: 'b' }],
          list: [1, 2, 'c'],
        },
      }),
    ).toEqual({
      id: 3,
      result: {
        isError: true,
        id: 'string',
        tools: [{ name: 'a' }, { name: 'b' }],
        list: ['number', 'string'],
      },
    })
  })
})

describe('the recordings', () => {
  test('are of each revision, over both transports', () => {
    const kinds = recordings.map(
      ({ recorded }) => `${recorded.revision} ${recorded.transport} ${recorded.client}`,
    )
    for (const revision of ['2025-06-18', '2025-11-25', '2026-07-28']) {
      for (const transport of ['http', 'stdio']) {
        expect(kinds).toContainEqual(expect.stringContaining(`${revision} ${transport} `))
      }
    }
    expect(kinds.filter((kind) => kind.includes('inspector'))).toHaveLength(2)
  })

  test.each(recordings.filter(({ name }) => !name.startsWith('inspector')))(
    '$name holds every list, every tool and every refusal',
    ({ recorded, exchanges }) => {
      const modern = recorded.revision === '2026-07-28'
      expect(exchanges.map(methodOf)).toEqual(
        expect.arrayContaining([
          ...(modern ? ['server/discover'] : ['initialize', 'notifications/initialized', 'ping']),
          'tools/list',
          'tools/call',
          'resources/list',
          'resources/templates/list',
          'resources/read',
          'prompts/list',
          'prompts/get',
          'completion/complete',
        ]),
      )
      const called = exchanges.flatMap(({ sent }) => {
        const params = sent?.['params']
        return typeof params === 'object' && params !== null && 'name' in params
          ? [String(params.name)]
          : []
      })
      expect(called).toEqual(
        expect.arrayContaining([
          'ask_measures',
          'search_measures',
          'read_measure',
          'list_measures',
          'check_citation',
          'search',
          'fetch',
          'no_such_tool',
        ]),
      )
      const shapes = exchanges.map(({ shape }) => JSON.stringify(shape))
      expect(shapes.filter((shape) => shape.includes('"isError":true')).length).toBeGreaterThan(1)
      expect(shapes.filter((shape) => shape.includes('"error":{')).length).toBeGreaterThan(1)
    },
  )
})
