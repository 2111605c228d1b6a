import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { type GateModel, gateModelSchema } from '../domain/gate.js'
import { writeAtomically } from '../indexes/atomic-write.js'
import { openEmbedder } from '../open-assistant.js'
import { openCorpus } from '../pipeline.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** `fit-gate`: fits the gate that tells answerable questions from others, for the embedder in use. */
export const fitGateCommand: Command = {
  name: 'fit-gate',
  summary: 'fit the gate on the dev questions',
  usage: `fit-gate [--questions FILE …] [--dry-run]

  --questions FILE   question file, may be repeated; all of eval/questions by default
  --dry-run          print how well it separates, write nothing
  Only dev questions are fitted on. Writes embeddings/gate.json.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        questions: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean', default: false },
      },
    })
    // Loaded only here: nothing else fits anything.
    const { EVALUATION_FILES } = await import('../evaluation/evaluate.js')
    const { fitGate } = await import('../evaluation/fit-gate.js')
    const { loadQuestions, questionFiles } = await import('../evaluation/load-questions.js')
    const config = readConfig()
    const progress = createProgressReporter(io)
    const embedder = await openEmbedder(config)
    try {
      const open = await openCorpus({ folders: config.folders, embedder, ...progress })
      progress.finish()
      const questions = loadQuestions(
        values.questions ?? questionFiles(EVALUATION_FILES.questions),
        new Set(open.corpus.measures.map(({ id }) => id)),
      )
      const today = new Date().toISOString().slice(0, 10)
      const { model, fits } = await fitGate(questions, open, embedder, today)
      for (const { group, positives, negatives, ...fit } of fits) {
        io.stdout.write(
          `${group}: ${positives} answerable and ${negatives} other questions, threshold ${model[group].threshold}; left out in turn: AUROC ${fit.crossValidatedAuroc.toFixed(3)}, ${fit.falseAnswers} false answers, ${fit.falseRefusals} false refusals\n`,
        )
      }
      if (values['dry-run']) return EXIT.done
      const file = config.folders.gate
      await writeAtomically(
        file,
        (temporary) => writeFile(temporary, formatModel(model)),
        async (temporary) => gateModelSchema.parse(JSON.parse(await readFile(temporary, 'utf8'))),
      )
      io.stdout.write(`written: ${file}\n`)
      return EXIT.done
    } finally {
      progress.finish()
      await embedder.close()
    }
  },
}

/** Indented, with the hundreds of weights of a direction on one line. */
function formatModel(model: GateModel): string {
  const text = JSON.stringify(model, null, 2)
  return `${text.replace(/\[[^\]]*\]/g, (list) => list.replace(/\s+/g, ' '))}\n`
}
