import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { writeAtomically } from '../indexes/atomic-write.js'
import { openEmbedder } from '../open-assistant.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { type FacetModel, facetModelSchema } from '../understanding/facet-model.js'
import { createQuestionReader } from '../understanding/understand-question.js'
import { type Command, EXIT } from './command.js'

/** `fit-facets`: fits the model that reads what a question asks for, for the embedder in use. */
export const fitFacetsCommand: Command = {
  name: 'fit-facets',
  summary: 'fit the model of what questions ask for on labelled questions',
  usage: `fit-facets [--questions FOLDER] [--dry-run]

  --questions FOLDER   labelled questions; eval/asked-facets by default
  --dry-run            print how well it reads, write nothing
  Writes embeddings/facets.json, unless it reads worse than its floors: then the exit code is 1.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        questions: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    })
    // Loaded only here: nothing else fits anything.
    const { loadAskedQuestions } = await import('../evaluation/asked-questions.js')
    const { FACET_FLOORS, fitFacets } = await import('../evaluation/fit-facets.js')
    const config = readConfig()
    const questions = loadAskedQuestions(values.questions)
    const { corpus, layQuestions } = loadCorpus(config.folders.corpus)
    const glossary = loadGlossary(`${config.folders.corpus}/glossary.yaml`)
    const tokenizer = createTokenizer(glossaryUserWords(glossary))
    const embedder = await openEmbedder(config)
    let model: FacetModel
    try {
      model = await fitFacets({
        questions,
        layQuestions,
        embedder,
        reader: createQuestionReader({ corpus, tokenizer }),
        today: new Date().toISOString().slice(0, 10),
      })
    } finally {
      await embedder.close()
    }
    const { together, words, things } = model.crossValidated
    const lines = [
      `fitted on ${model.questions.labelled} labelled questions and ${model.questions.lay} lay questions; threshold ${model.threshold}`,
      `${model.crossValidated.questions} natural questions, left out in turn:`,
      `words alone: ${shown(words)}, ${words.nothingRead} of those that ask for nothing read as asking`,
      `with the model: ${shown(together)}, ${together.nothingRead} of those that ask for nothing read as asking`,
      ...Object.entries(things).map(([thing, figures]) => `  ${thing}: ${shown(figures)}`),
    ]
    io.stdout.write(`${lines.join('\n')}\n`)
    const { recall, precision } = FACET_FLOORS
    if (together.recall < recall || together.precision < precision) {
      io.stderr.write(`expected recall ${recall} and precision ${precision}, found less\n`)
      return EXIT.checkFailed
    }
    if (values['dry-run']) return EXIT.done
    const file = config.folders.facets
    await writeAtomically(
      file,
      (temporary) => writeFile(temporary, formatModel(model)),
      async (temporary) => facetModelSchema.parse(JSON.parse(await readFile(temporary, 'utf8'))),
    )
    io.stdout.write(`written: ${file}\n`)
    return EXIT.done
  },
}

function shown({ recall, precision }: { recall: number; precision: number }): string {
  return `recall ${recall}, precision ${precision}`
}

/** Indented, with the hundreds of weights of a vector on one line. */
function formatModel(model: FacetModel): string {
  const text = JSON.stringify(model, null, 2)
  return `${text.replace(/\[[^\]]*\]/g, (list) => list.replace(/\s+/g, ''))}\n`
}
