import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadCorpus } from '../../documents/load-corpus.js'
import { loadQuestions, questionFiles } from '../../evaluation/load-questions.js'
import { projectRoot } from '../../project-root.js'
import { startCallers } from './callers.js'
import { threadSeconds, treeSeconds } from './process-time.js'
import { project } from './project-throughput.js'
import type { Scenario } from './scenario.js'
import type { Cluster } from './start-cluster.js'

/** Length of each measurement, in seconds. */
const SECONDS = 10

/** Callers at the same time: they keep two servers busy, and one has room for them unless it is slow. */
const CALLERS = 8

/** What a number of servers did. */
export interface Throughput {
  readonly servers: number
  /** Questions a second that were answered. */
  readonly perSecond: number
  /** Times that a question was turned away and asked again. */
  readonly refused: number
  /** Seconds of processor time for each thousand answers, by part. */
  readonly cost: ReadonlyMap<Part, number>
  /** The same of the busiest thread of a part; of servers, of the busiest one of each, added up. */
  readonly busiest: ReadonlyMap<Part, number>
  /** Processors that all parts together kept busy. */
  readonly busy: number
}

/** What takes processor time. */
export type Part = 'servers' | 'database' | 'proxy' | 'callers'

/** Times as many answers as one server's that two are to give, as long as the machine has processors. */
const WANTED_FACTOR = 1.7

/** One server against two. */
export const throughput: Scenario = {
  name: 'throughput of one server and of two',
  row: `two servers answer at least ${WANTED_FACTOR} times what one does`,
  async run(cluster) {
    const { servers } = cluster
    const questionOf = await differentQuestions()
    await runFor(cluster, 2, questionOf)
    const two = await runFor(cluster, 2, questionOf)
    await servers[1].end('SIGTERM')
    const one = await runFor(cluster, 1, questionOf).finally(() => servers[1].start())
    const projected = project(one, two)
    const measured = two.perSecond / one.perSecond
    const processors = availableParallelism()
    const isMeasured = processors >= projected.processors
    const factor = isMeasured ? measured : projected.factor
    const said = [
      `factor ${factor.toFixed(2)}, ${isMeasured ? 'measured' : 'by the split of time'}: two servers did ${measured.toFixed(2)} times what one did on ${processors} processors for everything, callers too`,
      show(one),
      show(two),
      ...projected.lines,
    ].join('\n    ')
    assert.ok(factor >= WANTED_FACTOR, said)
    return said
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
  const parts: readonly (readonly [Part, readonly number[]])[] = [
    ['servers', servers.slice(0, count).map((server) => server.pid())],
    ['database', await postgres.pids()],
    ['proxy', [proxy.pid]],
  ]
  const before = await readTimes(parts)
  const callers = startCallers(proxy.url, CALLERS, { kinds: ['plain'], questionOf })
  await pause(SECONDS * 1000)
  const answered = callers.count()
  const after = await readTimes(parts)
  const all = await callers.stop()
  const spent = [...after.all].map(
    ([part, seconds]) => [part, seconds - (before.all.get(part) ?? 0)] as const,
  )
  const busiest = [...after.threads].map(([part, processes]) => {
    const ofEach = processes.map((threads, process) => {
      const known = before.threads.get(part)?.[process]
      return Math.max(
        ...[...threads].map(([thread, seconds]) => seconds - (known?.get(thread) ?? 0)),
      )
    })
    // Servers share the answers; of other parts the busiest process is the one that is full first.
    const together = part === 'servers' ? sumOf(ofEach) : Math.max(...ofEach)
    return [part, together] as const
  })
  const perThousand = (times: readonly (readonly [Part, number])[]) =>
    new Map(times.map(([part, seconds]) => [part, (1000 * seconds) / answered]))
  return {
    servers: count,
    perSecond: answered / SECONDS,
    refused: all.flatMap(({ detours }) => detours).length,
    cost: perThousand(spent),
    busiest: perThousand(busiest),
    busy: sumOf(spent.map(([, seconds]) => seconds)) / SECONDS,
  }
}

/** Processor time so far, of each part and of each of its threads. */
async function readTimes(parts: readonly (readonly [Part, readonly number[]])[]) {
  const all = new Map<Part, number>()
  const threads = new Map<Part, readonly ReadonlyMap<number, number>[]>()
  for (const [part, pids] of parts) {
    all.set(part, sumOf(await Promise.all(pids.map(treeSeconds))))
    threads.set(part, await Promise.all(pids.map(threadSeconds)))
  }
  const { user, system } = process.cpuUsage()
  all.set('callers', (user + system) / 1e6)
  return { all, threads }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

function show({ servers, perSecond, refused, cost, busiest, busy }: Throughput): string {
  const parts = [...cost].map(([part, seconds]) => {
    const most = busiest.get(part)
    const thread =
      most === undefined
        ? ''
        : ` (busiest thread${part === 'servers' && servers > 1 ? 's' : ''} ${most.toFixed(2)})`
    return `${part} ${seconds.toFixed(2)} s${thread}`
  })
  return `${servers} of 2 servers: ${perSecond.toFixed(0)} answers a second, ${refused} turned away; ${busy.toFixed(2)} processors busy; for 1000 answers ${parts.join(', ')}`
}
