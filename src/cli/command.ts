/** Exit codes of every command. */
export const EXIT = {
  done: 0,
  /** A check failed, such as an evaluation under its floor. */
  checkFailed: 1,
  /** Wrong use or a broken environment. */
  unusable: 2,
} as const

/** Streams a command writes to; replaced in tests. */
export interface CommandIo {
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>
  readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>
}

/** One command of the command line. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** Text of `--help`, without the name of the program. */
  readonly usage: string
  /** Runs with the arguments behind the command's name; returns the exit code. */
  run(args: readonly string[], io: CommandIo): Promise<number>
}
