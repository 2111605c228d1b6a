import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import type { NewKey } from '../records/keys.js'
import { TEST_DATABASES, type TestDatabase } from '../records/test-databases.fixture.js'
import { createKeys } from '../records/keys.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import {
  honestScript,
  serveAssistant,
  type ServedAssistant,
  type ServedOptions,
} from '../testing/served-assistant.js'
import { fakeRecords } from './access-app.fixture.js'
import { createModelBudget, type WithheldReason } from './model-budget.js'

const QUESTION = '大连海关的免税进口科研仪器设备变更使用地点怎么报告？'
/** Nothing that a model words. */
const LOOSE = '你好'
const USAGE = { inputTokens: 90, outputTokens: 10 }

const opened = await openTestAssistant()
const closing: ServedAssistant[] = []
afterEach(async () => {
  for (const served of closing.splice(0)) await served.close()
})
afterAll(closeTestAssistant)

async function serve(options: ServedOptions): Promise<ServedAssistant> {
  const served = await serveAssistant(opened, { script: honestScript(USAGE), ...options })
  closing.push(served)
  return served
}

const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
const withheld = (reason: WithheldReason): string =>
  `policy_assistant_model_withheld_total{reason="${reason}"}`

for (const { kind, available, open } of TEST_DATABASES) {
  describe.skipIf(!available)(`the daily budget over ${kind}`, { timeout: 120_000 }, () => {
    let database: TestDatabase
    beforeAll(async () => {
      database = await open()
    }, 120_000)
    afterAll(() => database.remove())

    const createKey = (key: Partial<NewKey>) =>
      createKeys(database.database).create({ name: '政务大厅', scopes: ['answers'], ...key })

    test("a key's tokens used up: extracted, with the notice, and counted", async () => {
      const served = await serve({ database: database.database })
      const budgeted = await createKey({ dailyTokens: 150 })
      const free = await createKey({})
      const ask = (text: string, more: object = {}) =>
        served.ask({ question: QUESTION, ...more }, bearer(text))

      // 100 tokens each: the second is the last that has any left.
      for (const _ of [1, 2]) {
        const answer = await ask(budgeted.text)
        expect(answer).toMatchObject({ mode: 'generative', notices: [] })
      }
      const calls = served.model?.requests.length
      const answer = await ask(budgeted.text)
      expect(answer).toMatchObject({ mode: 'extractive', model: null, outcome: 'answered' })
      expect(answer.notices).toEqual(['model_unavailable'])
      expect(answer.citations.length).toBeGreaterThan(0)
      // A question that no model would have worded misses nothing.
      expect((await ask(budgeted.text, { question: LOOSE })).notices).toEqual([])
      expect((await ask(budgeted.text, { mode: 'extractive' })).notices).toEqual([])
      const demanded = await served.post(
        { question: QUESTION, mode: 'generative' },
        bearer(budgeted.text),
      )
      expect(demanded.status).toBe(503)
      expect(Number(demanded.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(demanded.headers.get('retry-after'))).toBeLessThanOrEqual(86_400)
      expect(problemSchema.parse(await demanded.json()).code).toBe('model_unavailable')
      expect(served.model?.requests.length).toBe(calls)
      expect(await served.figure(withheld('key_budget'))).toBe(3)

      expect((await ask(free.text)).mode).toBe('generative')
      expect((await served.ask({ question: QUESTION })).mode).toBe('generative')
      const keys = createKeys(database.database)
      await vi.waitFor(async () => expect(await keys.tokensToday(free.key.id)).toBe(100))
      expect(await keys.tokensToday(budgeted.key.id)).toBe(200)
    })

    test("the server's tokens used up: for everybody, after a restart too", async () => {
      const keys = createKeys(database.database)
      const before = await keys.tokensTodayOfAll()
      const options = { database: database.database, dailyTokens: before + 150 }
      const first = await serve(options)
      const { text } = await createKey({})
      expect((await first.ask({ question: QUESTION }, bearer(text))).mode).toBe('generative')
      expect((await first.ask({ question: QUESTION })).mode).toBe('generative')
      expect(await first.ask({ question: QUESTION })).toMatchObject({
        mode: 'extractive',
        notices: ['model_unavailable'],
      })
      await vi.waitFor(async () => expect(await keys.tokensTodayOfAll()).toBe(before + 200))

      const second = await serve(options)
      expect((await second.ask({ question: QUESTION }, bearer(text))).mode).toBe('extractive')
      expect(second.model?.requests).toEqual([])
      expect(await second.figure(withheld('server_budget'))).toBe(1)
    })
  })
}

describe('the daily budget without a store', () => {
  test('is counted here where nothing is kept', async () => {
    const served = await serve({ dailyTokens: 150 })
    const modes: string[] = []
    for (const _ of [1, 2, 3]) modes.push((await served.ask({ question: QUESTION })).mode)
    expect(modes).toEqual(['generative', 'generative', 'extractive'])
  })

  test('a reader who leaves a stream has used tokens all the same', {
    timeout: 60_000,
  }, async () => {
    const served = await serve({
      dailyTokens: 1,
      script: (body, turn) => [...honestScript()(body, turn), 'stall'],
    })
    const leaving = new AbortController()
    const response = await fetch(`${served.url}/api/v1/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ question: QUESTION }),
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    await vi.waitFor(() => expect(served.model?.open()).toBe(1))
    leaving.abort()
    await served.model?.requests[0]?.ended
    await vi.waitFor(async () => {
      expect((await served.ask({ question: QUESTION, mode: 'auto' })).mode).toBe('extractive')
    })
  })

  test('begins anew at midnight UTC, and says how long that is', async () => {
    let now = new Date('2026-03-01T23:00:00Z')
    const budget = createModelBudget({ records: undefined, dailyTokens: 10, now: () => now })
    expect(await budget.allowanceOf(null)).toEqual({ kind: 'allowed' })
    budget.spend(null, 10)
    expect(await budget.allowanceOf(null)).toEqual({
      kind: 'withheld',
      reason: 'server_budget',
      retryAfterSeconds: 3600,
    })
    now = new Date('2026-03-02T00:00:00Z')
    expect(await budget.allowanceOf(null)).toEqual({ kind: 'allowed' })
  })

  test('a store that is away: a key with a budget waits, the server counts on', async () => {
    const { fake, records: store } = fakeRecords()
    const records = { ...store, addTokens: async () => ({ kind: 'saved' as const }) }
    fake.tokens.set('', 60)
    const budget = createModelBudget({ records, dailyTokens: 100 })
    const { key } = fake.make({ dailyTokens: 1_000 })
    expect(await budget.allowanceOf(key)).toEqual({ kind: 'allowed' })
    fake.away = true
    expect(await budget.allowanceOf(key)).toMatchObject({ reason: 'store_away' })
    expect(await budget.allowanceOf(null)).toEqual({ kind: 'allowed' })
    // 60 were known, and these are known here only.
    budget.spend(null, 40)
    await Promise.resolve()
    expect(await budget.allowanceOf(null)).toMatchObject({ reason: 'server_budget' })
  })

  test('tokens on their way into the store count', async () => {
    const { fake, records: store } = fakeRecords()
    let written: () => void = () => {}
    const records = {
      ...store,
      addTokens: () =>
        new Promise<{ kind: 'saved' }>((resolve) => {
          written = () => resolve({ kind: 'saved' })
        }),
    }
    const budget = createModelBudget({ records, dailyTokens: 0 })
    const { key } = fake.make({ dailyTokens: 100 })
    budget.spend(key.id, 100)
    expect(await budget.allowanceOf(key)).toMatchObject({ reason: 'key_budget' })
    fake.tokens.set(key.id, 100)
    written()
    await Promise.resolve()
    expect(await budget.allowanceOf(key)).toMatchObject({ reason: 'key_budget' })
    fake.tokens.set(key.id, 99)
    expect(await budget.allowanceOf(key)).toEqual({ kind: 'allowed' })
  })
})
