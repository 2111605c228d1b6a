import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { openEmbedder, openStore } from '../open-assistant.js'
import { openCorpus } from '../pipeline.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** `index`: builds what is missing or stale. */
export const indexCommand: Command = {
  name: 'index',
  summary: 'build the index if it is missing or stale',
  usage: `index [--rebuild]

  --rebuild        build it even when it fits`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { rebuild: { type: 'boolean', default: false } },
    })
    const config = readConfig()
    const stop = new AbortController()
    const abort = (): void => stop.abort(new Error('interrupted: the old index is as it was'))
    process.once('SIGINT', abort).once('SIGTERM', abort)
    const progress = createProgressReporter(io)
    const started = performance.now()
    const embedder = await openEmbedder(config)
    let store: Awaited<ReturnType<typeof openStore>>
    try {
      store = await openStore(config)
      const open = await openCorpus({
        folders: config.folders,
        store,
        embedder,
        rebuild: values.rebuild,
        signal: stop.signal,
        ...progress,
      })
      progress.finish()
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      io.stdout.write(
        `${open.built ? 'built' : 'up to date'}: ${open.corpus.measures.length} measures, ${open.index.vectors.size} views, corpus ${open.corpus.version} (${seconds} s)\n`,
      )
      return EXIT.done
    } finally {
      progress.finish()
      process.removeListener('SIGINT', abort).removeListener('SIGTERM', abort)
      await store?.close()
      await embedder.close()
    }
  },
}
