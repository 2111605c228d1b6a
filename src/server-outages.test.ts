import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Answer, answerSchema } from './domain/answer.js'
import { problemSchema } from './domain/problem.js'
import { recordsHealthSchema, type RecordsHealth, serviceStatusSchema } from './domain/status.js'
import type { ManagedProcess } from './testing/managed-process.js'
import {
  findPostgresBinaries,
  NO_POSTGRES,
  type PostgresServer,
  startPostgresServer,
} from './testing/postgres-server.js'
import { currentProcess } from './records/process-identity.js'
import { createIndexedProject, type TempProject } from './testing/temp-project.js'

/** The machine may be busy with other tests. */
const TIMEOUT_MS = 300_000
const QUESTION = '深圳海关第十九条'

const readySchema = z.looseObject({ records: recordsHealthSchema })

let project: TempProject
beforeAll(async () => {
  project = await createIndexedProject()
}, TIMEOUT_MS)
afterAll(() => project.remove())

/** A running server, asked over its socket. */
interface Running {
  readonly process: ManagedProcess
  readonly url: string
}

async function start(environment: Record<string, string> = {}): Promise<Running> {
  const process = project.run(['serve'], { PORT: '0', RATE_LIMIT_PER_MINUTE: '0', ...environment })
  const [, url = ''] = await process.waitFor('stdout', /is ready at (\S+)\n/)
  return { process, url }
}

async function stop({ process }: Running): Promise<void> {
  process.kill('SIGTERM')
  expect((await process.ended).code).toBe(0)
}

async function healthOf({ url }: Running): Promise<RecordsHealth> {
  const response = await fetch(`${url}/readyz`)
  // Whatever becomes of the store: it can answer.
  expect(response.status).toBe(200)
  return readySchema.parse(await response.json()).records
}

function until(running: Running, state: RecordsHealth['state']): Promise<RecordsHealth> {
  return vi.waitFor(
    async () => {
      const health = await healthOf(running)
      expect(health.state).toBe(state)
      return health
    },
    { timeout: TIMEOUT_MS / 2, interval: 100 },
  )
}

async function ask({ url }: Running): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ question: QUESTION }),
  })
  expect(response.status).toBe(200)
  const answer = answerSchema.parse(await response.json())
  expect(answer.citations[0]?.measureId).toBe('shenzhen-20/19')
  return answer
}

/** Asks for a kept answer; its problem when it cannot be had. */
async function kept({ url }: Running, id: string) {
  const response = await fetch(`${url}/api/v1/answers/${id}`)
  const body: unknown = await response.json()
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body }
}

async function expectKept(running: Running, answers: readonly Answer[]): Promise<void> {
  for (const { id, text } of answers) {
    await vi.waitFor(
      async () =>
        expect(await kept(running, id)).toMatchObject({ status: 200, body: { id, text } }),
      { timeout: TIMEOUT_MS / 4 },
    )
  }
}

/** That it says so, and answers all the same; gives the answers of meanwhile. */
async function expectAnswersAround(running: Running, before: Answer): Promise<Answer[]> {
  const meanwhile: Answer[] = []
  for (let asked = 0; asked < 5; asked += 1) meanwhile.push(await ask(running))
  for (const { notices } of meanwhile) expect(notices).toContain('records_unavailable')
  const { status, retryAfter, body } = await kept(running, before.id)
  expect(status).toBe(503)
  expect(Number(retryAfter)).toBeGreaterThan(0)
  expect(problemSchema.parse(body).code).toBe('overloaded')
  const service = await fetch(`${running.url}/api/v1/status`)
  expect(serviceStatusSchema.parse(await service.json()).records.state).toBe('down')
  return meanwhile
}

describe('the configuration', { timeout: TIMEOUT_MS }, () => {
  test('is printed once at start, with no secret in it', async () => {
    const secrets = ['hunter2', 'sk-canary-1', 'sk-canary-2', 'k1ngfisher', 'w4gtail']
    const running = await start({
      DATABASE_URL: 'postgres://clerk:hunter2@127.0.0.1:1/records',
      CHAT_MODEL: 'some-model',
      OPENAI_BASE_URL: 'http://reader:k1ngfisher@127.0.0.1:1/v1',
      OPENAI_API_KEY: 'sk-canary-1',
      EMBEDDING_API_KEY: 'sk-canary-2',
      PUBLIC_URL: 'https://owner:w4gtail@portal.example/a',
      CHAT_DAILY_TOKENS: '500000',
      LOG_LEVEL: 'trace',
    })
    // It says another address than it listens on: only its words are looked at.
    await running.process.waitFor('stderr', /records: down/)
    running.process.kill('SIGTERM')
    await running.process.ended
    const lines = running.process.stderr().trim().split('\n')
    const printed = lines.filter((line) => line.includes('"configuration"'))
    expect(printed).toHaveLength(1)
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      msg: 'configuration',
      configuration: {
        chat: { model: 'some-model', apiKey: '(set)', timeoutMs: 20_000 },
        chatDailyTokens: 500_000,
        records: { kept: true, retentionDays: 365, databaseUrl: '(set)' },
        access: { keysRequired: false, ratePerMinute: 0 },
        embeddings: { kind: 'local' },
      },
    })
    for (const secret of secrets) expect(running.process.stderr()).not.toContain(secret)
  })
})

const binaries = findPostgresBinaries()
const note = binaries === undefined ? ` (${NO_POSTGRES})` : ''

describe.skipIf(binaries === undefined)(
  `PostgreSQL that is lost under a running server${note}`,
  { timeout: TIMEOUT_MS },
  () => {
    let postgres: PostgresServer
    beforeAll(async () => {
      postgres = await startPostgresServer(binaries ?? '')
    }, TIMEOUT_MS)
    afterAll(() => postgres.remove())

    test.each(['fast', 'immediate'] as const)(
      'stopped (%s) and started again: told, answered around, recovered',
      async (mode) => {
        const running = await start({ DATABASE_URL: postgres.url })
        await until(running, 'open')
        const before = await ask(running)
        await expectKept(running, [before])
        expect(before.notices).toEqual([])

        await postgres.stop(mode)
        expect((await until(running, 'down')).reason).toBe('lost')
        const meanwhile = await expectAnswersAround(running, before)
        expect((await healthOf(running)).queued).toBeGreaterThan(0)

        await postgres.start()
        await until(running, 'open')
        await expectKept(running, [before, ...meanwhile])
        expect((await ask(running)).notices).toEqual([])
        await stop(running)
      },
    )
  },
)

describe('PGlite that dies under a running server', { timeout: TIMEOUT_MS }, () => {
  test('its folder taken by another process: its thread is ended; given back, it comes back', async () => {
    const running = await start()
    await until(running, 'open')
    const before = await ask(running)
    await expectKept(running, [before])

    const lock = join(project.folder, 'data', 'records.lock')
    const own = JSON.parse(readFileSync(lock, 'utf8')) as object
    // This process lives, so the lock is in force for as long as the file is there.
    writeFileSync(lock, JSON.stringify({ ...own, ...currentProcess(), token: randomUUID() }))
    await until(running, 'down')
    const meanwhile = await expectAnswersAround(running, before)

    await rm(lock)
    await until(running, 'open')
    await expectKept(running, [before, ...meanwhile])
    await stop(running)
  })
})

/** A small file system of its own, where this machine lets us mount one. */
function mountSmall(path: string): boolean {
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', path], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

describe('a disk that is full under a running server', { timeout: TIMEOUT_MS }, () => {
  test('told, answered around, recovered once there is room', async (context) => {
    const data = join(project.folder, 'data')
    await rm(data, { recursive: true, force: true })
    await mkdir(data)
    if (!mountSmall(data)) context.skip('no file system may be mounted here')
    let running: Running | undefined
    try {
      running = await start()
      await until(running, 'open')
      const before = await ask(running)
      await expectKept(running, [before])

      const ballast = join(data, 'ballast')
      const { bavail, bsize } = await statfs(data)
      await writeFile(ballast, Buffer.alloc(bavail * bsize))
      const asked: Answer[] = []
      await vi.waitFor(
        async () => {
          if (running === undefined) return
          asked.push(await ask(running))
          expect(await healthOf(running)).toMatchObject({ state: 'down', reason: 'full' })
        },
        { timeout: TIMEOUT_MS / 2, interval: 20 },
      )
      const meanwhile = await expectAnswersAround(running, before)

      await rm(ballast)
      await until(running, 'open')
      await expectKept(running, [before, ...asked, ...meanwhile])
      expect((await ask(running)).notices).toEqual([])
      await stop(running)
    } finally {
      running?.process.kill('SIGKILL')
      await running?.process.ended
      execFileSync('/bin/umount', ['-l', data])
    }
  })
})
