import { execFile } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgresBinaries } from '../postgres-server.js'

const execute = promisify(execFile)

/** Where Debian and its relatives keep the binaries of each version. */
const VERSIONS_FOLDER = 'usr/lib/postgresql'

/** Folders of programs that are not on everybody's search path. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin']

/** Why a cluster cannot be started here. */
export const NO_CLUSTER = 'skipped: a cluster needs nginx, initdb, pg_ctl and pg_basebackup'

/** Where PostgreSQL comes from. */
export interface PostgresPlace {
  /** Folder with its programs, as seen from within `root`. */
  readonly binaries: string
  /** Folder of another system, such as debootstrap makes one, that its programs are run in. */
  readonly root: string | undefined
}

/** The programs that a cluster is made of. */
export interface ClusterNeeds {
  readonly nginx: string
  readonly postgres: PostgresPlace
}

/**
 * Finds nginx, and PostgreSQL: in the system of `CLUSTER_PG_ROOT` when one is given, which takes a
 * root account, else on this machine. Undefined when one of them is missing.
 */
export function findClusterNeeds(
  root: string | undefined = process.env['CLUSTER_PG_ROOT'],
): ClusterNeeds | undefined {
  const nginx = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS]
    .map((folder) => join(folder, 'nginx'))
    .find(runs)
  const postgres = root === undefined || root === '' ? placeHere() : placeIn(root)
  return nginx === undefined || postgres === undefined ? undefined : { nginx, postgres }
}

/** Command that runs a program of that place as the account that owns its data. */
export async function postgresCommand(
  { binaries, root }: PostgresPlace,
  account: readonly string[],
): Promise<(name: string) => readonly string[]> {
  if (root === undefined) return (name) => [...account, join(binaries, name)]
  const user = await accountIn(root)
  return (name) => ['chroot', `--userspec=${user.uid}:${user.gid}`, root, join(binaries, name)]
}

/** The account of PostgreSQL in another system, by its numbers. */
export async function accountIn(root: string): Promise<{ uid: number; gid: number }> {
  const number = async (flag: string) =>
    Number((await execute('chroot', [root, 'id', flag, 'postgres'])).stdout)
  return { uid: await number('-u'), gid: await number('-g') }
}

function placeHere(): PostgresPlace | undefined {
  const binaries = findPostgresBinaries()
  const isWhole = binaries !== undefined && runs(join(binaries, 'pg_basebackup'))
  return isWhole ? { binaries, root: undefined } : undefined
}

function placeIn(root: string): PostgresPlace | undefined {
  if (process.getuid?.() !== 0) return undefined
  const versions = foldersIn(join(root, VERSIONS_FOLDER)).sort((a, b) => Number(b) - Number(a))
  const found = versions
    .map((version) => join('/', VERSIONS_FOLDER, version, 'bin'))
    .find((folder) =>
      ['initdb', 'pg_ctl', 'pg_basebackup'].every((name) => runs(join(root, folder, name))),
    )
  return found === undefined ? undefined : { binaries: found, root }
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path)
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
