// Fuzzes the built server by its own description, with schemathesis. Exits 1 when it finds anything.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { startBuiltServer } from './built-server.js'
import { startScriptedModelServer, typed } from './scripted-model-server.js'

/** Longest run, in milliseconds; it takes about a minute. */
const TIMEOUT_MS = 180_000

/** Longest line that is printed: what it sends may have half a megabyte. */
const LINE_LENGTH = 400

const configuration = join(projectRoot, '.ci', 'schemathesis.toml')
const requirements = join(projectRoot, '.ci', 'requirements.txt')

const { values: bounds } = parseArgs({
  options: {
    // Requests of a phase to one operation, at most.
    'max-examples': { type: 'string', default: '400' },
    // The same requests each time.
    seed: { type: 'string', default: '20' },
  },
})

async function fuzz(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'))
  try {
    const program = await install(join(folder, 'python'))
    // With a model, so that no answer is a 503 because there is none: any status of 5xx is a find.
    const model = await startScriptedModelServer({ script: () => typed('收录的措施没有写明。') })
    const server = await startBuiltServer({
      CHAT_MODEL: 'scripted',
      OPENAI_BASE_URL: model.baseUrl,
    }).catch(async (error: unknown) => {
      await model.close()
      throw error
    })
    try {
      const options = `--checks=all --no-color --continue-on-failure --seed=${bounds.seed}`
      const clean = await run(
        program,
        [
          `--config-file=${configuration}`,
          'run',
          `${server.url}/openapi.json`,
          `--max-examples=${bounds['max-examples']}`,
          ...options.split(' '),
        ],
        folder,
      )
      const errors = await server.errors()
      for (const line of errors.slice(0, 20)) console.log(`error of the server: ${cut(line)}`)
      const alive = (await fetch(`${server.url}/readyz`)).ok
      if (!alive) console.log('the server is not ready any more')
      return clean && errors.length === 0 && alive
    } finally {
      await server.stop()
      await model.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Installs schemathesis where nothing else is; gives its path. */
async function install(folder: string): Promise<string> {
  const installed =
    (await run('python3', ['-m', 'venv', folder])) &&
    (await run(join(folder, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `--requirement=${requirements}`,
    ]))
  if (!installed) {
    throw new Error('fuzzing: expected to install .ci/requirements.txt with pip, found no way')
  }
  return join(folder, 'bin', 'schemathesis')
}

/** Runs a program and prints what it says, shortened; whether it ended with 0 in time. */
async function run(program: string, args: readonly string[], cwd?: string): Promise<boolean> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  })
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) console.log(cut(line))
    })
    stream.on('end', () => console.log(cut(rest)))
  }
  try {
    await once(child, 'close')
  } catch (error) {
    console.log(`${program}: ${messageOf(error)}`)
    return false
  }
  if (child.signalCode !== null) console.log(`${program} was ended after ${TIMEOUT_MS / 1000} s`)
  return child.exitCode === 0
}

function cut(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line
}

process.exitCode = await fuzz().then(
  (clean) => (clean ? 0 : 1),
  (error: unknown) => {
    console.log(messageOf(error))
    return 1
  },
)
