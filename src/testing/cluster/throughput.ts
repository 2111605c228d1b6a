import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadCorpus } from '../../documents/load-corpus.js'
import { loadQuestions, questionFiles } from '../../evaluation/load-questions.js'
import { projectRoot } from '../../project-root.js'
import { startCallers } from './callers.js'
import { treeSeconds } from './process-time.js'
import type { Scenario } from './scenario.js'
import type { Cluster } from './start-cluster.js'

/** Length of each measurement, in seconds. */
const SECONDS = 10

/** Callers at the same time: they keep two servers busy, and one has room for them unless it is slow. */
const CALLERS = 8

/** What a number of servers did. */
interface Throughput {
  readonly servers: number
  /** Questions a second that were answered. */
  readonly perSecond: number
  /** Times that a question was turned away and asked again. */
  readonly refused: number
  /** Seconds of processor time for each thousand answers, by part. */
  readonly cost: ReadonlyMap<string, number>
  /** Processors that all parts together kept busy. */
  readonly busy: number
}

/** One server against two. */
export const throughput: Scenario = {
  name: 'throughput of one server and of two',
  async run(cluster) {
    const { servers } = cluster
    const questionOf = await differentQuestions()
    await runFor(cluster, 2, questionOf)
    const two = await runFor(cluster, 2, questionOf)
    await servers[1].end('SIGTERM')
    const one = await runFor(cluster, 1, questionOf).finally(() => servers[1].start())
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
      `at that cost one processor for the database bears ${(1000 / (two.cost.get('database') ?? 0)).toFixed(0)} answers a second, and one for the proxy ${(1000 / (two.cost.get('proxy') ?? 0)).toFixed(0)}`,
      `of the processor time ${((100 * own) / (own + beside)).toFixed(0)} % is the servers', which another machine would double, and ${((100 * beside) / (own + beside)).toFixed(0)} % database, proxy and callers`,
    ].join('\n    ')
  },
}

/** Questions of the evaluation, each asked once, so that none is answered from a cache. */
async function differentQuestions(): Promise<() => string> {
  const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
  const measures = new Set(corpus.measures.map(({ id }) => id))
  const questions = loadQuestions(questionFiles(join(projectRoot, 'eval', 'questions')), measures)
  let asked = 0
  return () => {
    asked += 1
    return questions[asked % questions.length]?.question ?? ''
  }
}

async function runFor(
  { proxy, servers, postgres }: Cluster,
  count: number,
  questionOf: () => string,
): Promise<Throughput> {
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
  const callers = startCallers(proxy.url, CALLERS, { kinds: ['plain'], questionOf })
  await pause(SECONDS * 1000)
  const answered = callers.count()
  const after = await read()
  const all = await callers.stop()
  const spent = [...after].map(
    ([part, seconds]) => [part, seconds - (before.get(part) ?? 0)] as const,
  )
  return {
    servers: count,
    perSecond: answered / SECONDS,
    refused: all.flatMap(({ detours }) => detours).length,
    cost: new Map(spent.map(([part, seconds]) => [part, (1000 * seconds) / answered])),
    busy: spent.reduce((sum, [, seconds]) => sum + seconds, 0) / SECONDS,
  }
}

function show({ servers, perSecond, refused, cost, busy }: Throughput): string {
  const parts = [...cost].map(([part, seconds]) => `${part} ${seconds.toFixed(2)} s`)
  return `${servers} of 2 servers: ${perSecond.toFixed(0)} answers a second, ${refused} turned away; ${busy.toFixed(2)} processors busy; for 1000 answers ${parts.join(', ')}`
}
