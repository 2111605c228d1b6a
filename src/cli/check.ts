import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { AppError } from '../errors.js'
import { loadGlossary } from '../scripts/glossary.js'
import { type Command, EXIT } from './command.js'

/** `check`: whether a corpus folder is sound. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'check the corpus: every file, number, quote and span',
  usage: `check [--json]

  --json           print JSON and nothing else

  Reads the corpus (CORPUS_FOLDER, else corpus/) as the server would and says what is wrong with it:
  file, place, what was expected and what was found. Nothing is built or changed. Exit code 1 when
  something is wrong.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
    })
    const folder = readConfig().folders.corpus
    try {
      const { corpus } = loadCorpus(folder)
      loadGlossary(`${folder}/glossary.yaml`)
      const documents = corpus.documents.map(({ data, measures }) => ({
        id: data.id,
        title: data.title.names['zh-Hans'],
        measures: measures.length,
        status: data.status,
        translated: measures.filter(({ translation }) => translation !== null).length,
      }))
      if (values.json) {
        io.stdout.write(`${JSON.stringify({ sound: true, version: corpus.version, documents })}\n`)
        return EXIT.done
      }
      for (const { id, title, measures, status, translated } of documents) {
        const english = translated === measures ? 'English' : `English for ${translated}`
        io.stdout.write(`${id}  ${title}: ${measures} measures, ${status}, ${english}\n`)
      }
      io.stdout.write(
        `sound: ${corpus.measures.length} measures in ${documents.length} documents, version ${corpus.version}\n`,
      )
      return EXIT.done
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'bad_corpus') throw error
      if (values.json) {
        io.stdout.write(
          `${JSON.stringify({ sound: false, problems: error.message.split('\n') })}\n`,
        )
      } else {
        io.stderr.write(`${error.message}\n`)
      }
      return EXIT.checkFailed
    }
  },
}
