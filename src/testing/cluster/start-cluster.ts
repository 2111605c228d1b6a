import { mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIndexedProject, type TempProject } from '../temp-project.js'
import type { ClusterNeeds } from './cluster-needs.js'
import { type PostgresPair, startPostgresPair } from './postgres-pair.js'
import { type ClusterServer, createClusterServer } from './server-process.js'
import { type Proxy, startNginx } from './start-nginx.js'

/** Two servers behind a proxy, with records in PostgreSQL and one corpus. */
export interface Cluster {
  readonly proxy: Proxy
  readonly servers: readonly [ClusterServer, ClusterServer]
  readonly postgres: PostgresPair
  /** Where the servers' index is: in files of each, or in the database, whose replica they search. */
  readonly index: IndexPlace
  /** The folder of the corpus that both servers watch. */
  readonly corpus: string
  /** Runs the command line beside the servers; gives what it prints. */
  command(...args: string[]): Promise<string>
  stop(): Promise<void>
}

/** Where the index is. */
export type IndexPlace = 'files' | 'postgres'

/** What {@link startCluster} may be told. */
export interface ClusterOptions {
  /** `postgres`, where pgvector is there, when left out. */
  readonly index?: IndexPlace | undefined
  /** Further variables of both servers. */
  readonly environment?: Readonly<Record<string, string>>
  /** Told what is being done. */
  readonly onStep?: (step: string) => void
}

/** How often a server looks at the corpus, in seconds. */
const CHECK_SECONDS = '1'

/** One that never looks hears of a new index from the other, by the database. */
const NEVER = '0'

/**
 * Starts the topology of `deploy/compose.yaml` on loopback, without containers: the corpus is one
 * folder, the records are one database, which has a replica. The index is in files of each server, or in
 * the database; the second server then looks at the corpus only when the first has told it to.
 */
export async function startCluster(
  { nginx, postgres: place }: ClusterNeeds,
  { index: wanted, environment = {}, onStep = () => {} }: ClusterOptions = {},
): Promise<Cluster> {
  const cleanups: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  }
  try {
    onStep('building and indexing the project')
    const first = await createIndexedProject()
    cleanups.push(() => first.remove())
    const second = await first.copy()
    cleanups.push(() => second.remove())
    const corpus = await shareCorpus(first, second, cleanups)

    onStep('starting PostgreSQL and its replica')
    const postgres = await startPostgresPair(place)
    cleanups.push(() => postgres.remove())

    const index = wanted ?? (postgres.hasPgvector ? 'postgres' : 'files')
    onStep('starting two servers and the proxy')
    const settings = {
      DATABASE_URL: postgres.primaryUrl,
      RATE_LIMIT_PER_MINUTE: '0',
      TRUST_PROXY: 'loopback',
      CORPUS_CHECK_SECONDS: CHECK_SECONDS,
      INDEX: index,
      ...(index === 'postgres' ? { DATABASE_REPLICA_URL: postgres.replicaUrl } : {}),
      ...environment,
    }
    const told = index === 'postgres' ? { CORPUS_CHECK_SECONDS: NEVER } : {}
    const servers = [
      await createClusterServer(first.folder, settings),
      await createClusterServer(second.folder, { ...settings, ...told, ...environment }),
    ] as const
    cleanups.push(() => Promise.all(servers.map((server) => server.end('SIGTERM'))))
    await Promise.all(servers.map((server) => server.start()))
    const proxy = await startNginx(nginx, [servers[0].address, servers[1].address])
    cleanups.push(() => proxy.stop())
    return {
      proxy,
      servers,
      postgres,
      corpus,
      index,
      async command(...args) {
        const run = first.run(args, settings)
        const { code } = await run.ended
        if (code !== 0) throw new Error(`${args.join(' ')}: ended with ${code}: ${run.stderr()}`)
        return run.stdout()
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Makes one folder the corpus of both projects. */
async function shareCorpus(
  first: TempProject,
  second: TempProject,
  cleanups: (() => Promise<unknown>)[],
): Promise<string> {
  const shared = await mkdtemp(join(tmpdir(), 'shared-'))
  cleanups.push(() => rm(shared, { recursive: true, force: true }))
  const corpus = join(shared, 'corpus')
  await rename(join(first.folder, 'corpus'), corpus)
  await rm(join(second.folder, 'corpus'), { recursive: true })
  for (const { folder } of [first, second]) await symlink(corpus, join(folder, 'corpus'))
  return corpus
}
