import { once } from 'node:events'
import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, answerSchema } from './domain/answer.js'
import type { Ending, ManagedProcess } from './testing/managed-process.js'
import { createIndexedProject, type TempProject } from './testing/temp-project.js'

/** A day: no test ends because a time has run out. */
const NEVER_MS = '86400000'
/** The machine may be busy with other tests. */
const TIMEOUT_MS = 120_000

let project: TempProject
const copies: TempProject[] = []

beforeAll(async () => {
  project = await createIndexedProject()
}, TIMEOUT_MS)

afterEach(async () => {
  for (const copy of copies.splice(0)) await copy.remove()
})

afterAll(() => project.remove())

const done = (code: number): Ending => ({ code, signal: null })

async function copyOfProject(): Promise<TempProject> {
  const copy = await project.copy()
  copies.push(copy)
  return copy
}

/** A server that is ready, on a free port. */
async function startServer(
  environment: Record<string, string> = {},
  of: TempProject = project,
): Promise<{ server: ManagedProcess; url: URL }> {
  const server = of.run(['serve'], { PORT: '0', SHUTDOWN_GRACE_MS: NEVER_MS, ...environment })
  const [, url = ''] = await server.waitFor('stdout', /is ready at (\S+)\n/)
  return { server, url: new URL(url) }
}

async function ask(url: URL, question: string): Promise<Answer> {
  const response = await fetch(new URL('/api/v1/answers', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  })
  expect(response.status).toBe(200)
  return answerSchema.parse(await response.json())
}

interface Caller {
  readonly socket: Socket
  readonly closed: Promise<void>
  received(): string
  waitFor(pattern: RegExp): Promise<void>
}

function call(url: URL): Caller {
  const socket = connect(Number(url.port), url.hostname)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  socket.on('error', () => {})
  const closed = once(socket, 'close').then(() => undefined)
  return {
    socket,
    closed,
    received: () => text,
    async waitFor(pattern) {
      while (!pattern.test(text)) await once(socket, 'data')
    },
  }
}

const BODY = JSON.stringify({ question: '深圳海关第十九条' })
/** The server says "100 Continue" once it works on the request. */
const HEAD = [
  'POST /api/v1/answers HTTP/1.1',
  'host: x',
  'content-type: application/json',
  `content-length: ${Buffer.byteLength(BODY)}`,
  'expect: 100-continue',
  '',
  '',
].join('\r\n')

/** Whether somebody listens there. */
function listens(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

describe('serve', () => {
  test(
    'prints one line with its address, answers from then on, ends with 0 at SIGTERM',
    async () => {
      const { server, url } = await startServer()
      expect(url.hostname).toBe('127.0.0.1')
      expect(Number(url.port)).toBeGreaterThan(0)
      const ready = await fetch(new URL('/readyz', url))
      expect(ready.status).toBe(200)
      expect(await ready.json()).toMatchObject({ status: 'ready', index: { measures: 116 } })
      const answer = await ask(url, '深圳海关第十九条')
      expect(answer.citations[0]?.measureId).toBe('shenzhen-20/19')
      // With a port of the system's choice too, links lead to the server itself.
      expect(answer.citations[0]?.url).toMatch(`${url.origin}/measures/shenzhen-20/19?from=`)

      server.kill('SIGTERM')
      expect(await server.ended).toEqual(done(0))
      expect(server.stdout()).toBe(`policy-assistant is ready at ${url.origin}\n`)
      expect(await listens(url)).toBe(false)
    },
    TIMEOUT_MS,
  )

  test(
    'logs lines of JSON without the question to standard error',
    async () => {
      const { server, url } = await startServer({ LOG_LEVEL: 'trace' })
      await ask(url, '一个不该出现在日志里的问题')
      await fetch(new URL('/api/v1/answers', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"question": "不该出现',
      })
      server.kill('SIGTERM')
      await server.ended
      const lines = server.stderr().trim().split('\n')
      for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level')
      expect(lines.filter((line) => line.includes('"route":"/api/v1/answers"'))).toHaveLength(2)
      expect(server.stderr()).not.toContain('不该出现')
    },
    TIMEOUT_MS,
  )

  test(
    'takes PUBLIC_URL for links and for what it says of itself',
    async () => {
      const server = project.run(['serve'], { PORT: '0', PUBLIC_URL: 'https://portal.example/a/' })
      await server.waitFor('stdout', /is ready at https:\/\/portal\.example\/a\n/)
      server.kill('SIGTERM')
      expect(await server.ended).toEqual(done(0))
    },
    TIMEOUT_MS,
  )
})

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets an open request finish, takes no new one, and ends with 0',
    async (signal) => {
      const { server, url } = await startServer()
      const caller = call(url)
      caller.socket.write(HEAD)
      await caller.waitFor(/^HTTP\/1\.1 100 /)
      caller.socket.write(BODY.slice(0, 10))

      server.kill(signal)
      await server.waitFor('stderr', /"msg":"closing"/)
      while (await listens(url)) await new Promise((resolve) => setImmediate(resolve))

      caller.socket.write(BODY.slice(10))
      await caller.closed
      expect(caller.received()).toMatch(/HTTP\/1\.1 200 /)
      expect(caller.received()).toContain('shenzhen-20/19')
      expect(await server.ended).toEqual(done(0))
    },
    TIMEOUT_MS,
  )

  test(
    'does not wait for connections without a request',
    async () => {
      const { server, url } = await startServer()
      const caller = call(url)
      caller.socket.write('GET /livez HTTP/1.1\r\nhost: x\r\nconnection: keep-alive\r\n\r\n')
      await caller.waitFor(/alive"\}$/)
      server.kill('SIGTERM')
      await caller.closed
      expect(await server.ended).toEqual(done(0))
    },
    TIMEOUT_MS,
  )

  test.each(['0', '200'])(
    'cuts off what is still open after a grace of %s ms, and ends with 0 all the same',
    async (grace) => {
      const { server, url } = await startServer({ SHUTDOWN_GRACE_MS: grace })
      const caller = call(url)
      caller.socket.write(HEAD)
      await caller.waitFor(/^HTTP\/1\.1 100 /)
      server.kill('SIGTERM')
      await caller.closed
      expect(caller.received()).not.toContain(' 200 ')
      expect(await server.ended).toEqual(done(0))
    },
    TIMEOUT_MS,
  )

  test(
    'ends a server that is still starting, before it listens',
    async () => {
      const copy = await copyOfProject()
      await rm(join(copy.folder, 'embeddings/index'), { recursive: true })
      // Without cached vectors it starts for long enough to be stopped in the middle.
      await rm(join(copy.folder, 'embeddings/vectors'), { recursive: true })
      const server = copy.run(['serve'], { PORT: '0' })
      await server.waitFor('stderr', /embedding texts [1-9]/)
      server.kill('SIGTERM')
      expect(await server.ended).toEqual(done(2))
      expect(server.stdout()).toBe('')
      expect(server.stderr()).toMatch(/stopped while starting/)
    },
    TIMEOUT_MS,
  )
})

describe('an environment that is broken', () => {
  test(
    'a taken port: exit code 2, the address and the reason',
    async () => {
      const other = createServer().listen({ host: '127.0.0.1', port: 0 })
      await once(other, 'listening')
      const address = other.address()
      const port = typeof address === 'object' ? String(address?.port) : ''
      const server = project.run(['serve'], { PORT: port })
      expect(await server.ended).toEqual(done(2))
      expect(server.stdout()).toBe('')
      expect(server.stderr()).toMatch(
        new RegExp(
          `HOST and PORT: expected to listen on 127\\.0\\.0\\.1:${port}, found: .*EADDRINUSE`,
        ),
      )
      other.close()
    },
    TIMEOUT_MS,
  )

  test(
    'a host that is not ours: exit code 2, with a fixed port and with any',
    async () => {
      for (const PORT of ['0', '18787']) {
        // An address reserved for documentation (RFC 5737).
        const server = project.run(['serve'], { HOST: '192.0.2.1', PORT })
        expect(await server.ended).toEqual(done(2))
        expect(server.stderr()).toMatch(/HOST and PORT: expected to listen on 192\.0\.2\.1/)
      }
    },
    TIMEOUT_MS,
  )

  test(
    'a bad variable: exit code 2, its name and what is allowed',
    async () => {
      const server = project.run(['serve'], { PORT: 'http', LOG_LEVEL: 'loud' })
      expect(await server.ended).toEqual(done(2))
      expect(server.stdout()).toBe('')
      expect(server.stderr()).toMatch(/PORT: expected a whole number from 0 to 65535, found "http"/)
      expect(server.stderr()).toMatch(/LOG_LEVEL: .*"info".*found "loud"/)
    },
    TIMEOUT_MS,
  )
})

/** Changes one byte in the middle of a file. */
async function flipByte(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  const byte = Buffer.alloc(1)
  const place = Math.floor(size / 2)
  await handle.read(byte, 0, 1, place)
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, place)
  await handle.close()
}

describe('what is damaged', () => {
  test.each<readonly [string, string, (file: string) => Promise<void>, RegExp]>([
    [
      'a model with a wrong byte',
      'embeddings/model/model.onnx',
      flipByte,
      /expected sha256 [0-9a-f]{64}, found [0-9a-f]{64}/,
    ],
    [
      'no tokenizer',
      'embeddings/model/tokenizer.json',
      (file) => rm(file),
      /expected a file.*found: no such file/,
    ],
    [
      'a manifest that is no JSON',
      'embeddings/model/manifest.json',
      (file) => writeFile(file, '{'),
      /expected JSON, found/,
    ],
    ['no gate', 'embeddings/gate.json', (file) => rm(file), /expected .*, found no file/],
    [
      'a gate that is no JSON',
      'embeddings/gate.json',
      (file) => writeFile(file, '{'),
      /expected JSON/,
    ],
    ['a document without its text', 'corpus/dalian-43/source.txt', (file) => rm(file), /expected/],
    [
      'an empty document',
      'corpus/dalian-43/source.txt',
      (file) => writeFile(file, ''),
      /expected.*found/,
    ],
    [
      'a document that is not UTF-8',
      'corpus/haikou-20/source.txt',
      (file) => writeFile(file, Buffer.from([0xb4, 0xf3])),
      /expected a readable UTF-8 file/,
    ],
  ])(
    '%s: the file, what was expected and found, and no server',
    async (_, path, damage, message) => {
      const copy = await copyOfProject()
      await damage(join(copy.folder, path))
      const server = copy.run(['serve'], { PORT: '0' })
      expect(await server.ended).toEqual(done(2))
      expect(server.stdout()).toBe('')
      expect(server.stderr()).toContain(path)
      expect(server.stderr()).toMatch(message)
      // One message, not the innards of the program.
      expect(server.stderr()).not.toMatch(/^\s+at /m)
    },
    TIMEOUT_MS,
  )

  test.each([
    ['vectors with a wrong byte', 'vectors.f32', flipByte],
    ['no manifest', 'manifest.json', (file: string) => rm(file)],
  ])(
    'an index with %s is built again, which is said, and served',
    async (_, name, damage) => {
      const copy = await copyOfProject()
      const [folder = ''] = await indexFolders(copy)
      await damage(join(copy.folder, 'embeddings/index', folder, name))
      const { server, url } = await startServer({}, copy)
      expect(server.stderr()).toMatch(/index.*(is built again|building it)/)
      expect(server.stderr()).toMatch(/index built: 116 measures/)
      expect((await ask(url, '深圳海关第十九条')).outcome).toBe('answered')
      server.kill('SIGTERM')
      expect(await server.ended).toEqual(done(0))

      const again = copy.run(['index'])
      expect(await again.ended).toEqual(done(0))
      expect(again.stdout()).toMatch(/^up to date: 116 measures/)
    },
    TIMEOUT_MS,
  )
})

const indexFolders = async (of: TempProject): Promise<string[]> =>
  (await readdir(join(of.folder, 'embeddings/index'))).toSorted()

/** Every file of the index folder with its bytes. */
async function indexFiles(of: TempProject): Promise<Map<string, string>> {
  const root = join(of.folder, 'embeddings/index')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const read = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name)
    return [path, (await readFile(path)).toString('base64')]
  })
  return new Map(await Promise.all(read))
}

describe('a build of the index that is cut off', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s leaves the old index as it was, and usable',
    async (signal) => {
      const copy = await copyOfProject()
      const before = await indexFiles(copy)
      // Without cached vectors a build takes long enough to be cut off in the middle.
      await rm(join(copy.folder, 'embeddings/vectors'), { recursive: true })
      const build = copy.run(['index', '--rebuild'])
      await build.waitFor('stderr', /embedding texts [1-9]/)
      build.kill(signal)
      const ending = await build.ended
      expect(build.stdout()).toBe('')
      if (signal === 'SIGKILL') expect(ending.signal).toBe('SIGKILL')
      else {
        expect(ending).toEqual(done(2))
        expect(build.stderr()).toMatch(/interrupted: the old index is as it was/)
      }
      expect(await indexFiles(copy)).toEqual(before)

      const again = copy.run(['index'])
      expect(await again.ended).toEqual(done(0))
      expect(again.stdout()).toMatch(/^up to date: 116 measures/)
    },
    TIMEOUT_MS,
  )
})

describe('the command line in a process of its own', () => {
  test(
    'ask --json prints only JSON on standard output, also while it builds an index',
    async () => {
      const copy = await copyOfProject()
      await rm(join(copy.folder, 'embeddings/index'), { recursive: true })
      const asked = copy.run(['ask', '--json', '深圳海关第十九条'])
      expect(await asked.ended).toEqual(done(0))
      expect(answerSchema.parse(JSON.parse(asked.stdout())).outcome).toBe('answered')
      expect(asked.stderr()).toMatch(/index built/)
    },
    TIMEOUT_MS,
  )

  test(
    'ends quietly when nobody reads on',
    async () => {
      const listed = project.run(['measures', '--text', '--json'])
      listed.closeStdout()
      expect(await listed.ended).toEqual(done(0))
      expect(listed.stderr()).toBe('')
    },
    TIMEOUT_MS,
  )

  test(
    'wrong use ends with 2, help with 0',
    async () => {
      const wrong = project.run(['frobnicate'])
      expect(await wrong.ended).toEqual(done(2))
      const help = project.run(['help'])
      expect(await help.ended).toEqual(done(0))
      expect(help.stdout()).toContain('Usage: policy-assistant')
    },
    TIMEOUT_MS,
  )
})
