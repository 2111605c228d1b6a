import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { AppError } from '../errors.js'
import { type Command, EXIT } from './command.js'

/** `measures`: what the corpus holds. */
export const measuresCommand: Command = {
  name: 'measures',
  summary: 'list the measures of the corpus',
  usage: `measures [--document ID] [--text] [--json]

  --document ID    only this document
  --text           with the whole text of each measure
  --json           print JSON and nothing else`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        document: { type: 'string' },
        text: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const { corpus } = loadCorpus(readConfig().folders.corpus)
    const documents = corpus.documents.filter(
      ({ data }) => values.document === undefined || data.id === values.document,
    )
    if (documents.length === 0) {
      const known = corpus.documents.map(({ data }) => data.id).join(', ')
      throw new AppError(
        'invalid_request',
        `--document: expected one of ${known}, found "${values.document}"`,
      )
    }
    const measures = documents.flatMap((document) => document.measures)
    if (values.json) {
      const rows = measures.map(({ id, documentId, officeId, number, label, title, text }) => ({
        id,
        documentId,
        officeId,
        number,
        label,
        title,
        ...(values.text ? { text } : {}),
      }))
      io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
      return EXIT.done
    }
    for (const { data, measures: own } of documents) {
      io.stdout.write(`${data.title.names['zh-Hans']} (${data.id}, ${own.length})\n`)
      for (const measure of own) {
        io.stdout.write(`  ${measure.id}  ${measure.label} ${measure.title}\n`)
        if (values.text) io.stdout.write(`${measure.text.replace(/^/gmu, '      ')}\n`)
      }
    }
    io.stdout.write(`${measures.length} measures in ${documents.length} documents\n`)
    return EXIT.done
  },
}
