import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** How a process ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process with what it has written so far. */
export interface ManagedProcess {
  /** Settles when the process has ended and all its words have been read. */
  readonly ended: Promise<Ending>
  stdout(): string
  stderr(): string
  /**
   * Waits until standard output or error holds the pattern; gives the match.
   *
   * @throws Error with all it wrote, when the process ends without it.
   */
  waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  /** Stops reading standard output, as `| head` does. */
  closeStdout(): void
}

/** Watches a process whose output is piped. */
export function manageProcess(
  child: ChildProcessByStdio<null, Readable, Readable>,
): ManagedProcess {
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk
    })
  }
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
  }))
  return {
    ended,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    async waitFor(stream, pattern) {
      for (;;) {
        const match = pattern.exec(written[stream])
        if (match !== null) return match
        const next = once(child[stream], 'data').then(() => undefined)
        const ending = await Promise.race([next, ended])
        if (ending !== undefined && !pattern.test(written[stream])) {
          throw new Error(
            `expected ${String(pattern)} on ${stream}, found the end (${JSON.stringify(ending)}):\n${written.stdout}${written.stderr}`,
          )
        }
      }
    },
    kill: (signal) => {
      child.kill(signal)
    },
    closeStdout: () => {
      child.stdout.destroy()
    },
  }
}
