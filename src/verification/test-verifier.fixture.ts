import { join } from 'node:path'
import { loadCorpus } from '../documents/load-corpus.js'
import type { Corpus } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Verdict } from '../generation/verify-sentence.js'
import { loadCommitments } from '../measures/load-commitments.js'
import { projectRoot } from '../project-root.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createRegionalWording } from '../scripts/regional-wording.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import type { TextConverter } from '../composition/present-text.js'
import {
  createSentenceVerifier,
  type MeasuringVerifier,
  type VerifierDeps,
} from './create-sentence-verifier.js'
import { loadContrasts } from './load-contrasts.js'

/** Every check but the one of meaning, which needs a model. */
const WORDS_ONLY = { support: 1, missing: 0, meaning: -1 }

/** The verifier over the real corpus and tables, without a model. */
export interface TestVerifier {
  readonly corpus: Corpus
  readonly converter: TextConverter
  readonly verifier: MeasuringVerifier
  /** What the verifier was made with. */
  readonly deps: VerifierDeps & { readonly corpus: Corpus }
  /** The verdict on a sentence that cites sentences of a measure: haikou-20/15#5. */
  judge(text: string, language: AnswerLanguage, cited: string): Promise<Verdict>
  /** `ok`, or the name of the check that refused the sentence. */
  outcome(text: string, language: AnswerLanguage, cited: string): Promise<string>
}

/** Reads the corpus from its folder; some 100 ms, and as much again for the dictionary. */
export function openTestVerifier(): TestVerifier {
  const folder = join(projectRoot, 'corpus')
  const { corpus } = loadCorpus(folder)
  const glossary = loadGlossary(join(folder, 'glossary.yaml'))
  const tokenizer = createTokenizer(glossaryUserWords(glossary))
  const script = createScriptConverter()
  const wording = createRegionalWording(glossary, script, tokenizer)
  const converter: TextConverter = {
    toTraditional: (text, region) => script.toTraditional(text, region),
    toRegionalWording: (text, region) => wording.toRegionalWording(text, region),
  }
  const equal = { idf: () => 1 }
  const deps = {
    corpus,
    tokenizer,
    glossary,
    lexical: { words: equal, english: equal },
    embedder: createFakeEmbedder(),
    converter,
    commitments: loadCommitments(join(folder, 'commitments.yaml')),
    contrasts: loadContrasts(join(folder, 'contrasts.yaml')),
    thresholds: { zh: WORDS_ONLY, en: WORDS_ONLY },
  }
  const verifier = createSentenceVerifier(deps)
  const judge = judgeBy(verifier, corpus)
  return {
    corpus,
    converter,
    verifier,
    deps,
    judge,
    async outcome(text, language, cited) {
      const verdict = await judge(text, language, cited)
      return verdict.ok ? 'ok' : (verdict.reason.split(':')[0] ?? '')
    },
  }
}

/** Judges sentences by a verifier, each with what it cites: haikou-20/15#5. */
export function judgeBy(verifier: MeasuringVerifier, corpus: Corpus): TestVerifier['judge'] {
  return async (text, language, cited) => {
    const [id = '', indexes = ''] = cited.split('#')
    const measure = corpus.measures.find((each) => each.id === id)
    if (measure === undefined) throw new RangeError(`expected a measure, found ${id}`)
    return verifier.verify({ text, measure, sentences: indexes.split(',').map(Number) }, language)
  }
}
