import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { facetModelSchema } from '../domain/facet-model.js'
import { projectRoot } from '../project-root.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { type Command, EXIT } from './command.js'
import { writeFittedModel } from './write-fitted-model.js'

/** `fit-facets`: fits the weights by which questions are read for what they ask of a measure. */
export const fitFacetsCommand: Command = {
  name: 'fit-facets',
  summary: 'fit what tells which facet a question asks for where no cue does',
  usage: `fit-facets [--dry-run]

  --dry-run   print how well it reads questions that it was not fitted on, write nothing
  Fitted on eval/asked-facets and the dev questions. Writes corpus/asked-facets.json.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean', default: false } },
    })
    // Loaded only here: nothing else fits anything.
    const { askedFacetExamples } = await import('../evaluation/asked-facet-examples.js')
    const { checkAskedFacets, FACET_THRESHOLD, FITTED_FACETS, fitAskedFacets } = await import(
      '../evaluation/fit-asked-facets.js'
    )
    const { loadQuestions, questionFiles } = await import('../evaluation/load-questions.js')
    const { folders } = readConfig()
    const { corpus } = loadCorpus(folders.corpus)
    const words = glossaryUserWords(loadGlossary(join(folders.corpus, 'glossary.yaml')))
    const { examples, sha256 } = askedFacetExamples(
      corpus,
      createTokenizer(words),
      loadQuestions(
        questionFiles(join(projectRoot, 'eval', 'questions')),
        new Set(corpus.measures.map(({ id }) => id)),
      ),
    )
    const { asking, right, wrong, others } = checkAskedFacets(examples)
    io.stdout.write(
      `of ${asking} questions that ask for something no cue reads, kept apart: ${right} read right; ${wrong} of all ${asking + others} without a cue read wrong\n`,
    )
    if (values['dry-run']) return EXIT.done
    const file = join(folders.corpus, 'asked-facets.json')
    const model = {
      fittedOn: new Date().toISOString().slice(0, 10),
      questions: { split: 'dev', sha256, count: examples.length },
      facets: FITTED_FACETS,
      threshold: FACET_THRESHOLD,
      ...fitAskedFacets(examples),
    }
    await writeFittedModel(file, model, facetModelSchema)
    io.stdout.write(`written: ${file}\n`)
    return EXIT.done
  },
}
