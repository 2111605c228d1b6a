import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { regionModelSchema } from '../domain/region-model.js'
import { projectRoot } from '../project-root.js'
import { type Command, EXIT } from './command.js'
import { writeFittedModel } from './write-fitted-model.js'

/** `fit-regions`: fits the weights by which Traditional Chinese of Taiwan is told from that of Hong Kong. */
export const fitRegionsCommand: Command = {
  name: 'fit-regions',
  summary: 'fit what tells the wording of Taiwan from that of Hong Kong where no listed word does',
  usage: `fit-regions [--dry-run]

  --dry-run   print how well it reads questions that it was not fitted on, write nothing
  Fitted on eval/asked-facets and the dev questions. Writes corpus/region-wording.json.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean', default: false } },
    })
    // Loaded only here: nothing else fits anything.
    const { checkRegionWording, fitRegionWording, regionExamples, TAIWAN_THRESHOLD } = await import(
      '../evaluation/fit-region-wording.js'
    )
    const { loadQuestions, questionFiles } = await import('../evaluation/load-questions.js')
    const { folders } = readConfig()
    const { corpus } = loadCorpus(folders.corpus)
    const { examples, sha256 } = regionExamples(
      loadQuestions(
        questionFiles(join(projectRoot, 'eval', 'questions')),
        new Set(corpus.measures.map(({ id }) => id)),
      ),
    )
    for (const check of checkRegionWording(examples)) {
      io.stdout.write(
        `${check.region}: ${check.right} of ${check.texts} questions, kept apart, read right; of those without a listed word ${check.rightWithoutSigns} of ${check.withoutSigns}\n`,
      )
    }
    if (values['dry-run']) return EXIT.done
    const file = join(folders.corpus, 'region-wording.json')
    const model = {
      fittedOn: new Date().toISOString().slice(0, 10),
      questions: { split: 'dev', sha256, count: examples.length },
      threshold: TAIWAN_THRESHOLD,
      ...fitRegionWording(examples),
    }
    await writeFittedModel(file, model, regionModelSchema)
    io.stdout.write(`written: ${file}\n`)
    return EXIT.done
  },
}
