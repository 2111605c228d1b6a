// Starts two servers behind the proxy of deploy/nginx.conf, with PostgreSQL and a replica, on
// loopback, and keeps them until Ctrl-C. With --test it tries instead what a cluster must do, says
// what it found, and exits 1 when something did not hold; --only WORD runs those whose names hold it.
// --set NAME=VALUE, as often as wanted, is a variable of both servers; --index files or postgres says
// where their index is (in the database when it has pgvector, which CLUSTER_PG_ROOT may bring).
// --output FILE keeps what was measured, for `bench --plot`.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { describeMachine } from '../../benchmark/machine.js'
import { type ReportSection, reportJson } from '../../benchmark/report.js'
import { messageOf } from '../../errors.js'
import { findClusterNeeds, NO_CLUSTER } from './cluster-needs.js'
import { corpusSwap } from './corpus-swap.js'
import { limitCost } from './limit-cost.js'
import { crashedPrimary, killedServer, startWithoutPrimary } from './outages.js'
import { laggingReplica } from './replica-lag.js'
import type { Scenario } from './scenario.js'
import { conversation, idempotency, keyLimit, spread } from './shared-state.js'
import { sharedModel } from './shared-model.js'
import { type Cluster, type IndexPlace, startCluster } from './start-cluster.js'
import { throughput } from './throughput.js'

const SCENARIOS: readonly Scenario[] = [
  spread,
  conversation,
  keyLimit,
  idempotency,
  killedServer,
  crashedPrimary,
  startWithoutPrimary,
  laggingReplica,
  corpusSwap,
  sharedModel,
  limitCost,
  throughput,
]

const { values } = parseArgs({
  options: {
    test: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    set: { type: 'string', multiple: true, default: [] },
    index: { type: 'string' },
    output: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const USAGE = `cluster:local [--test [--only WORD] [--output FILE]] [--index files|postgres] [--set NAME=VALUE]…

  Starts two servers behind the proxy of deploy/nginx.conf, with PostgreSQL and a replica, on
  loopback, and keeps them until Ctrl-C. With --test it tries what a cluster must do, prints a table
  of what it found, and exits 1 when something did not hold.
    --only WORD       tries those whose names hold it
    --output FILE     keeps what was measured, for "bench --plot"
    --index PLACE     files, or postgres (where pgvector is there): searches then read the replica
    --set NAME=VALUE  a variable of both servers
  CLUSTER_PG_ROOT names the folder of another system whose PostgreSQL is run; it takes a root account.`

/** Widest text in the table's last column: the rest stands above. */
const TABLE_TEXT = 110

async function tryAll(cluster: Cluster): Promise<number> {
  const tried: { readonly row: string; readonly holds: boolean; readonly found: string }[] = []
  const sections: ReportSection[] = []
  const wanted = SCENARIOS.filter(
    ({ name, needsPostgresIndex = false }) =>
      name.includes(values.only) && (!needsPostgresIndex || cluster.index === 'postgres'),
  )
  for (const { name, row = name, run } of wanted) {
    const started = performance.now()
    const seconds = () => ((performance.now() - started) / 1000).toFixed(1)
    try {
      const found = await run(cluster)
      const { said, sections: own } =
        typeof found === 'string' ? { said: found, sections: [] } : found
      sections.push(...own)
      tried.push({ row, holds: true, found: said })
      console.log(`ok     ${name} (${seconds()} s)\n    ${said}`)
    } catch (error) {
      tried.push({ row, holds: false, found: messageOf(error) })
      console.log(`FAILED ${name} (${seconds()} s): ${messageOf(error)}`)
    }
  }
  const width = Math.max(...tried.map(({ row }) => row.length))
  console.log(`\nindex in ${cluster.index}`)
  for (const { row, holds, found } of tried) {
    const text = found.split('\n')[0] ?? ''
    const short = text.length > TABLE_TEXT ? `${text.slice(0, TABLE_TEXT - 1)}…` : text
    console.log(`${holds ? 'yes' : 'NO '}  ${row.padEnd(width)}  ${short}`)
  }
  if (values.output !== undefined) {
    await writeFile(values.output, reportJson({ machine: describeMachine(), sections }))
  }
  return tried.filter(({ holds }) => !holds).length
}

/** @throws Error for another word. */
function readIndexPlace(word: string | undefined): IndexPlace | undefined {
  if (word === undefined || word === 'files' || word === 'postgres') return word
  throw new Error(`--index: expected files or postgres, found "${word}"`)
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const index = readIndexPlace(values.index)
  const needs = findClusterNeeds()
  if (needs === undefined) {
    console.error(NO_CLUSTER)
    return 1
  }
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve)
  })
  const environment = Object.fromEntries(
    values.set.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new Error(`--set: expected NAME=VALUE, found "${pair}"`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
  const cluster = await startCluster(needs, {
    index,
    environment,
    onStep: (step) => console.log(`${step} …`),
  })
  try {
    const { proxy, servers, postgres, corpus } = cluster
    console.log(`proxy     ${proxy.url}`)
    for (const { url } of servers) console.log(`server    ${url}`)
    console.log(`database  PostgreSQL ${postgres.version}: ${postgres.primaryUrl}`)
    console.log(`replica   ${postgres.replicaUrl}`)
    console.log(`index     in ${cluster.index}`)
    console.log(`corpus    ${corpus}`)
    if (!values.test) {
      await ended
      return 0
    }
    const failed = await Promise.race([tryAll(cluster), ended.then(() => 1)])
    console.log(failed === 0 ? 'all held' : `${failed} did not hold`)
    return failed === 0 ? 0 : 1
  } finally {
    await cluster.stop()
  }
}

process.exitCode = await main()
