import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { AppError } from '../errors.js'
import { withdrawVersion } from '../ingest/document-store.js'
import { type Command, EXIT } from './command.js'

/** `rollback`: takes back the last version of a document. */
export const rollbackCommand: Command = {
  name: 'rollback',
  summary: 'take back the last version of a document',
  usage: `rollback DOCUMENT

  The version before is served again as it was; a document without one leaves the corpus. What is
  taken back is kept in .withdrawn inside the corpus folder. A running server takes the change over
  by itself.`,
  async run(args, io) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    const [id, ...more] = positionals
    if (id === undefined || more.length > 0) {
      throw new AppError(
        'invalid_request',
        `expected one document, found ${positionals.length === 0 ? 'none' : positionals.join(' ')}`,
      )
    }
    const { version, restored } = withdrawVersion(readConfig().folders.corpus, id)
    io.stdout.write(
      restored === undefined
        ? `${id}: version ${version} was taken back; the document has no earlier one and is gone\n`
        : `${id}: version ${version} was taken back; version ${restored} is served again\n`,
    )
    return EXIT.done
  },
}
