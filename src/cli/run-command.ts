import { AppError, messageOf } from '../errors.js'
import { ablationCommand } from './ablation.js'
import { askCommand } from './ask.js'
import { benchCommand } from './bench.js'
import { indexCommand } from './build-index.js'
import { checkCommand } from './check.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { enrichCommand } from './enrich.js'
import { evalCommand } from './eval.js'
import { fitFacetsCommand } from './fit-facets.js'
import { fitGateCommand } from './fit-gate.js'
import { fitRegionsCommand } from './fit-regions.js'
import { fitVerifierCommand } from './fit-verifier.js'
import { ingestCommand } from './ingest.js'
import { keysCommand } from './keys.js'
import { mcpCommand } from './mcp.js'
import { measuresCommand } from './measures.js'
import { reviewCommand } from './review.js'
import { rollbackCommand } from './rollback.js'
import { searchCommand } from './search.js'
import { serveCommand } from './serve.js'
import { smokeLlmCommand } from './smoke-llm.js'

/** All commands, in the order of the help text. */
export const COMMANDS: readonly Command[] = [
  askCommand,
  searchCommand,
  measuresCommand,
  ingestCommand,
  enrichCommand,
  reviewCommand,
  checkCommand,
  rollbackCommand,
  indexCommand,
  serveCommand,
  mcpCommand,
  keysCommand,
  evalCommand,
  fitFacetsCommand,
  fitRegionsCommand,
  fitGateCommand,
  fitVerifierCommand,
  ablationCommand,
  benchCommand,
  smokeLlmCommand,
]

const PROGRAM = 'policy-assistant'

/** Text of `--help`. */
export function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  return [
    `${PROGRAM}: answers questions about customs facilitation measures, citing office and measure number`,
    '',
    `Usage: ${PROGRAM} <command> [options]     (in a checkout: npm run cli -- <command> [options])`,
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    `${PROGRAM} <command> --help tells the options of a command.`,
    'Exit codes: 0 done, 1 a check failed, 2 wrong use or a broken environment.',
    '',
  ].join('\n')
}

/** Runs one command line; every error ends as one message on standard error and an exit code. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(helpText())
    return name === undefined ? EXIT.unusable : EXIT.done
  }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) {
    const known = COMMANDS.map((candidate) => candidate.name).join(', ')
    io.stderr.write(`${PROGRAM}: expected a command (${known}), found "${name}"\n`)
    return EXIT.unusable
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(`Usage: ${PROGRAM} ${command.usage}\n`)
    return EXIT.done
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    io.stderr.write(`${PROGRAM} ${name}: ${messageOf(error)}\n`)
    // Wrong options come from node:util parseArgs as plain errors with a code.
    const isUse =
      (error instanceof AppError && error.code === 'invalid_request') ||
      (error instanceof TypeError &&
        'code' in error &&
        String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (isUse) io.stderr.write(`Usage: ${PROGRAM} ${command.usage}\n`)
    return EXIT.unusable
  }
}
