#!/usr/bin/env node
import { runCommand } from './run-command.js'

// Who reads only the first lines (`| head`) closes the pipe; the rest is then for nobody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runCommand(process.argv.slice(2), process)
