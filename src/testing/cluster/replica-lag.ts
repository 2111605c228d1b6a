import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { askUntilAnswered } from './ask-server.js'
import { searchesOn } from './postgres-pair.js'
import { QUESTIONS, type Scenario, until } from './scenario.js'
import type { Cluster } from './start-cluster.js'

/** Words of a document that are changed, so that there is another version of the index. */
const BEFORE = '零关税'
const AFTER = '零关税（新版）'

/** A replica that has stopped following is not searched for a version it has not got. */
export const laggingReplica: Scenario = {
  name: 'a replica that lags behind is not searched before it has the version',
  row: 'searches read the replica, and pass over one that lags behind',
  needsPostgresIndex: true,
  async run(cluster) {
    const { postgres, servers, corpus } = cluster
    const { corpusVersion: first } = await servers[0].readiness()
    await untilRead(cluster, 'replica')
    const onPrimary = await searchesOn(postgres, 'primary')

    const source = await readFile(join(corpus, 'haikou-20', 'source.txt'), 'utf8')
    const file = join(dirname(corpus), '海口海关20条.txt')
    await writeFile(file, source.replaceAll(BEFORE, AFTER))
    await postgres.ask(postgres.replicaUrl, 'select pg_wal_replay_pause()')
    try {
      await cluster.command('ingest', file, '--id', 'haikou-20', '--from', '2026-01-01', '--yes')
      await untilVersion(cluster, (version) => version !== first)
      const count = 'select count(*)::int from policy_index.versions'
      const lag =
        Number(await postgres.ask(postgres.primaryUrl, count)) -
        Number(await postgres.ask(postgres.replicaUrl, count))
      assert.ok(lag > 0, 'expected the replica to lag behind')
      await untilRead(cluster, 'primary')
    } finally {
      await postgres.ask(postgres.replicaUrl, 'select pg_wal_replay_resume()')
    }
    await untilRead(cluster, 'replica')
    const read = (await searchesOn(postgres, 'primary')) - onPrimary
    await cluster.command('rollback', 'haikou-20')
    await untilVersion(cluster, (version) => version === first)
    await rm(file)
    return `the new version was read on the primary (${read} reads) until the replica had it, then there`
  },
}

/** Asks until one of the two has read the index for it. */
async function untilRead({ postgres, servers }: Cluster, name: 'primary' | 'replica') {
  const before = await searchesOn(postgres, name)
  await until(`the ${name} to be searched`, async () => {
    for (const { url } of servers) {
      for (const question of QUESTIONS) await askUntilAnswered(url, { question })
    }
    return (await searchesOn(postgres, name)) > before + QUESTIONS.length
  })
}

function untilVersion({ servers }: Cluster, holds: (version: string) => boolean): Promise<void> {
  return until('both servers to serve the other version', async () => {
    const states = await Promise.all(servers.map((server) => server.readiness()))
    return states.every(({ corpusVersion }) => holds(corpusVersion))
  })
}
