import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { childEnvironment } from '../config.js'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { type ProbeReport, type PROBE_REQUESTS, probeReportSchema } from './probe-messages.js'

/** Longest wait for a server to be ready, in milliseconds: far more than a slow machine needs. */
const READY_TIMEOUT_MS = 120_000

/** Longest wait for a server to end after SIGTERM, in milliseconds. */
const STOP_TIMEOUT_MS = 20_000

/** Characters of the server's messages that an error quotes. */
const QUOTED_CHARACTERS = 600

const READY_LINE = /is ready at (https?:\/\/\S+)/u

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string
  /** From the start of the process to its ready line, in milliseconds. */
  readonly readyMs: number
  /** Asks the probe; only where the server was started with one. */
  probe(request: (typeof PROBE_REQUESTS)[keyof typeof PROBE_REQUESTS]): Promise<ProbeReport>
  stop(): Promise<void>
}

/**
 * Starts `node dist/cli.js serve` on a free port of this machine and waits until it is ready.
 *
 * @param withProbe Watches event loop and memory in the server, which costs a little at its start.
 * @throws AppError `bad_configuration` when there is no bundle, or the server ends or does not get
 * ready, with what it wrote.
 */
export async function startServerProcess(withProbe: boolean): Promise<ServerProcess> {
  const server = bundled('cli.js')
  const probe = withProbe ? ['--import', pathToFileURL(bundled('server-probe.js')).href] : []
  const started = performance.now()
  const child = spawn(process.execPath, [...probe, server, 'serve'], {
    cwd: projectRoot,
    // As the design measures it: nothing kept, and callers that are not held back.
    env: childEnvironment({
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: '',
      RECORDS: 'off',
      RATE_LIMIT_PER_MINUTE: '0',
    }),
    stdio: ['ignore', 'pipe', 'pipe', ...(withProbe ? (['ipc'] as const) : [])],
  })
  try {
    const url = await readyUrl(child)
    const readyMs = performance.now() - started
    return {
      url,
      readyMs,
      async probe(request) {
        const answered = once(child, 'message', { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) })
        child.send(request)
        const [message] = await answered
        return probeReportSchema.parse(message)
      },
      stop: () => stop(child),
    }
  } catch (error) {
    await stop(child)
    throw error
  }
}

function bundled(name: string): string {
  const path = join(projectRoot, 'dist', name)
  if (existsSync(path)) return path
  throw new AppError('bad_configuration', `${path}: expected the bundle of "npm run build"`)
}

function readyUrl(child: ChildProcess): Promise<string> {
  let messages = ''
  return new Promise((resolve, reject) => {
    const fail = (found: string): void => {
      const quoted = messages.slice(-QUOTED_CHARACTERS)
      reject(
        new AppError('bad_configuration', `server: expected it ready, found ${found}\n${quoted}`),
      )
    }
    const timer = setTimeout(() => fail('nothing in time'), READY_TIMEOUT_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`an end with exit code ${code}`)
    })
    child.stderr?.on('data', (chunk) => {
      messages = (messages + String(chunk)).slice(-QUOTED_CHARACTERS)
    })
    // Read to the end: a server whose pipe is full stands still.
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url] = READY_LINE.exec(line) ?? []
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
}
