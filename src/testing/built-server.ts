import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { reservePort } from '../http/reserve-port.js'
import { createTempProject } from './temp-project.js'

/** The server as others run it: bundled, in a process of its own, with records in a new folder. */
export interface BuiltServer {
  readonly url: string
  /** Figures of `/metrics` without labels, by name. */
  figures(): Promise<ReadonlyMap<string, number>>
  /** The last lines of its log. */
  lastLines(count: number): Promise<string>
  /** Lines of its log of level `error` and above. */
  errors(): Promise<readonly string[]>
  /** Ends it with SIGTERM and removes its folder; gives its exit code. */
  stop(): Promise<number | null>
}

/** Longest wait for index and record store, in milliseconds; they take some 10 s together. */
const START_TIMEOUT_MS = 120_000

/** How often it is asked whether it is ready, in milliseconds. */
const ASK_MS = 100

const readinessSchema = z.object({ records: z.object({ state: z.string() }) })
const logLineSchema = z.object({ level: z.number() })

/** Level of `error` in the log. */
const ERROR_LEVEL = 50

/**
 * Builds the project into a temporary folder, starts the server there on a free port of this
 * machine and waits until it answers and its records are open. No limit of requests is set.
 *
 * @param environment Variables of the server besides `PATH` and `HOME`.
 * @throws Error with the end of its log, when it ends or does not get ready.
 */
export async function startBuiltServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<BuiltServer> {
  const project = await createTempProject()
  const metrics = await reservePort('127.0.0.1')
  await metrics.release()
  const log = join(project.folder, 'log')
  const file = openSync(log, 'w')
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [join(project.folder, 'dist/cli.js'), 'serve'], {
    cwd: project.folder,
    env: {
      PATH,
      HOME,
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '0',
      METRICS_PORT: String(metrics.port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', file],
  })
  closeSync(file)
  const ended = once(child, 'exit')
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const lines = async (): Promise<string[]> => (await readFile(log, 'utf8')).trim().split('\n')
  const server: Omit<BuiltServer, 'url'> = {
    figures: async () => readFigures(`http://127.0.0.1:${metrics.port}/metrics`),
    lastLines: async (count: number) => (await lines()).slice(-count).join('\n'),
    errors: async () => (await lines()).filter((line) => levelOf(line) >= ERROR_LEVEL),
    async stop() {
      child.kill('SIGTERM')
      await ended
      await project.remove()
      return child.exitCode
    },
  }
  try {
    const deadline = Date.now() + START_TIMEOUT_MS
    for (;;) {
      const url = /is ready at (http\S+)/.exec(printed)?.[1]
      if (url !== undefined && (await isOpen(url))) return { url, ...server }
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`server: expected it ready, found:\n${await server.lastLines(20)}`)
      }
      await pause(ASK_MS)
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function isOpen(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`)
  const { records } = readinessSchema.parse(await response.json())
  return records.state === 'open' || records.state === 'off'
}

function levelOf(line: string): number {
  // What it tells of building the index is no line of the log.
  if (!line.startsWith('{')) return 0
  return logLineSchema.parse(JSON.parse(line)).level
}

async function readFigures(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(url)).text()
  const samples = text.matchAll(/^([a-z0-9_]+) (\S+)$/gm)
  return new Map([...samples].map(([, name = '', value]) => [name, Number(value)]))
}
