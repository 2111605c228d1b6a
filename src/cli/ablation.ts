import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../config.js'
import { runAblation } from '../evaluation/ablation.js'
import { loadQuestions, questionFiles } from '../evaluation/load-questions.js'
import { openAssistant } from '../open-assistant.js'
import { embedViews } from '../pipeline.js'
import { projectRoot } from '../project-root.js'
import { type Command, EXIT } from './command.js'
import { parseInput } from './parse-input.js'
import { createProgressReporter } from './progress.js'

const optionsSchema = z.strictObject({ split: z.enum(['dev', 'test', 'all']) })

/** `ablation`: what glossary, lay questions and English texts are worth to the search. */
export const ablationCommand: Command = {
  name: 'ablation',
  summary: 'search the question set with parts of the search left out',
  usage: `ablation [--split dev|test|all] [--json]

  --split          which questions; test by default`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        split: { type: 'string', default: 'test' },
        json: { type: 'boolean', default: false },
      },
    })
    const { split } = parseInput(optionsSchema, { split: values.split })
    const config = readConfig()
    const progress = createProgressReporter(io)
    const { open, embedder, close } = await openAssistant(config, progress)
    try {
      const ids = new Set(open.corpus.measures.map(({ id }) => id))
      const questions = loadQuestions(questionFiles(join(projectRoot, 'eval', 'questions')), ids)
      const rows = await runAblation(
        questions.filter((question) => split === 'all' || question.split === split),
        {
          open,
          embedder,
          embedViews: (views) => embedViews(views, { embedder, folders: config.folders }, false),
        },
      )
      progress.finish()
      if (values.json) {
        io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
        return EXIT.done
      }
      io.stdout.write('without                 language    questions  hit@1  hit@5\n')
      for (const { without, language, questions: count, hitAt1, hitAt5 } of rows) {
        io.stdout.write(
          `${without.padEnd(23)} ${language.padEnd(11)} ${String(count).padStart(9)}  ${hitAt1.toFixed(3)}  ${hitAt5.toFixed(3)}\n`,
        )
      }
      return EXIT.done
    } finally {
      await close()
    }
  },
}
