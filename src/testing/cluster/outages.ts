import assert from 'node:assert/strict'
import { askUntilAnswered } from './ask-server.js'
import { type AnsweredQuestion, startCallers } from './callers.js'
import { type PostgresPair, searchesOn } from './postgres-pair.js'
import { QUESTIONS, type Scenario, tally, until } from './scenario.js'
import type { ClusterServer } from './server-process.js'
import { makeKey } from './shared-state.js'

/** Callers at the same time: fewer than one server bears, so that one alone bears them. */
const CALLERS = 12

/** Answers before the server is killed, and after it, so that there is load at the moment. */
const ANSWERS_AROUND = 60

/** A question whose measure is found by searching and not by its number. */
const SEARCHED = 5

/** Time, in milliseconds, for the replica to get what the primary has. */
const REPLICA_MS = 30_000

/** Killing a server under load. */
export const killedServer: Scenario = {
  name: 'killing one server under load loses no question',
  row: 'killing one server loses no accepted question',
  async run({ proxy, servers: [killed], postgres }) {
    const before = (await proxy.lines()).length
    const callers = startCallers(proxy.url, CALLERS)
    const more = (count: number) => {
      const enough = callers.count() + count
      return until('answers', async () => callers.count() >= enough)
    }
    try {
      await more(ANSWERS_AROUND)
      await killed.end('SIGKILL')
      await more(ANSWERS_AROUND)
    } finally {
      await killed.start()
    }
    await more(ANSWERS_AROUND)
    const answered = await callers.stop()
    // Who asks for JSON without a key never sees a broken connection: the proxy asks the other one.
    const plain = answered.filter(({ kind }) => kind === 'plain')
    assert.deepEqual(
      plain.flatMap(({ detours }) => detours).filter((detour) => detour !== 'busy'),
      [],
    )
    // An answer waits 50 ms for its record: one that took longer went with its server.
    const kept = await keptOf(answered, postgres)
    assert.ok(kept > 0)
    const lines = (await proxy.lines()).slice(before)
    const handedOver = lines.filter(({ servers }) => servers.includes(', '))
    const detours = answered.flatMap(({ kind, detours: all }) => all.map((one) => `${kind} ${one}`))
    return [
      `${answered.length} answers, ${handedOver.length} requests handed to the other server`,
      `asked again: ${tally(detours)}`,
      `answers whose record was lost with the server: ${answered.length - kept}`,
    ].join('; ')
  },
}

/** The primary database is killed and comes back. */
export const crashedPrimary: Scenario = {
  name: 'without the primary database answers go on; it comes back by itself',
  row: 'killing the primary: answers go on, records come back by themselves',
  async run(cluster) {
    const { proxy, servers, postgres } = cluster
    const question = QUESTIONS[SEARCHED]
    const apiKey = await makeKey(cluster)
    const ask = async ({ url }: ClusterServer) =>
      (await askUntilAnswered(url, { question }, { apiKey })).answer
    const before = await Promise.all(servers.map(ask))
    const readBefore = await searchesOn(postgres, 'replica')
    const callers = startCallers(proxy.url, CALLERS)
    try {
      await postgres.crashPrimary()
      await until('both servers to notice', async () => {
        const states = await Promise.all(servers.map((server) => server.readiness()))
        return states.every(({ records }) => records === 'down')
      })
      const away = await Promise.all(servers.map(ask))
      for (const { notices, text } of away) {
        assert.ok(notices.includes('records_unavailable'))
        assert.equal(text, before[0]?.text)
      }
      const onReplica = await postgres.ask(postgres.replicaUrl, 'select count(*)::int from answers')
      assert.ok(Number(onReplica) > 0)
      const duringOutage = callers.count()
      await until(
        'answers of the outage',
        async () => callers.count() >= duringOutage + ANSWERS_AROUND,
      )
    } finally {
      await postgres.startPrimary()
    }
    await until('both servers to have their records again', async () => {
      const states = await Promise.all(servers.map((server) => server.readiness()))
      return states.every(({ records }) => records === 'open')
    })
    const answered = await callers.stop()
    await until(
      'every answer around the outage to be kept',
      async () => (await keptOf(answered, postgres)) === answered.length,
    )
    const { answer } = await askUntilAnswered(proxy.url, { question })
    assert.deepEqual([answer.notices, answer.text], [[], before[0]?.text])
    await until(
      'the replica to have what the primary has',
      async () => {
        const counts = [postgres.primaryUrl, postgres.replicaUrl].map((url) =>
          postgres.ask(url, 'select count(*)::int from answers'),
        )
        const [onPrimary, onCopy] = await Promise.all(counts)
        return onPrimary === onCopy
      },
      REPLICA_MS,
    )
    const noticed = answered.filter(({ answer: one }) =>
      one.notices.includes('records_unavailable'),
    )
    const detours = answered.flatMap(({ detours: all }) => all)
    const searched = (await searchesOn(postgres, 'replica')) - readBefore
    return [
      `${answered.length} answers around it, none lost, all kept in the end`,
      `${noticed.length} of them said that records were away`,
      ...(cluster.index === 'postgres' ? [`${searched} reads of the index on the replica`] : []),
      `asked again: ${tally(detours)}`,
    ].join('; ')
  },
}

/** A server starts while the primary is away. */
export const startWithoutPrimary: Scenario = {
  name: 'a server that starts without the primary answers from the replica',
  needsPostgresIndex: true,
  async run({ servers: [, server], postgres }) {
    const question = QUESTIONS[SEARCHED]
    const { answer: before } = await askUntilAnswered(server.url, { question })
    await postgres.crashPrimary()
    try {
      await server.end('SIGTERM')
      await server.start({ records: 'any' })
      const { answer } = await askUntilAnswered(server.url, { question })
      assert.equal(answer.text, before.text)
      assert.ok(answer.notices.includes('records_unavailable'))
    } finally {
      await postgres.startPrimary()
      await server.start()
    }
    await until('its records', async () => (await server.readiness()).records === 'open')
    const { answer: after } = await askUntilAnswered(server.url, { question })
    assert.deepEqual([after.notices, after.text], [[], before.text])
    return 'the same answer without records, and with them once the primary was back'
  },
}

/** How many of these answers are in the database. */
async function keptOf(
  answered: readonly AnsweredQuestion[],
  { ask, primaryUrl }: PostgresPair,
): Promise<number> {
  const ids = answered.map(({ answer }) => `'${answer.id}'`).join(', ')
  return Number(await ask(primaryUrl, `select count(*)::int from answers where id in (${ids})`))
}
