import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { reservePort } from '../../http/reserve-port.js'

const HOST = '127.0.0.1'

/** Longest wait for a server and its records, in milliseconds; together they take some 5 s. */
const START_MS = 180_000

/** How often it is asked whether it is ready, in milliseconds. */
const ASK_MS = 100

const readinessSchema = z.object({
  index: z.object({ corpusVersion: z.string() }),
  records: z.object({ state: z.string() }),
})

/** How a server is started for once. */
export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly records?: 'open' | 'any'
}

/** One server of a cluster, always at the same address. */
export interface ClusterServer {
  /** `host:port`. */
  readonly address: string
  readonly url: string
  /** Of its process now. */
  pid(): number
  /**
   * Starts it, unless it runs; resolves when it answers and its records are open.
   *
   * @param options Other variables than it has else; `records: 'any'` waits only until it answers.
   */
  start(options?: StartOptions): Promise<void>
  /** Ends it, and waits until it has. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** State of its records and version of its corpus. */
  readiness(): Promise<{ readonly records: string; readonly corpusVersion: string }>
  log(): Promise<string>
}

/**
 * Readies a server without starting it.
 *
 * @param folder A project with `dist/`.
 * @param environment Variables besides `HOST`, `PORT`, `PATH` and `HOME`.
 */
export async function createClusterServer(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<ClusterServer> {
  const reserved = await reservePort(HOST)
  await reserved.release()
  const address = `${HOST}:${reserved.port}`
  const url = `http://${address}`
  const logFile = join(folder, 'server.log')
  let child: ChildProcess | undefined

  const server: ClusterServer = {
    address,
    url,
    pid: () => child?.pid ?? 0,
    async start({ environment: other = {}, records = 'open' } = {}) {
      if (child !== undefined && child.exitCode === null && child.signalCode === null) return
      const log = openSync(logFile, 'a')
      const { PATH, HOME } = process.env
      child = spawn(process.execPath, [join(folder, 'dist/cli.js'), 'serve'], {
        cwd: folder,
        env: { PATH, HOME, HOST, PORT: String(reserved.port), ...environment, ...other },
        stdio: ['ignore', log, log],
      })
      closeSync(log)
      for (const deadline = Date.now() + START_MS; ; ) {
        const ready = await server.readiness().catch(() => undefined)
        if (ready !== undefined && (records === 'any' || ready.records === 'open')) return
        if (child.exitCode !== null || Date.now() > deadline) {
          const lines = (await server.log()).split('\n').slice(-20).join('\n')
          await server.end('SIGKILL')
          throw new Error(`${address}: expected a server with open records, found:\n${lines}`)
        }
        await pause(ASK_MS)
      }
    },
    async end(signal) {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
    async readiness() {
      const response = await fetch(`${url}/readyz`)
      const { index, records } = readinessSchema.parse(await response.json())
      return { records: records.state, corpusVersion: index.corpusVersion }
    },
    log: () => readFile(logFile, 'utf8'),
  }
  return server
}
