import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { runAside } from '../reload-corpus.js'
import { serve } from '../server.js'
import { indexCommand } from './build-index.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** `serve`: the HTTP service, until it is told to stop. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'serve the HTTP API',
  usage: `serve

  Listens on HOST:PORT (127.0.0.1:8787); PORT=0 takes a free port. Builds the index when it is
  missing or stale. SIGTERM and SIGINT close it: open requests get SHUTDOWN_GRACE_MS to finish.
  A corpus that changes while it runs is taken over without a stop: the folder is looked at every
  CORPUS_CHECK_SECONDS (2; 0 for never) and on SIGHUP. One that cannot be read is reported in the
  log, and the one before is served on.
  With INDEX=postgres the index is kept and searched in the database of DATABASE_URL (PostgreSQL 15
  or later with pgvector 0.8 or later), and the servers tell each other of a new one; searches read
  the replicas of DATABASE_REPLICA_URL in turn, and go on while the primary is away.
  With EMBEDDINGS_URL (and EMBEDDINGS_API_KEY) texts are turned into vectors by another server of
  ours, at its /v1/embeddings; no model is loaded here. It has to have the same one.`,
  async run(args, io) {
    parseArgs({ args: [...args], options: {} })
    const progress = createProgressReporter(io)
    const [program = '', script = ''] = process.argv
    const server = await serve(readConfig(), {
      ...progress,
      buildAside: (signal) =>
        runAside([program, ...process.execArgv, script, indexCommand.name], signal),
    }).finally(progress.finish)
    io.stdout.write(`policy-assistant is ready at ${server.url}\n`)
    await server.closed
    return EXIT.done
  },
}
