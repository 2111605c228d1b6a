import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { readConfig } from '../config.js'
import { messageOf } from '../errors.js'
import { createMcpServer } from '../mcp/create-mcp-server.js'
import { openAssistant } from '../open-assistant.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** `mcp`: the Model Context Protocol on standard input and output. */
export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'serve the Model Context Protocol on standard input and output',
  usage: `mcp

  For clients that start their servers themselves. Standard output carries the protocol and nothing
  else; notes go to standard error. Nothing is recorded. Ends when standard input does.`,
  async run(args, io) {
    parseArgs({ args: [...args], options: {} })
    const progress = createProgressReporter(io)
    const opened = await openAssistant(readConfig(), progress).finally(progress.finish)
    const { assistant } = opened
    try {
      const ended = once(process.stdin, 'close')
      const note = (error: unknown): void => {
        io.stderr.write(`policy-assistant mcp: ${messageOf(error)}\n`)
      }
      const serving = serveStdio(
        () =>
          createMcpServer({
            assistant,
            answer: (request, signal) => assistant.answer(request, { signal }),
            onFault: note,
          }),
        { onerror: note },
      )
      await ended
      await serving.close()
      return EXIT.done
    } finally {
      await opened.close()
    }
  },
}
