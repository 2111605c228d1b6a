import { spawn } from 'node:child_process'
import type { Config } from './config.js'
import { messageOf } from './errors.js'
import type { LiveAssistant } from './live-assistant.js'
import { assembleAssistant, type OpenedAssistant, warmUp } from './open-assistant.js'
import { openCorpus } from './pipeline.js'
import type { OpenOptions } from './open-assistant.js'

/** What {@link reloadCorpus} works with. */
export interface ReloadDeps {
  readonly config: Config
  readonly live: LiveAssistant
  readonly opened: Pick<OpenedAssistant, 'embedder' | 'store'>
  readonly onAnswer: NonNullable<OpenOptions['onAnswer']>
  /** Builds the index in a process of its own, so that this one goes on answering; in this one when left out. */
  readonly buildAside?: (() => Promise<void>) | undefined
  readonly log: {
    info(fields: Record<string, unknown>, message: string): void
    error(fields: Record<string, unknown>, message: string): void
  }
}

/**
 * Takes over a corpus that has changed: its index is built aside, an assistant over it is opened and
 * warmed, and questions go to it from one moment to the next. What cannot be read is reported, and
 * what is served stays as it was.
 *
 * @returns Whether another corpus is served now.
 */
export async function reloadCorpus(deps: ReloadDeps): Promise<boolean> {
  const { config, live, opened, onAnswer, log } = deps
  const before = live.current()
  const started = performance.now()
  try {
    await deps.buildAside?.()
    const opening = performance.now()
    const open = await openCorpus({
      folders: config.folders,
      embedder: opened.embedder,
      store: opened.store,
    })
    if (open.fingerprint === before.fingerprint) return false
    const assistant = assembleAssistant(config, open, opened.embedder, { onAnswer })
    await warmUp({ assistant })
    live.replace({ assistant, fingerprint: open.fingerprint })
    log.info(
      {
        from: before.assistant.corpus.version,
        to: assistant.corpus.version,
        measures: assistant.corpus.measures.length,
        builtMs: Math.round(opening - started),
        openedMs: Math.round(performance.now() - opening),
      },
      'the corpus has changed: questions are answered from the new one',
    )
    return true
  } catch (error) {
    log.error(
      { err: messageOf(error) },
      'the changed corpus cannot be read: questions are still answered from the one before',
    )
    return false
  }
}

/**
 * Runs a command of ours in a process of its own and waits for it.
 *
 * @throws Error with what the command wrote to standard error when it fails.
 */
export function runAside(
  command: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<void> {
  const [program, ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], signal })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SAID_MAX)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(said.trim() || `${program}: ended with ${code}`))
    })
  })
}

/** Most characters kept of what a command says. */
const SAID_MAX = 4_000
