import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { buildApp } from './app.js'
import type { Config } from './config.js'
import { AppError, messageOf } from './errors.js'
import { type OpenOptions, openAssistant, warmUp } from './open-assistant.js'

/** A server that listens. */
export interface RunningServer {
  /** Where it answers. */
  readonly url: string
  /** Resolves once it has closed. */
  readonly closed: Promise<void>
}

/** What {@link serve} reports while it starts. */
export interface ServeOptions extends OpenOptions {
  readonly onReady?: () => void
}

/**
 * Opens the index, builds the app, listens, and closes gracefully on SIGTERM and SIGINT. It listens
 * only once it can answer.
 *
 * @throws AppError that names the file, variable or address, what was expected and what was found.
 */
export async function serve(config: Config, options: ServeOptions = {}): Promise<RunningServer> {
  const stop = new AbortController()
  const abortStart = (): void => stop.abort(new AppError('bad_index', 'stopped while starting'))
  process.once('SIGTERM', abortStart).once('SIGINT', abortStart)
  const opened = await openAssistant(config, { ...options, signal: stop.signal })
  await warmUp(opened)
  const { open, assistant } = opened
  const logger = pino({ level: config.logLevel })
  const app = await buildApp({
    assistant,
    readiness: {
      fingerprint: open.fingerprint,
      corpusVersion: open.corpus.version,
      measures: open.corpus.measures.length,
    },
    logger,
  })
  stop.signal.throwIfAborted()
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await opened.close()
    throw new AppError(
      'bad_configuration',
      `HOST and PORT: expected to listen on ${config.host}:${config.port}: ${messageOf(error)}`,
      { cause: error },
    )
  }
  process.removeListener('SIGTERM', abortStart).removeListener('SIGINT', abortStart)
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const closed = new Promise<void>((resolve) => {
    closeWithGrace({ delay: config.shutdownGraceMs, logger }, async ({ err, signal }) => {
      if (err !== undefined) logger.error({ err }, 'closing after an error')
      else logger.info({ signal }, 'closing')
      await app.close()
      await opened.close()
      resolve()
    })
  })
  options.onReady?.()
  return { url: config.publicUrl ?? `http://${config.host}:${port}`, closed }
}
