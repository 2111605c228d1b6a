import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { buildApp } from './app.js'
import { baseUrlOf, type Config, redactedConfig } from './config.js'
import { AppError, messageOf } from './errors.js'
import { createMetrics } from './http/metrics.js'
import { listenForMetrics } from './http/metrics-listener.js'
import { closeGracefully } from './http/close-gracefully.js'
import { reservePort } from './http/reserve-port.js'
import { openDatabase } from './records/open-database.js'
import { createResilientRecords, type ResilientRecords } from './records/resilient-records.js'
import { watchCorpus } from './documents/corpus-watch.js'
import { createLiveAssistant, type LiveAssistant } from './live-assistant.js'
import { type OpenOptions, openAssistant, warmUp } from './open-assistant.js'
import { type ReloadDeps, reloadCorpus } from './reload-corpus.js'

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
  /** Builds the index of a corpus that has changed, in a process of its own; in this one when left out. */
  readonly buildAside?: (signal: AbortSignal) => Promise<void>
}

/** Time an answer may take besides its model's: waiting for its turn, searching, checking. */
const ANSWER_MARGIN_MS = 60_000

/** Time that closing itself may take after the grace for open requests, before the process is ended. */
const CLOSE_BACKSTOP_MS = 5_000

/** File descriptor of standard error: standard output holds one line, the address. */
const LOG_DESTINATION = 2

/**
 * Opens the index, builds the app, listens, and closes gracefully on SIGTERM and SIGINT. It listens
 * only once it can answer. The log goes to standard error.
 *
 * @throws AppError that names the file, variable or address, what was expected and what was found.
 */
export async function serve(config: Config, options: ServeOptions = {}): Promise<RunningServer> {
  const stop = new AbortController()
  const abortStart = (): void => stop.abort(new AppError('internal', 'stopped while starting'))
  process.once('SIGTERM', abortStart).once('SIGINT', abortStart)
  try {
    const started = await start(config, options, stop.signal)
    // From here to the end of the block nothing waits, so no signal falls between the two handlers.
    const closed = closeOnSignal(started, config.shutdownGraceMs)
    process.on('SIGHUP', started.reload)
    void closed.then(() => process.removeListener('SIGHUP', started.reload))
    options.onReady?.()
    return { url: started.url, closed }
  } finally {
    process.removeListener('SIGTERM', abortStart).removeListener('SIGINT', abortStart)
  }
}

interface StartedServer {
  readonly url: string
  readonly app: FastifyInstance
  /** Takes over the corpus as it is now, without waiting for the next look. */
  reload(): void
  /** Closes what the app works with. */
  release(): Promise<void>
}

async function start(
  config: Config,
  options: ServeOptions,
  signal: AbortSignal,
): Promise<StartedServer> {
  const { host } = config
  const reserved =
    config.port === 0
      ? await reservePort(host).catch((error: unknown) => failToListen(config, error))
      : { port: config.port, release: async () => {} }
  const { port } = reserved
  const publicUrl = config.publicUrl ?? baseUrlOf(host, port)
  try {
    const metrics = createMetrics()
    const reached: Config = { ...config, port, publicUrl }
    let live: LiveAssistant | undefined
    const onAnswer: NonNullable<OpenOptions['onAnswer']> = (answer, report) => {
      // Questions that only warm up are nobody's.
      if (answer.corpusVersion === live?.current().assistant.corpus.version) {
        metrics.onAnswer(answer, report)
      }
    }
    const logger = pino({ level: config.logLevel }, pino.destination(LOG_DESTINATION))
    // Notes of the start are for who started it, later ones for the log.
    let onNote = options.onNote
    const opened = await openAssistant(reached, {
      ...options,
      signal,
      onAnswer,
      onNote: (note) => onNote?.(note),
    })
    try {
      await warmUp(opened)
      const { assistant, current } = (live = createLiveAssistant({
        assistant: opened.assistant,
        fingerprint: opened.open.fingerprint,
      }))
      logger.info({ configuration: redactedConfig(config) }, 'configuration')
      const records = openRecords(config, logger)
      const app = await buildApp({
        assistant,
        readiness: {
          get fingerprint() {
            return current().fingerprint
          },
          get corpusVersion() {
            return assistant.corpus.version
          },
          get measures() {
            return assistant.corpus.measures.length
          },
        },
        publicUrl,
        records,
        access: config.access,
        embeddings: opened.embedder,
        ownModel: config.embeddings.kind === 'local' ? opened.embedder : undefined,
        chatModel: config.chat?.model,
        dailyTokens: config.chatDailyTokens,
        metrics,
        ...(config.chat === undefined
          ? {}
          : { longestAnswerMs: config.chat.timeoutMs + ANSWER_MARGIN_MS }),
        trustProxy: config.trustProxy,
        logger,
      })
      signal.throwIfAborted()
      await reserved.release()
      await app.listen({ host, port }).catch((error: unknown) => failToListen(config, error))
      onNote = (note) => logger.warn(note)
      // Opening the store takes seconds and must not keep anybody from an answer.
      records?.start()
      const metricsListener =
        config.metricsPort === undefined
          ? undefined
          : await listenForMetrics(metrics, config.metricsPort)
      const stopBuilding = new AbortController()
      const { buildAside } = options
      const reloading: ReloadDeps = {
        config: reached,
        live,
        opened,
        onAnswer,
        log: logger,
        buildAside: buildAside && (() => buildAside(stopBuilding.signal)),
      }
      const watch = watchCorpus(config.folders.corpus, config.corpusCheckSeconds, async () => {
        await reloadCorpus(reloading)
      })
      // Another server has made another version of the index the current one; why this one has not
      // may as well have been that the database was away.
      opened.store?.onChange(watch.tell)
      return {
        url: publicUrl,
        app,
        reload: watch.look,
        release: async () => {
          watch.close()
          stopBuilding.abort()
          await metricsListener?.close()
          await records?.close()
          await opened.close()
        },
      }
    } catch (error) {
      // The model's thread would keep the process alive.
      await opened.close()
      throw error
    }
  } catch (error) {
    await reserved.release()
    throw error
  }
}

/** The record store, not opened yet; none where records are off. */
function openRecords(
  { records: { kept, retentionDays, databaseUrl }, folders }: Config,
  logger: Logger,
): ResilientRecords | undefined {
  if (!kept) return undefined
  return createResilientRecords({
    open: () => openDatabase({ url: databaseUrl, folder: folders.data }),
    retentionDays,
    onNote: (note) => logger.info(note),
  })
}

function closeOnSignal({ app, release }: StartedServer, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const options = { delay: graceMs + CLOSE_BACKSTOP_MS, logger: app.log }
    closeWithGrace(options, async ({ err, signal }) => {
      if (err !== undefined) app.log.error({ err }, 'closing after an error')
      else app.log.info({ signal }, 'closing')
      await closeGracefully(app, graceMs)
      await release()
      resolve()
    })
  })
}

function failToListen({ host, port }: Config, error: unknown): never {
  throw new AppError(
    'bad_configuration',
    `HOST and PORT: expected to listen on ${host}:${port}, found: ${messageOf(error)}`,
    { cause: error },
  )
}
