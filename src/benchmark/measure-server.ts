import { AppError } from '../errors.js'
import { askTogether, CALLERS } from './measure-assistant.js'
import { percentile } from './percentile.js'
import { PROBE_REQUESTS } from './probe-messages.js'
import { type ServerProcess, startServerProcess } from './server-process.js'

/** Starts measured; the median counts. */
const STARTS = 3

/** Figures of the server as a process of its own. */
export interface ServerFigures {
  /** From the start of the process to its ready line, in milliseconds, for each start. */
  readonly readyMs: readonly number[]
  readonly medianReadyMs: number
  /** Resident memory after the answers, in bytes. */
  readonly rssBytes: number
  /** Longest time its event loop did not turn while it answered, warm, in milliseconds. */
  readonly longestDelayMs: number
  /** Answers a second over HTTP. */
  readonly answersPerSecond: number
}

/**
 * Starts the server a few times, then asks one over HTTP.
 *
 * @param onStep Called before each step with what it is.
 * @throws AppError `bad_configuration` when it does not start, `internal` when an answer fails.
 */
export async function measureServer(
  warmUp: readonly string[],
  questions: readonly string[],
  onStep: (step: string) => void,
): Promise<ServerFigures> {
  const readyMs: number[] = []
  for (let start = 1; start <= STARTS; start++) {
    onStep(`server: start ${start} of ${STARTS}`)
    const server = await startServerProcess(false)
    readyMs.push(server.readyMs)
    await server.stop()
  }
  onStep(`server: ${questions.length} answers to ${CALLERS} callers`)
  const server = await startServerProcess(true)
  try {
    await askTogether(warmUp, CALLERS, (question) => askServer(server, question))
    await server.probe(PROBE_REQUESTS.reset)
    const seconds = await askTogether(questions, CALLERS, (question) => askServer(server, question))
    const { rssBytes, longestDelayMs } = await server.probe(PROBE_REQUESTS.report)
    return {
      readyMs,
      medianReadyMs: percentile(readyMs, 0.5),
      rssBytes,
      longestDelayMs,
      answersPerSecond: questions.length / seconds,
    }
  } finally {
    await server.stop()
  }
}

async function askServer({ url }: ServerProcess, question: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  })
  const body = await response.text()
  if (response.ok) return
  throw new AppError('internal', `server: expected an answer, found ${response.status}: ${body}`)
}
