import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ReportSection } from '../../benchmark/report.js'
import { loadCorpus } from '../../documents/load-corpus.js'
import { loadQuestions, questionFiles } from '../../evaluation/load-questions.js'
import { projectRoot } from '../../project-root.js'
import { startCallers } from './callers.js'
import { threadSeconds, treeSeconds } from './process-time.js'
import { project } from './project-throughput.js'
import { type Scenario, until } from './scenario.js'
import type { Cluster, IndexPlace } from './start-cluster.js'

/** Length of each measurement, in seconds. */
const SECONDS = 10

/**
 * Callers at the same time, for each server: they keep it busy, and it has room for them unless it is slow.
 * As many for each, because a model that is given several questions at once takes less for one.
 */
const CALLERS = 8

/** Length of the time in which nobody asks, in seconds. */
const IDLE_SECONDS = 5

/** From one question to the next in the list; a prime, so that all come before one comes again. */
const STRIDE = 997

/** Answers of both servers before anything is measured. */
const WARM_ANSWERS = 1_500

/** Longest wait for them, in milliseconds; a machine that does nothing else takes some 15 s. */
const WARM_TIMEOUT_MS = 300_000

/** What a number of servers did. */
export interface Throughput {
  readonly servers: number
  /** Questions a second that were answered. */
  readonly perSecond: number
  /** Times that a question was turned away and asked again. */
  readonly refused: number
  /** Seconds of processor time for each thousand answers, by part, less what it takes unasked. */
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
    await warmUp(cluster)
    const two = await runFor(cluster, 2, differentQuestions('您好，'))
    await servers[1].end('SIGTERM')
    const one = await runFor(cluster, 1, differentQuestions('请问，')).finally(() =>
      servers[1].start(),
    )
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
    const sections = [one, two].map((did, at) =>
      sectionOf(did, projected.perSecond[at] ?? Number.NaN, cluster.index),
    )
    return { said, sections }
  },
}

/** What a number of servers did, as a section of a report. */
function sectionOf(
  { servers, perSecond, cost }: Throughput,
  most: number,
  index: IndexPlace,
): ReportSection {
  return {
    title: `${servers} ${servers === 1 ? 'server' : 'servers'}, index in ${index === 'files' ? 'files' : 'PostgreSQL'}`,
    servers: { count: servers, index },
    figures: [
      {
        name: 'servers: answers',
        value: perSecond,
        unit: '1/s',
        note: `${availableParallelism()} processors for servers, database, proxy and callers`,
      },
      {
        name: 'servers: answers, by the split of time',
        value: most,
        unit: '1/s',
        note: 'with a processor for each busy thread',
      },
      {
        name: 'servers: processor time of 1000 answers',
        value: sumOf([...cost.values()]),
        unit: 's',
        note: 'callers included',
      },
    ],
  }
}

/**
 * Questions of the evaluation, each asked once, in an order that mixes their kinds.
 *
 * @param greeting Before each: another one makes other texts of them, whose vectors are not known yet.
 */
function differentQuestions(greeting: string): () => string {
  const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
  const measures = new Set(corpus.measures.map(({ id }) => id))
  const questions = loadQuestions(questionFiles(join(projectRoot, 'eval', 'questions')), measures)
  let asked = 0
  return () => {
    asked += 1
    return `${greeting}${questions[(asked * STRIDE) % questions.length]?.question ?? ''}`
  }
}

/** Asks both servers until their code is compiled: before, an answer costs up to twice as much. */
async function warmUp({ proxy }: Cluster): Promise<void> {
  const questionOf = differentQuestions('')
  const callers = startCallers(proxy.url, 2 * CALLERS, { kinds: ['plain'], questionOf })
  await until(
    'the servers to be warm',
    async () => callers.count() >= WARM_ANSWERS,
    WARM_TIMEOUT_MS,
  )
  await callers.stop()
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
  const idle = await spentIn(parts, () => pause(IDLE_SECONDS * 1000))
  const callers = startCallers(proxy.url, CALLERS * count, { kinds: ['plain'], questionOf })
  const spent = await spentIn(parts, () => pause(SECONDS * 1000))
  const answered = callers.count()
  const all = await callers.stop()
  const forAnswers = (seconds: number, unasked: number) =>
    (1000 * Math.max(0, seconds - (unasked * SECONDS) / IDLE_SECONDS)) / answered
  const busiest = [...spent.threads].map(([part, processes]) => {
    const ofEach = processes.map((threads, process) => {
      const unasked = idle.threads.get(part)?.[process]
      const each = [...threads].map(([thread, seconds]) =>
        forAnswers(seconds, unasked?.get(thread) ?? 0),
      )
      return Math.max(...each)
    })
    // Servers share the answers; of other parts the busiest process is the one that is full first.
    return [part, part === 'servers' ? sumOf(ofEach) : Math.max(...ofEach)] as const
  })
  return {
    servers: count,
    perSecond: answered / SECONDS,
    refused: all.flatMap(({ detours }) => detours).length,
    cost: new Map(
      [...spent.all].map(([part, seconds]) => [part, forAnswers(seconds, idle.all.get(part) ?? 0)]),
    ),
    busiest: new Map(busiest),
    busy: sumOf([...spent.all.values()]) / SECONDS,
  }
}

/** Processor time of each part, and of each thread of each of its processes. */
interface Times {
  readonly all: ReadonlyMap<Part, number>
  readonly threads: ReadonlyMap<Part, readonly ReadonlyMap<number, number>[]>
}

/** What was taken while something went on. */
async function spentIn(
  parts: readonly (readonly [Part, readonly number[]])[],
  work: () => Promise<unknown>,
): Promise<Times> {
  const before = await readTimes(parts)
  await work()
  const after = await readTimes(parts)
  return {
    all: differences(after.all, before.all),
    threads: new Map(
      [...after.threads].map(([part, processes]) => [
        part,
        processes.map((threads, at) => differences(threads, before.threads.get(part)?.[at])),
      ]),
    ),
  }
}

/** What was added to each number; all of one that was not there before. */
function differences<Key>(
  after: ReadonlyMap<Key, number>,
  before: ReadonlyMap<Key, number> = new Map(),
): ReadonlyMap<Key, number> {
  return new Map([...after].map(([key, value]) => [key, value - (before.get(key) ?? 0)]))
}

/** Processor time so far, of each part and of each of its threads. */
async function readTimes(parts: readonly (readonly [Part, readonly number[]])[]): Promise<Times> {
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
