import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { writeAtomically } from '../indexes/atomic-write.js'
import { openEmbedder } from '../open-assistant.js'
import { openCorpus } from '../pipeline.js'
import type { TextConverter } from '../composition/present-text.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { createRegionalWording } from '../scripts/regional-wording.js'
import type { Contrasts } from '../verification/load-contrasts.js'
import type { VerifierModel } from '../verification/thresholds.js'
import { type Command, EXIT } from './command.js'
import { createProgressReporter } from './progress.js'

/** Lets everything through: what is fitted must not shape its own fit. */
const OPEN = { support: 0, missing: 1000, meaning: -1 }

/** `fit-verifier`: fits the thresholds by which generated sentences are checked. */
export const fitVerifierCommand: Command = {
  name: 'fit-verifier',
  summary: 'fit the thresholds of the verifier on the dev sentences',
  usage: `fit-verifier [--sentences FILE] [--dry-run]

  --sentences FILE   sentences to fit on; eval/verifier/sentences.jsonl by default
  --more FILE        further ones, for the model of words; eval/verifier/paraphrases.jsonl
  --dry-run          print how well it separates, write nothing
  Only dev sentences are fitted on. Writes embeddings/verifier.json.`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sentences: { type: 'string', default: join(projectRoot, 'eval/verifier/sentences.jsonl') },
        more: { type: 'string', default: join(projectRoot, 'eval/verifier/paraphrases.jsonl') },
        'dry-run': { type: 'boolean', default: false },
      },
    })
    // Loaded only here: nothing else fits anything.
    const { fitVerifier, loadVerifierSentences } = await import('../evaluation/fit-verifier.js')
    const { fitOddWords } = await import('../evaluation/fit-odd-words.js')
    const { fitOddWordsLight, lightWordsOf, measuredLies } = await import(
      '../evaluation/fit-odd-words-light.js'
    )
    const { loadContrasts } = await import('../verification/load-contrasts.js')
    const { openVerifier } = await import('../verification/open-verifier.js')
    const { thinContrasts } = await import('../verification/thin-contrasts.js')
    const { verifierModelSchema } = await import('../verification/thresholds.js')
    const config = readConfig()
    const progress = createProgressReporter(io)
    const embedder = await openEmbedder(config)
    try {
      const open = await openCorpus({ folders: config.folders, embedder, ...progress })
      progress.finish()
      const script = createScriptConverter()
      const wording = createRegionalWording(open.glossary, script, open.tokenizer)
      const converter: TextConverter = {
        toTraditional: (text, region) => script.toTraditional(text, region),
        toRegionalWording: (text, region) => wording.toRegionalWording(text, region),
      }
      const opened = (change?: (contrasts: Contrasts) => Contrasts) =>
        openVerifier(
          open,
          embedder,
          converter,
          { zh: OPEN, en: OPEN },
          config.folders.corpus,
          change,
        )
      const verifier = opened()
      const sentences = loadVerifierSentences(values.sentences, open.corpus)
      const today = new Date().toISOString().slice(0, 10)
      const { model: limits, fits } = await fitVerifier(
        sentences,
        open.corpus,
        verifier,
        embedder.fingerprint,
        today,
      )
      const all = [...sentences, ...loadVerifierSentences(values.more, open.corpus)]
      const words = await fitOddWords(all, open.corpus, verifier, opened(thinContrasts))
      const contrasts = loadContrasts(join(config.folders.corpus, 'contrasts.yaml'))
      const { entries } = open.glossary
      const terms = {
        zh: entries.flatMap((entry) => entry['zh-Hans']),
        en: entries.flatMap((entry) => entry.en),
      }
      const lightOf = async (language: 'zh' | 'en') =>
        fitOddWordsLight(
          {
            ...lightWordsOf(contrasts, terms, language),
            ...(await measuredLies(all, open.corpus, verifier, language)),
          },
          embedder,
        )
      const light = { zh: await lightOf('zh'), en: await lightOf('en') }
      const model: VerifierModel = {
        ...limits,
        zh: {
          ...limits.zh,
          ...(words.zh && { words: words.zh }),
          ...(light.zh && { light: light.zh }),
        },
        en: {
          ...limits.en,
          ...(words.en && { words: words.en }),
          ...(light.en && { light: light.en }),
        },
      }
      for (const { group, honest, lies, refused, passed } of fits) {
        const { support, missing, meaning } = model[group]
        io.stdout.write(
          `${group}: support ${support}, ${missing} words missing, meaning ${meaning}; ${honest - refused.length} of ${honest} honest sentences pass, ${lies - passed.length} of ${lies} lies are stopped${passed.length === 0 ? '' : `, not ${passed.join(', ')}`}\n`,
        )
        const lightest = light[group]
        if (lightest !== undefined) {
          io.stdout.write(
            `${group}: words of lightness ${lightest.limit} state nothing, by ${lightest.examples.light} that do not and ${lightest.examples.weighty} that do; ${lightest.examples.lies} lies are told by heavier ones\n`,
          )
        }
        const examples = words[group]?.examples
        if (examples === undefined) continue
        io.stdout.write(
          `${group}: of ${examples.honest} words of honest sentences ${examples.borne} need no source, of ${examples.lies} lies told by their words alone ${examples.passed} pass, each judged by the others\n`,
        )
      }
      if (values['dry-run']) return EXIT.done
      const file = join(dirname(config.folders.gate), 'verifier.json')
      await writeAtomically(
        file,
        (temporary) => writeFile(temporary, `${JSON.stringify(model, null, 2)}\n`),
        async (temporary) =>
          verifierModelSchema.parse(JSON.parse(await readFile(temporary, 'utf8'))),
      )
      io.stdout.write(`written: ${file}\n`)
      return EXIT.done
    } finally {
      progress.finish()
      await embedder.close()
    }
  },
}
