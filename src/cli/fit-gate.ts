import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { type GateModel, gateModelSchema } from '../domain/gate.js'
import { AppError } from '../errors.js'
import type { NewDocumentsRow } from '../evaluation/fit-gate-new-documents.js'
import { writeAtomically } from '../indexes/atomic-write.js'
import { openEmbedder } from '../open-assistant.js'
import { openCorpus } from '../pipeline.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** `fit-gate`: fits the gate that tells answerable questions from others, for the embedder in use. */
export const fitGateCommand: Command = {
  name: 'fit-gate',
  summary: 'fit the gate on the dev questions',
  usage: `fit-gate [--questions FILE …] [--language zh|en] [--dry-run] [--new-documents]

  --questions FILE   question file, may be repeated; all of eval/questions by default
  --language zh|en   fit this language's part again and keep the other as it is
  --dry-run          print how well it separates, write nothing
  --new-documents    ask about each document as if it had just been taken in, and print how often that
                     is answered; takes minutes
  Only dev questions are fitted on. Writes embeddings/gate.json.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        questions: { type: 'string', multiple: true },
        language: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'new-documents': { type: 'boolean', default: false },
      },
    })
    const language = languageOf(values.language)
    // Loaded only here: nothing else fits anything.
    const { EVALUATION_FILES } = await import('../evaluation/evaluate.js')
    const { fitGate } = await import('../evaluation/fit-gate.js')
    const { measureNewDocuments } = await import('../evaluation/fit-gate-new-documents.js')
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
      const file = config.folders.gate
      const kept =
        language === undefined
          ? undefined
          : { group: OTHER_LANGUAGE[language], model: await readModel(file) }
      if (kept !== undefined && kept.model.embedder !== embedder.fingerprint) {
        throw new AppError(
          'bad_configuration',
          `${file}: fitted with embedder ${kept.model.embedder}, in use is ${embedder.fingerprint}: fit both languages`,
        )
      }
      const { model, fits, bare } = await fitGate(questions, open, embedder, today, kept)
      for (const { group, positives, negatives, ...fit } of fits) {
        io.stdout.write(
          `${group}: ${positives} answerable and ${negatives} other questions, threshold ${model[group].threshold}; left out in turn: AUROC ${fit.crossValidatedAuroc.toFixed(3)}, ${fit.falseAnswers} false answers, ${fit.falseRefusals} false refusals\n`,
        )
      }
      for (const { group, positives, negatives, ...fit } of bare.fits) {
        io.stdout.write(
          `${group}, measures without lay questions: ${positives} answerable and ${negatives} other questions, threshold ${model.bare[group].threshold}; one document left out at a time: AUROC ${fit.crossValidatedAuroc.toFixed(3)}, ${fit.falseAnswers} false answers, ${fit.falseRefusals} false refusals\n`,
        )
      }
      if (values['new-documents']) {
        const rows = await measureNewDocuments(
          questions,
          open,
          embedder,
          model,
          bare.withoutDocument,
        )
        io.stdout.write(`newly taken in documents, one at a time:\n${formatRows(rows)}`)
      }
      if (values['dry-run']) return EXIT.done
      await writeAtomically(
        file,
        (temporary) => writeFile(temporary, formatModel(model)),
        readModel,
      )
      io.stdout.write(`written: ${file}\n`)
      return EXIT.done
    } finally {
      progress.finish()
      await embedder.close()
    }
  },
}

function formatRows(rows: readonly NewDocumentsRow[]): string {
  return rows
    .map(
      ({ split, group, named, ...row }) =>
        `${split} ${group}, office ${named ? 'named' : 'not named'}: first citation right ${row.right} of ${row.answerable}, refused by mistake ${row.refused}; answered by mistake ${row.answered} of ${row.unanswerable}\n`,
    )
    .join('')
}

const OTHER_LANGUAGE = { zh: 'en', en: 'zh' } as const

function languageOf(value: string | undefined): 'zh' | 'en' | undefined {
  if (value === undefined || value === 'zh' || value === 'en') return value
  throw new AppError('invalid_request', `--language: expected zh or en, found "${value}"`)
}

async function readModel(file: string): Promise<GateModel> {
  return gateModelSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** Indented, with the hundreds of weights of a direction on one line. */
function formatModel(model: GateModel): string {
  const text = JSON.stringify(model, null, 2)
  return `${text.replace(/\[[^\]]*\]/g, (list) => list.replace(/\s+/g, ' '))}\n`
}
