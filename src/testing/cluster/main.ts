// Starts two servers behind the proxy of deploy/nginx.conf, with PostgreSQL and a replica, on
// loopback, and keeps them until Ctrl-C. With --test it tries instead what a cluster must do, says
// what it found, and exits 1 when something did not hold; --only WORD runs those whose names hold it.
// --set NAME=VALUE, as often as wanted, is a variable of both servers.
import { parseArgs } from 'node:util'
import { messageOf } from '../../errors.js'
import { findClusterNeeds, NO_CLUSTER } from './cluster-needs.js'
import { corpusSwap } from './corpus-swap.js'
import { limitCost } from './limit-cost.js'
import { crashedPrimary, killedServer } from './outages.js'
import type { Scenario } from './scenario.js'
import { conversation, idempotency, keyLimit, spread } from './shared-state.js'
import { type Cluster, startCluster } from './start-cluster.js'
import { throughput } from './throughput.js'

const SCENARIOS: readonly Scenario[] = [
  spread,
  conversation,
  keyLimit,
  idempotency,
  killedServer,
  crashedPrimary,
  corpusSwap,
  limitCost,
  throughput,
]

const { values } = parseArgs({
  options: {
    test: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    set: { type: 'string', multiple: true, default: [] },
  },
})

async function tryAll(cluster: Cluster): Promise<number> {
  let failed = 0
  for (const { name, run } of SCENARIOS.filter((one) => one.name.includes(values.only))) {
    const started = performance.now()
    try {
      const found = await run(cluster)
      console.log(
        `ok     ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n    ${found}`,
      )
    } catch (error) {
      failed += 1
      console.log(`FAILED ${name}: ${messageOf(error)}`)
    }
  }
  return failed
}

async function main(): Promise<number> {
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
  const cluster = await startCluster(needs, environment, (step) => console.log(`${step} …`))
  try {
    const { proxy, servers, postgres, corpus } = cluster
    console.log(`proxy     ${proxy.url}`)
    for (const { url } of servers) console.log(`server    ${url}`)
    console.log(`database  PostgreSQL ${postgres.version}: ${postgres.primaryUrl}`)
    console.log(`replica   ${postgres.replicaUrl}`)
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
