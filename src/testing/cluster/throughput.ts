import { availableParallelism } from 'node:os'
import { runLoad } from '../load/run-load.js'
import { treeSeconds } from './process-time.js'
import { QUESTIONS, type Scenario } from './scenario.js'
import type { Cluster } from './start-cluster.js'

/** Length of each measurement, in seconds. */
const SECONDS = 10

/** Enough for two servers, and fewer than one turns away. */
const CONNECTIONS = 16

/** What a number of servers did. */
interface Throughput {
  readonly servers: number
  /** Requests a second that were answered. */
  readonly perSecond: number
  /** Requests turned away with 503. */
  readonly refused: number
  readonly p50Ms: number
  /** Seconds of processor time for each thousand answered requests, by part. */
  readonly cost: ReadonlyMap<string, number>
  /** Processors that all parts together kept busy. */
  readonly busy: number
}

/** One server against two. */
export const throughput: Scenario = {
  name: 'throughput of one server and of two',
  async run(cluster) {
    const { servers } = cluster
    await runFor(cluster, 2)
    const two = await runFor(cluster, 2)
    await servers[1].end('SIGTERM')
    const one = await runFor(cluster, 1).finally(() => servers[1].start())
    const own = one.cost.get('servers') ?? 0
    const beside = [...one.cost].reduce(
      (sum, [part, cost]) => sum + (part === 'servers' ? 0 : cost),
      0,
    )
    return [
      `${availableParallelism()} processors for everything`,
      show(one),
      show(two),
      `two did ${(two.perSecond / one.perSecond).toFixed(2)} times what one did`,
      `of the processor time ${((100 * own) / (own + beside)).toFixed(0)} % is the servers', which another machine would double, and ${((100 * beside) / (own + beside)).toFixed(0)} % database, proxy and callers`,
    ].join('\n    ')
  },
}

async function runFor({ proxy, servers, postgres }: Cluster, count: number): Promise<Throughput> {
  const parts = new Map<string, readonly number[]>([
    ['servers', servers.slice(0, count).map((server) => server.pid())],
    ['database', await postgres.pids()],
    ['proxy', [proxy.pid]],
  ])
  const read = async () => {
    const seconds = new Map<string, number>()
    for (const [part, pids] of parts) {
      const each = await Promise.all(pids.map(treeSeconds))
      seconds.set(
        part,
        each.reduce((sum, one) => sum + one, 0),
      )
    }
    const { user, system } = process.cpuUsage()
    return seconds.set('callers', (user + system) / 1e6)
  }
  const before = await read()
  const figures = await runLoad({
    url: proxy.url,
    connections: CONNECTIONS,
    seconds: SECONDS,
    questions: QUESTIONS,
  })
  const after = await read()
  const answered = figures.statuses.get(200) ?? 0
  const spent = [...after].map(
    ([part, seconds]) => [part, seconds - (before.get(part) ?? 0)] as const,
  )
  return {
    servers: count,
    perSecond: answered / SECONDS,
    refused: figures.statuses.get(503) ?? 0,
    p50Ms: figures.p50Ms,
    cost: new Map(spent.map(([part, seconds]) => [part, (1000 * seconds) / answered])),
    busy: spent.reduce((sum, [, seconds]) => sum + seconds, 0) / SECONDS,
  }
}

function show({ servers, perSecond, refused, p50Ms, cost, busy }: Throughput): string {
  const parts = [...cost].map(([part, seconds]) => `${part} ${seconds.toFixed(2)} s`)
  return `${servers} of 2 servers: ${perSecond.toFixed(0)} requests a second, ${refused} turned away, p50 ${p50Ms} ms; ${busy.toFixed(2)} processors busy; for 1000 requests ${parts.join(', ')}`
}
