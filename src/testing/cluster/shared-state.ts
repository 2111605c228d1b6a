import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { answerSchema } from '../../domain/answer.js'
import { askUntilAnswered, postQuestion } from './ask-server.js'
import { questionAt, type Scenario, tally } from './scenario.js'
import type { Cluster } from './start-cluster.js'

/** Questions through the proxy, and how many at a time. */
const SPREAD = 40
const AT_ONCE = 4

/** Requests a minute of the key whose limit is tried. */
const KEY_LIMIT = 12

const madeKeySchema = z.object({ key: z.string() })

/** Questions through the proxy reach both servers. */
export const spread: Scenario = {
  name: 'questions through the proxy reach both servers',
  async run({ proxy, servers }) {
    const before = (await proxy.lines()).length
    for (let asked = 0; asked < SPREAD; asked += AT_ONCE) {
      const turns = Array.from({ length: AT_ONCE }, (_, at) => questionAt(asked + at))
      await Promise.all(turns.map((question) => askUntilAnswered(proxy.url, { question })))
    }
    const asked = (await proxy.lines()).slice(before).map((line) => line.servers)
    for (const { address } of servers) assert.ok(asked.includes(address), `none at ${address}`)
    return tally(asked)
  },
}

/** What one server knows of a conversation, the other knows. */
export const conversation: Scenario = {
  name: 'a conversation begun at one server goes on at the other',
  async run({ servers: [one, two] }) {
    const { answer } = await askUntilAnswered(one.url, {
      question: '大连海关第（三十三）项是什么？',
    })
    const { conversationId } = answer
    const question = '那第（三十四）项呢？'
    const { answer: next } = await askUntilAnswered(two.url, { question, conversationId })
    assert.equal(next.conversationId, conversationId)
    assert.equal(next.citations[0]?.measureId, 'dalian-43/34')
    // Alone, the question names no office: what was found came from the conversation.
    const { answer: alone } = await askUntilAnswered(two.url, { question })
    assert.notEqual(alone.text, next.text)
    const kept = await fetch(`${one.url}/api/v1/answers/${next.id}`)
    assert.equal(answerSchema.parse(await kept.json()).text, next.text)
    return `${answer.citations[0]?.measureId} at one, ${next.citations[0]?.measureId} at the other`
  },
}

/** Makes a key as an operator does. */
export async function makeKey(cluster: Cluster, ...options: string[]): Promise<string> {
  const name = `cluster ${randomUUID().slice(0, 8)}`
  return madeKeySchema.parse(
    JSON.parse(await cluster.command('keys', 'create', '--name', name, ...options, '--json')),
  ).key
}

/** A key counts wherever it is used. */
export const keyLimit: Scenario = {
  name: 'a key is valid at both servers, and its limit is one for both',
  async run(cluster) {
    const key = await makeKey(cluster, '--limit', String(KEY_LIMIT))
    const headers = { authorization: `Bearer ${key}` }
    const found = await Promise.all(
      Array.from({ length: 2 * KEY_LIMIT }, async (_, at) => {
        const { url = '' } = cluster.servers[at % 2] ?? {}
        const response = await fetch(`${url}/api/v1/measures/dalian-43/33`, { headers })
        await response.arrayBuffer()
        return { status: response.status, left: response.headers.get('ratelimit-remaining') }
      }),
    )
    const passed = found.filter(({ status }) => status === 200)
    const refused = found.filter(({ status }) => status === 429)
    assert.equal(passed.length, KEY_LIMIT, tally(found.map(({ status }) => String(status))))
    assert.equal(refused.length, KEY_LIMIT)
    // Each request got a number of its own.
    assert.equal(new Set(passed.map(({ left }) => left)).size, KEY_LIMIT)
    return `${2 * KEY_LIMIT} requests at once to both: ${passed.length} passed, ${refused.length} refused`
  },
}

/** A request with a key is done once, wherever it is sent. */
export const idempotency: Scenario = {
  name: 'a request repeated at the other server gets the same answer',
  async run({ servers: [one, two] }) {
    const idempotencyKey = randomUUID()
    const question = questionAt(0)
    const { answer } = await askUntilAnswered(one.url, { question }, { idempotencyKey })
    const { answer: again } = await askUntilAnswered(two.url, { question }, { idempotencyKey })
    assert.deepEqual(again, answer)
    const other = await postQuestion(two.url, { question: questionAt(2) }, { idempotencyKey })
    assert.equal(other.status, 409)
    assert.equal(other.headers.get('retry-after'), null)
    // Sent to both at the same moment it is still done once.
    const racing = { idempotencyKey: randomUUID() }
    const ids = await Promise.all(
      [one, two, one, two].map(
        async ({ url }) => (await askUntilAnswered(url, { question }, racing)).answer.id,
      ),
    )
    assert.equal(new Set(ids).size, 1)
    return 'the same answer, a conflict for another question, one answer for four at once'
  },
}
