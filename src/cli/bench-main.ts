import { runCommand } from './run-command.js'

process.exitCode = await runCommand(['bench', ...process.argv.slice(2)], process)
