import { spawn } from 'node:child_process'
import { manageProcess } from './managed-process.js'

/**
 * A Python with the packages of `.ci/openai-requirements.txt`. CI makes one and names it here, and then
 * what runs in it has to pass; without one it is left out, and the run says so.
 */
export const OPENAI_PYTHON = process.env['OPENAI_PYTHON']

/** Says that something is left out; the run goes on. */
export function sayWithoutPython(what: string): void {
  if (OPENAI_PYTHON !== undefined) return
  console.warn(
    `${what}: not run, as OPENAI_PYTHON names no Python with .ci/openai-requirements.txt. CI runs it.`,
  )
}

/**
 * Runs a file and gives what it printed.
 *
 * @throws Error with its words, when it does not end with 0.
 */
export async function runPython(file: string, args: readonly string[]): Promise<string> {
  if (OPENAI_PYTHON === undefined) throw new Error('OPENAI_PYTHON: expected a path, found none')
  const run = manageProcess(
    spawn(OPENAI_PYTHON, [file, ...args], {
      // What is printed is Chinese, wherever it runs.
      env: { ...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  const { code } = await run.ended
  if (code !== 0)
    throw new Error(`${file}: expected to end with 0, found ${code}:\n${run.stderr()}`)
  return run.stdout()
}
