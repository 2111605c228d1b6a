import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { projectRoot } from '../../project-root.js'
import { reservePort } from '../../http/reserve-port.js'
import { accountFor } from '../postgres-server.js'

const HOST = '127.0.0.1'

/** Longest wait for nginx to listen, in milliseconds. */
const START_MS = 20_000

const lineSchema = z.object({
  path: z.string(),
  status: z.string(),
  /** Who was asked, one after the other, with `, ` between them; `-` for nobody. */
  servers: z.string(),
  statuses: z.string(),
})
/** One request as the proxy has logged it. */
export type ProxyLine = z.infer<typeof lineSchema>

/** A running nginx. */
export interface Proxy {
  readonly url: string
  readonly pid: number
  /** All requests so far. */
  lines(): Promise<ProxyLine[]>
  stop(): Promise<void>
}

/**
 * Puts addresses and folders of this machine into `deploy/nginx.conf`, and changes nothing else.
 *
 * @param places What stands in the file, with what to put there; each must be found.
 */
export function placeNginx(text: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((placed, [from, to]) => {
    if (!placed.includes(from)) throw new Error(`nginx.conf: expected "${from}", found none`)
    return placed.replaceAll(from, to)
  }, text)
}

/**
 * Starts nginx with `deploy/nginx.conf` as an account that is not root, in a folder of its own.
 *
 * @param servers Host and port of the two servers.
 */
export async function startNginx(
  program: string,
  servers: readonly [string, string],
): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'proxy-'))
  const reserved = await reservePort(HOST)
  const conf = join(folder, 'nginx.conf')
  const accessLog = join(folder, 'access.log')
  const errorLog = join(folder, 'error.log')
  const given = await readFile(join(projectRoot, 'deploy', 'nginx.conf'), 'utf8')
  await writeFile(
    conf,
    placeNginx(given, {
      '/tmp/nginx': join(folder, 'nginx'),
      '/dev/stderr': errorLog,
      '/dev/stdout': accessLog,
      'listen 8080': `listen ${HOST}:${reserved.port}`,
      'server-1:8787': servers[0],
      'server-2:8787': servers[1],
    }),
  )
  const account = await accountFor(folder)
  const command = [...account, program, '-p', folder, '-e', errorLog, '-c', conf]
  await reserved.release()
  const child = spawn(command[0] ?? '', [...command.slice(1), '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const url = `http://${HOST}:${reserved.port}`
  const stop = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  for (const deadline = Date.now() + START_MS; ; ) {
    if (await listens(url)) break
    if (child.exitCode !== null || Date.now() > deadline) {
      const log = await readFile(errorLog, 'utf8').catch(() => '')
      await stop()
      throw new Error(`nginx: expected it to listen at ${url}, found:\n${said}${log}`)
    }
    await pause(50)
  }
  return {
    url,
    pid: child.pid ?? 0,
    async lines() {
      const text = (await readFile(accessLog, 'utf8')).trim()
      return text === '' ? [] : text.split('\n').map((line) => lineSchema.parse(JSON.parse(line)))
    },
    stop,
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function listens(url: string): Promise<boolean> {
  try {
    // Whatever it answers: the servers may not be there yet.
    await (await fetch(url)).arrayBuffer()
    return true
  } catch {
    return false
  }
}
