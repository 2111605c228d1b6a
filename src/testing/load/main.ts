// Puts load on the built server, with its records on disk, and reports how it bore it. Exits 1 when
// it did not: another status than 200, 429 and 503, one of those without Retry-After, a p99 above a
// second, or (with --minutes 5) memory that is not flat.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { percentile } from '../../benchmark/percentile.js'
import { loadCorpus } from '../../documents/load-corpus.js'
import { loadQuestions, questionFiles } from '../../evaluation/load-questions.js'
import { projectRoot } from '../../project-root.js'
import { type BuiltServer, startBuiltServer } from '../built-server.js'
import { judgeLoad } from './judge-load.js'
import { memoryGrowth, type MemorySample } from './memory-growth.js'
import { runLoad } from './run-load.js'

/** How often the server's figures are read, in milliseconds. */
const SAMPLE_MS = 1000

/** Time in which caches, code and heap grow to what the load needs, in seconds. */
const WARM_UP_SECONDS = 60

/** Lines of the report on memory over time. */
const SHOWN_SAMPLES = 12

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '30' },
    minutes: { type: 'string' },
    // Requests a minute and address; 0 for none, so that the server itself has to bear the load.
    'rate-limit': { type: 'string', default: '0' },
    records: { type: 'string', default: 'on' },
  },
})

interface Sample extends MemorySample {
  /** Longest round of the event loop since the sample before, in milliseconds. */
  readonly longestDelayMs: number
  readonly meanDelayMs: number
}

function watch(server: BuiltServer): { stop(): Promise<readonly Sample[]> } {
  const samples: Sample[] = []
  const started = performance.now()
  let last: Promise<void> = Promise.resolve()
  const read = async (): Promise<void> => {
    const figures = await server.figures()
    const figure = (name: string): number => figures.get(name) ?? Number.NaN
    samples.push({
      seconds: (performance.now() - started) / 1000,
      rssBytes: figure('process_resident_memory_bytes'),
      longestDelayMs: figure('nodejs_eventloop_lag_max_seconds') * 1000,
      meanDelayMs: figure('nodejs_eventloop_lag_mean_seconds') * 1000,
    })
  }
  const timer = setInterval(() => {
    last = last.then(read)
  }, SAMPLE_MS)
  return {
    async stop() {
      clearInterval(timer)
      await last
      return samples
    },
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`

function positive(name: 'connections' | 'seconds' | 'minutes', text: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new Error(`--${name}: expected a number above 0, found "${text}"`)
}

async function main(): Promise<number> {
  const connections = positive('connections', values.connections)
  const seconds =
    values.minutes === undefined
      ? positive('seconds', values.seconds)
      : positive('minutes', values.minutes) * 60
  const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
  const questions = loadQuestions(
    questionFiles(join(projectRoot, 'eval', 'questions')),
    new Set(corpus.measures.map(({ id }) => id)),
  )
  const server = await startBuiltServer({
    RATE_LIMIT_PER_MINUTE: values['rate-limit'],
    RECORDS: values.records,
  })
  try {
    console.log(`load: ${connections} connections for ${seconds} s`)
    const watching = watch(server)
    const figures = await runLoad({
      url: server.url,
      connections,
      seconds,
      questions: questions.map(({ question }) => question),
    })
    const samples = await watching.stop()
    const growth = memoryGrowth(samples, WARM_UP_SECONDS)
    const { requestsPerSecond, p50Ms, p99Ms, maxMs, statuses, unanswered } = figures
    const delays = samples.map(({ longestDelayMs }) => longestDelayMs)
    console.log(`requests      ${requestsPerSecond.toFixed(0)} a second`)
    console.log(`latency       p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${maxMs} ms`)
    for (const [status, count] of statuses) console.log(`status ${status}    ${count}`)
    console.log(`unanswered    ${unanswered}`)
    console.log(
      `event loop    longest round of a second: median ${percentile(delays, 0.5).toFixed(0)} ms, most ${percentile(delays, 1).toFixed(0)} ms; mean ${percentile(
        samples.map(({ meanDelayMs }) => meanDelayMs),
        0.5,
      ).toFixed(1)} ms`,
    )
    const every = Math.max(1, Math.floor(samples.length / SHOWN_SAMPLES))
    const shown = samples.filter((_, index) => index % every === 0 || index === samples.length - 1)
    console.log(
      `memory        ${shown.map((one) => `${one.seconds.toFixed(0)} s ${megabytes(one.rssBytes)}`).join(', ')}`,
    )
    if (growth !== undefined) {
      console.log(
        `after ${WARM_UP_SECONDS} s    ${megabytes(growth.startBytes)} to ${megabytes(growth.endBytes)}, ${(growth.growth * 100).toFixed(1)} %, ${megabytes(growth.bytesPerMinute)} a minute`,
      )
    }
    const faults = judgeLoad(figures, growth)
    const errors = await server.errors()
    for (const line of errors.slice(0, 10))
      console.log(`error of the server: ${line.slice(0, 400)}`)
    for (const fault of faults) console.log(`FAULT: ${fault}`)
    return faults.length === 0 && errors.length === 0 ? 0 : 1
  } finally {
    await server.stop()
  }
}

process.exitCode = await main()
