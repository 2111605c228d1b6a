import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../config.js'
import { AppError } from '../errors.js'
import { apiKeySchema, createKeys } from '../records/keys.js'
import { openDatabase } from '../records/open-database.js'
import { newFolder } from '../records/test-databases.fixture.js'
import { captureIo } from '../testing/capture-io.js'
import {
  findPostgresBinaries,
  type PostgresServer,
  startPostgresServer,
} from '../testing/postgres-server.js'
import { formatKeys } from './format-keys.js'
import { createKeysCommand } from './keys.js'

let data = ''
let postgres: PostgresServer | undefined
const binaries = findPostgresBinaries()
beforeAll(async () => {
  data = await newFolder()
  if (binaries !== undefined) postgres = await startPostgresServer(binaries)
}, 120_000)
afterAll(async () => {
  await rm(data, { recursive: true, force: true })
  await postgres?.remove()
})

/** What the command runs with, over one of the two stores. */
interface Place {
  readonly run: (
    ...args: string[]
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>
  readonly errorOf: (...args: string[]) => Promise<AppError>
  withStore<T>(work: (keys: ReturnType<typeof createKeys>) => Promise<T>): Promise<T>
}

/** @param url Gives `DATABASE_URL`; the data folder without one. */
function placeOf(url: () => string | undefined): Place {
  const configOf = () => {
    const config = readConfig({ DATABASE_URL: url() })
    return { ...config, folders: { ...config.folders, data } }
  }
  const command = createKeysCommand(configOf)
  const run: Place['run'] = async (...args) => {
    const io = captureIo()
    const code = await command.run(args, io)
    return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
  }
  return {
    run,
    async errorOf(...args) {
      const error: unknown = await run(...args).catch((thrown: unknown) => thrown)
      if (error instanceof AppError) return error
      throw new Error('expected it to be refused', { cause: error })
    },
    async withStore(work) {
      const database = await openDatabase({ url: url(), folder: data })
      try {
        return await work(createKeys(database))
      } finally {
        await database.close()
      }
    },
  }
}

const { run, errorOf, withStore } = placeOf(() => undefined)
const PLACES: readonly (readonly [string, boolean, Place])[] = [
  ['the data folder', true, { run, errorOf, withStore }],
  ['PostgreSQL', binaries !== undefined, placeOf(() => postgres?.url)],
]

describe.each(PLACES)('keys over %s', (_, available, { run, errorOf, withStore }) => {
  test.skipIf(!available)('create, list, revoke', { timeout: 180_000 }, async () => {
    const plain = await run('create', '--name', '政务大厅')
    expect(plain.code).toBe(0)
    // Only the key, so that a script can take it as it is.
    expect(plain.stdout).toMatch(/^pa_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}\n$/)
    const secret = plain.stdout.trim().split('_')[2] ?? ''
    const prefix = plain.stdout.split('_')[1] ?? ''
    expect(plain.stderr).toContain(`Key ${prefix} for 政务大厅: answers, good until it is revoked`)
    expect(plain.stderr).not.toContain(secret)

    const scopes = ['--scope', 'metrics', '--scope', 'admin', '--scope', 'admin']
    const origin = ['--origin', 'https://Portal.example:443/']
    const limits = ['--limit', '60', '--tokens', '100000']
    const expires = ['--expires', '2999-01-01T00:00:00+08:00']
    const options = [...scopes, ...origin, ...limits, ...expires]
    const whole = await run('create', '--json', '--name', ' portal ', ...options)
    const made = apiKeySchema.extend({ key: z.string() }).parse(JSON.parse(whole.stdout))
    expect(whole.stderr).toBe('')
    expect(made).toMatchObject({
      name: 'portal',
      scopes: ['metrics', 'admin'],
      origins: ['https://portal.example'],
      limitPerMinute: 60,
      dailyTokens: 100_000,
      expiresAt: '2998-12-31T16:00:00.000Z',
    })

    const list = await run('list')
    const lines = list.stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(new RegExp(`^${prefix} +政务大厅 +good +answers +any `))
    expect(list.stdout).not.toContain(secret)
    const rows = z
      .array(z.strictObject(apiKeySchema.shape))
      .parse(JSON.parse((await run('list', '--json')).stdout))
    expect(rows.map(({ name }) => name)).toEqual(['政务大厅', 'portal'])

    expect((await run('revoke', prefix)).stdout).toBe(`revoked ${prefix}\n`)
    expect(JSON.parse((await run('revoke', made.id, '--json')).stdout)).toEqual({
      revoked: made.id,
    })
    expect((await errorOf('revoke', 'nobody')).message).toBe('there is no key nobody')
    await withStore(async (keys) => {
      expect(await keys.find(plain.stdout.trim())).toEqual({ kind: 'revoked' })
      expect(await keys.find(made.key)).toEqual({ kind: 'revoked' })
    })
  })
})

describe('a store that is in use', () => {
  test('a running server has the folder for itself: who it is, and what to do', async () => {
    await withStore(async () => {
      const { code, message } = await errorOf('create', '--name', 'a')
      expect(code).toBe('bad_configuration')
      expect(message).toContain(`process ${process.pid} since`)
      expect(message).toMatch(/stop it first.*DATABASE_URL/)
    })
  })

  test.skipIf(binaries === undefined)(
    'PostgreSQL is for several: keys are made and revoked while a server uses it',
    async () => {
      const shared = placeOf(() => postgres?.url)
      await shared.withStore(async (keys) => {
        const { stdout } = await shared.run('create', '--name', 'made meanwhile')
        const text = stdout.trim()
        expect(await keys.find(text)).toMatchObject({ kind: 'valid' })
        await shared.run('revoke', text)
        expect(await keys.find(text)).toEqual({ kind: 'revoked' })
      })
    },
  )

  test.skipIf(binaries === undefined)(
    'a PostgreSQL that is away is told without its password',
    async () => {
      const url = new URL(postgres?.url ?? '')
      url.password = 'hunter2'
      url.port = '1'
      const { message } = await placeOf(() => url.href).errorOf('list')
      expect(message).toMatch(/PostgreSQL.*ECONNREFUSED/)
      expect(message).not.toContain('hunter2')
    },
  )
})

test('a key is revoked by its whole text as well, which is not repeated', async () => {
  const { stdout } = await run('create', '--name', 'leaked')
  const [, prefix, secret] = stdout.trim().split('_')
  const revoked = await run('revoke', stdout.trim())
  expect(revoked.stdout).toBe(`revoked ${prefix}\n`)
  expect(revoked.stdout + revoked.stderr).not.toContain(secret)
})

describe('wrong use, without opening the store', () => {
  const never = createKeysCommand(() => {
    throw new Error('expected the store to stay closed')
  })

  test.each([
    [[], /expected create, list, revoke, found nothing/],
    [['make'], /found "make"/],
    [['create'], /expected --name/],
    [['create', '--name', '  '], /name: expected a name/],
    [['create', '--name', 'a\u001b[2J'], /name: expected no control characters/],
    [['create', '--name', 'x'.repeat(101)], /name: .*100/],
    [['create', 'a', '--name', 'a'], /expected nothing more, found "a"/],
    [['create', '--name', 'a', '--scope', 'all'], /scope.*"answers"/],
    [['create', '--name', 'a', '--origin', 'portal.example'], /origin.*https:\/\/portal/],
    [['create', '--name', 'a', '--origin', 'https://portal.example/page'], /without a path/],
    [['create', '--name', 'a', '--origin', '*'], /origin/],
    [['create', '--name', 'a', '--limit', '0'], /limit: expected a whole number from 1/],
    [['create', '--name', 'a', '--tokens', '1e9'], /tokens: expected a whole number/],
    [['create', '--name', 'a', '--expires', 'tomorrow'], /expires: expected a date/],
    [['create', '--name', 'a', '--expires', '2020-01-01'], /expires: expected a time to come/],
    [['list', 'a'], /found "a"/],
    [['list', '--name', 'a'], /--name: keys list has no such option/],
    [['revoke'], /expected the id or prefix, found nothing/],
    [['revoke', 'a', 'b'], /found "b"/],
  ])('%j', async (args, message) => {
    const error: unknown = await never.run(args, captureIo()).catch((thrown: unknown) => thrown)
    if (!(error instanceof AppError)) throw new Error('expected a refusal', { cause: error })
    expect(error.code).toBe('invalid_request')
    expect(error.message).toMatch(message)
  })
})

test('without records there are no keys', async () => {
  const off = createKeysCommand(() => readConfig({ RECORDS: 'off' }))
  await expect(off.run(['list'], captureIo())).rejects.toThrow(/RECORDS: expected on/)
})

test('the table stands in columns, Chinese names too', () => {
  const base = apiKeySchema.parse({
    id: '00000000-0000-4000-8000-000000000000',
    prefix: 'abcdefghij',
    name: 'a',
    scopes: ['answers'],
    origins: [],
    limitPerMinute: null,
    dailyTokens: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
  })
  const present = new Date('2026-06-01T00:00:00Z')
  const keys = [
    base,
    { ...base, name: '大厅', expiresAt: '2026-05-31T00:00:00.000Z' },
    { ...base, revokedAt: '2026-02-01T00:00:00.000Z', limitPerMinute: 60 },
  ]
  expect(formatKeys(keys, present)).toBe(
    [
      'PREFIX      NAME  STATE    SCOPES   ORIGINS  A MINUTE  TOKENS A DAY  CREATED     EXPIRES     LAST USED',
      'abcdefghij  a     good     answers  any      -         -             2026-01-01  -           -',
      'abcdefghij  大厅  expired  answers  any      -         -             2026-01-01  2026-05-31  -',
      'abcdefghij  a     revoked  answers  any      60        -             2026-01-01  -           -',
      '',
    ].join('\n'),
  )
  expect(formatKeys([], present)).toBe('There are no keys.\n')
})
