import { SingleBar } from 'cli-progress'
import type { CommandIo } from './command.js'

/** Shows how far a counted piece of work is: a bar on a terminal, a line for each tenth otherwise. */
export interface CountProgress {
  onProgress(done: number, total: number): void
  /** Takes the bar away. */
  finish(): void
}

/** A reporter that writes to standard error. */
export function createCountProgress({ stderr }: CommandIo, what: string): CountProgress {
  let bar: SingleBar | undefined
  let tenth = 0
  return {
    finish() {
      bar?.stop()
      bar = undefined
    },
    onProgress(done, total) {
      if (stderr.isTTY) {
        if (bar === undefined) {
          bar = new SingleBar({
            format: `${what} {bar} {value}/{total}, {eta_formatted} left`,
            stream: process.stderr,
            clearOnComplete: true,
          })
          bar.start(total, done)
        } else bar.update(done)
        return
      }
      const now = Math.floor((10 * done) / Math.max(1, total))
      if (now === tenth) return
      tenth = now
      stderr.write(`${what} ${done}/${total}\n`)
    },
  }
}
