import { SingleBar } from 'cli-progress'
import type { BuildProgress } from '../pipeline.js'
import type { CommandIo } from './command.js'

const STAGES: Readonly<Record<BuildProgress['stage'], string>> = {
  embed: 'embedding texts',
  index: 'building lists',
  save: 'saving the index',
}

/** Shows how far a build is: a bar on a terminal, a line for each stage and each tenth otherwise. */
export interface ProgressReporter {
  onProgress(progress: BuildProgress): void
  onNote(note: string): void
  /** Takes the bar away. */
  finish(): void
}

/** A reporter that writes to standard error, so that standard output holds only results. */
export function createProgressReporter({ stderr }: CommandIo): ProgressReporter {
  let bar: SingleBar | undefined
  let stage: string | undefined
  let tenth = 0
  const finish = (): void => {
    bar?.stop()
    bar = undefined
  }
  return {
    finish,
    onNote(note) {
      finish()
      stderr.write(`${note}\n`)
    },
    onProgress(progress) {
      const isNew = progress.stage !== stage
      stage = progress.stage
      if (stderr.isTTY && progress.total > 0) {
        if (isNew || bar === undefined) {
          finish()
          bar = new SingleBar({
            format: `${STAGES[progress.stage]} {bar} {value}/{total}, {eta_formatted} left`,
            stream: process.stderr,
            clearOnComplete: true,
          })
          bar.start(progress.total, progress.done)
        } else bar.update(progress.done)
        return
      }
      finish()
      const now = progress.total === 0 ? 0 : Math.floor((10 * progress.done) / progress.total)
      if (!isNew && now === tenth) return
      tenth = now
      const share = progress.total > 0 ? ` ${progress.done}/${progress.total}` : ''
      stderr.write(`${STAGES[progress.stage]}${share}\n`)
    },
  }
}
