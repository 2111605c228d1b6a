import { execFile } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Where Debian and its relatives keep the binaries of each version. */
const VERSIONS_FOLDER = '/usr/lib/postgresql'

/** Accounts that may run the server where this process is root, which PostgreSQL refuses to be. */
const ACCOUNTS = ['postgres', 'nobody'] as const

/** Address of a PostgreSQL server for tests to make databases on, when one is given. */
export function givenDatabaseUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL']
}

/** Address of a PostgreSQL server with pgvector for tests to make databases on, when one is given. */
export function givenPgvectorUrl(): string | undefined {
  return process.env['PGVECTOR_URL']
}

/** Why a test that needs a PostgreSQL server is skipped. */
export const NO_POSTGRES =
  'skipped: no PostgreSQL, neither by TEST_DATABASE_URL nor as initdb and pg_ctl'

/** A PostgreSQL server for one test file, in a folder of its own. */
export interface PostgresServer {
  /** Address of its database `postgres`, without a password. */
  readonly url: string
  /** Stops it: `fast` ends the connections, `immediate` is a crash. */
  stop(mode: 'fast' | 'immediate'): Promise<void>
  /** Starts it again, at the same address, after `stop`. */
  start(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

/** Folder with `initdb` and `pg_ctl`: the newest version's, or of the search path; if any. */
export function findPostgresBinaries(): string | undefined {
  const folders = [
    ...versionFolders().map((version) => join(VERSIONS_FOLDER, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => runs(join(folder, name))))
}

/**
 * Creates a server in a temporary folder, listening on a free loopback port, and starts it. What it
 * has committed is on the disk, as on a real one.
 *
 * @param binaries From {@link findPostgresBinaries}.
 */
export async function startPostgresServer(binaries: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const account = await accountFor(folder)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = async (name: string, args: readonly string[]) => {
    const command = [...account, join(binaries, name), ...args]
    await execute(command[0] ?? '', command.slice(1), { cwd: folder })
  }
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    shared_buffers: '16MB',
    max_connections: 30,
  }
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  let running = false

  const server: PostgresServer = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop(mode) {
      if (!running) return
      running = false
      await run('pg_ctl', ['stop', '-D', data, '-m', mode, '-w'])
    },
    async start() {
      const log = join(folder, 'log')
      await run('pg_ctl', ['start', '-D', data, '-w', '-l', log, '-o', options.join(' ')])
      running = true
    },
    async remove() {
      await server.stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await run('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--no-locale',
      '-A',
      'trust',
      '-N',
    ])
    await server.start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return server
}

/** Command that changes to an account that is not root, and gives it the folder; nothing if not root. */
export async function accountFor(folder: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return []
  for (const account of ACCOUNTS) {
    try {
      const uid = Number((await execute('id', ['-u', account])).stdout)
      const gid = Number((await execute('id', ['-g', account])).stdout)
      await chown(folder, uid, gid)
      return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    } catch {
      continue
    }
  }
  throw new Error(`expected an account to run PostgreSQL: ${ACCOUNTS.join(' or ')}, found none`)
}

function versionFolders(): string[] {
  try {
    return readdirSync(VERSIONS_FOLDER).sort((a, b) => Number(b) - Number(a))
  } catch {
    return []
  }
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
