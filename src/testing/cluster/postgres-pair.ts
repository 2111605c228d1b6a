import { execFile } from 'node:child_process'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { reservePort } from '../../http/reserve-port.js'
import { accountFor } from '../postgres-server.js'
import { accountIn, type PostgresPlace, postgresCommand } from './cluster-needs.js'

const execute = promisify(execFile)

const HOST = '127.0.0.1'

/** A primary PostgreSQL and a replica that streams from it. */
export interface PostgresPair {
  /** Such as `17.5`. */
  readonly version: string
  readonly primaryUrl: string
  readonly replicaUrl: string
  /** Ids of the two servers' main processes, those that run. */
  pids(): Promise<number[]>
  /** Whether pgvector is there, which an index in PostgreSQL needs. */
  readonly hasPgvector: boolean
  /** Kills the primary with SIGKILL. */
  crashPrimary(): Promise<void>
  /** Starts the primary; nothing when it runs. */
  startPrimary(): Promise<void>
  /** Runs a statement on one of the two; gives the first column of the first row. */
  ask(url: string, statement: string): Promise<unknown>
  /** Stops both and removes their folder. */
  remove(): Promise<void>
}

/** Longest time until what was killed can be started again, in milliseconds, and between two tries. */
const RESTART_MS = 60_000
const RESTART_PAUSE_MS = 500

/** Settings of both: small, but with what a replica needs to catch up after an outage. */
const SETTINGS = {
  listen_addresses: HOST,
  shared_buffers: '64MB',
  max_connections: 60,
  wal_keep_size: '128MB',
  // Other systems' folders may have no /dev/shm.
  dynamic_shared_memory_type: 'mmap',
} as const

/** Creates and starts both on free loopback ports. */
export async function startPostgresPair(place: PostgresPlace): Promise<PostgresPair> {
  const { root } = place
  const outer = await mkdtemp(join(root === undefined ? tmpdir() : join(root, 'tmp'), 'cluster-'))
  const inner = root === undefined ? outer : outer.slice(root.length)
  const account = root === undefined ? await accountFor(outer) : []
  if (root !== undefined) {
    const { uid, gid } = await accountIn(root)
    await chown(outer, uid, gid)
  }
  const command = await postgresCommand(place, account)
  const run = async (name: string, args: readonly string[]) => {
    const [program = '', ...rest] = [...command(name), ...args]
    return (await execute(program, rest, { cwd: outer })).stdout
  }
  const ports = { primary: await freePort(), replica: await freePort() }
  const running = new Set<'primary' | 'replica'>()
  const start = async (name: 'primary' | 'replica') => {
    if (running.has(name)) return
    const settings = { ...SETTINGS, port: ports[name], unix_socket_directories: inner }
    const options = Object.entries(settings).map(([key, value]) => `-c ${key}=${value}`)
    const log = join(inner, `${name}.log`)
    const data = join(inner, name)
    await run('pg_ctl', ['start', '-w', '-D', data, '-l', log, '-o', options.join(' ')])
    running.add(name)
  }
  const startAgain = async (name: 'primary' | 'replica') => {
    for (const deadline = Date.now() + RESTART_MS; ; ) {
      try {
        await start(name)
        return
      } catch (error) {
        // What was killed is in the table of processes, and its children run, for a moment longer.
        if (Date.now() > deadline) throw error
        await pause(RESTART_PAUSE_MS)
      }
    }
  }
  const stop = async (name: 'primary' | 'replica') => {
    if (!running.delete(name)) return
    await run('pg_ctl', ['stop', '-w', '-D', join(inner, name), '-m', 'immediate'])
  }
  const remove = async () => {
    await stop('replica')
    await stop('primary')
    await rm(outer, { recursive: true, force: true })
  }
  const urlOf = (port: number) => `postgres://postgres@${HOST}:${port}/postgres`
  try {
    const initdb = ['-U', 'postgres', '-E', 'UTF8', '--no-locale', '-A', 'trust', '-N']
    await run('initdb', ['-D', join(inner, 'primary'), ...initdb])
    await start('primary')
    const copy = ['-h', HOST, '-p', String(ports.primary), '-U', 'postgres', '-c', 'fast', '-R']
    await run('pg_basebackup', [...copy, '-D', join(inner, 'replica')])
    await start('replica')
    const version = /(\d+(?:\.\d+)*)/.exec(await run('pg_ctl', ['--version']))?.[1] ?? ''
    return {
      version,
      primaryUrl: urlOf(ports.primary),
      replicaUrl: urlOf(ports.replica),
      pids: () => Promise.all([...running].map((name) => mainPid(join(outer, name)))),
      hasPgvector:
        (await askOnce(
          urlOf(ports.primary),
          "select count(*)::int from pg_available_extensions where name = 'vector'",
        )) === 1,
      async crashPrimary() {
        if (running.delete('primary'))
          process.kill(await mainPid(join(outer, 'primary')), 'SIGKILL')
      },
      startPrimary: () => startAgain('primary'),
      ask: askOnce,
      remove,
    }
  } catch (error) {
    await remove().catch(() => {})
    throw error
  }
}

/** Reads of the tables of the index on one of the two, so far; counted with a delay of a second. */
export async function searchesOn(
  { ask, primaryUrl, replicaUrl }: PostgresPair,
  name: 'primary' | 'replica',
): Promise<number> {
  return Number(
    await ask(
      name === 'primary' ? primaryUrl : replicaUrl,
      `select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::int
         from pg_stat_user_tables where schemaname = 'policy_index' and relname ~ '[0-9]$'`,
    ),
  )
}

async function askOnce(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

async function mainPid(data: string): Promise<number> {
  const [pid = ''] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}

async function freePort(): Promise<number> {
  const reserved = await reservePort(HOST)
  await reserved.release()
  return reserved.port
}
