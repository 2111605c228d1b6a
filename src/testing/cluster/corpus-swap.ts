import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { startCallers } from './callers.js'
import { type Scenario, tally, until } from './scenario.js'
import type { Cluster } from './start-cluster.js'

const CALLERS = 8

/** Words that the changed version says otherwise. */
const BEFORE = '归类'
const AFTER = '归类（新版）'

/** A changed document reaches both servers while they are asked. */
export const corpusSwap: Scenario = {
  name: 'a new version of a document reaches both servers under load, and is taken back',
  row: 'a corpus swap under load loses nothing',
  async run(cluster) {
    const { proxy, servers, corpus } = cluster
    const { corpusVersion: first } = await servers[0].readiness()
    const source = await readFile(join(corpus, 'dalian-43', 'source.txt'), 'utf8')
    const file = join(dirname(corpus), '大连海关43项惠企措施.txt')
    await writeFile(file, source.replaceAll(BEFORE, AFTER))
    const callers = startCallers(proxy.url, CALLERS)
    const started = performance.now()
    await cluster.command('ingest', file, '--id', 'dalian-43', '--from', '2026-01-01', '--yes')
    await untilBoth(cluster, (version) => version !== first)
    const swapped = performance.now()
    const [one, two] = await Promise.all(servers.map((server) => server.readiness()))
    assert.equal(one?.corpusVersion, two?.corpusVersion)
    await cluster.command('rollback', 'dalian-43')
    await untilBoth(cluster, (version) => version === first)
    const answered = await callers.stop()
    await rm(file)
    const versions = answered.map(({ answer }) => answer.corpusVersion)
    assert.deepEqual(
      [...new Set(versions)].toSorted(),
      [first, one?.corpusVersion ?? ''].toSorted(),
    )
    for (const { answer } of answered) {
      const isNew = answer.corpusVersion !== first
      const says = answer.text.includes(AFTER)
      assert.ok(isNew || !says, 'the old version said the words of the new one')
    }
    const detours = answered.flatMap(({ detours: all }) => all)
    const way = cluster.index === 'postgres' ? 'the second by NOTIFY' : 'each by looking'
    return `${answered.length} answers of two versions, none lost, asked again: ${tally(detours)}; at both servers ${((swapped - started) / 1000).toFixed(1)} s after the command, ${way}`
  },
}

function untilBoth({ servers }: Cluster, holds: (version: string) => boolean): Promise<void> {
  return until('both servers to serve the other version', async () => {
    const states = await Promise.all(servers.map((server) => server.readiness()))
    return states.every(({ corpusVersion }) => holds(corpusVersion))
  })
}
