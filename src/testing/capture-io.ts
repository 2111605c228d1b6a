import type { CommandIo } from '../cli/command.js'

/** Streams of a command that keep what is written. */
export interface CapturedIo extends CommandIo {
  stdoutText(): string
  stderrText(): string
}

/** Streams of a command that is not on a terminal. */
export function captureIo(): CapturedIo {
  const written = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr'): CommandIo['stdout'] => ({
    isTTY: false,
    write: (chunk: string | Uint8Array) => {
      written[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      return true
    },
  })
  return {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdoutText: () => written.stdout,
    stderrText: () => written.stderr,
  }
}
