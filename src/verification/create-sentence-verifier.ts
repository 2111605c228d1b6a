import type { TextConverter } from '../composition/present-text.js'
import type { Corpus } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Embedder } from '../embedding/embedder.js'
import type { GeneratedSentence, SentenceVerifier, Verdict } from '../generation/verify-sentence.js'
import type { LexicalIndex } from '../indexes/lexical-index.js'
import type { CommitmentRules } from '../measures/load-commitments.js'
import type { Glossary } from '../scripts/glossary.js'
import { stemEnglish } from '../scripts/stem-english.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { createChecks } from './checks.js'
import { supportOf, type WordWeight } from './check-support.js'
import { type Claim, createEvidenceReader, type Source } from './evidence.js'
import { NOT_YET } from './check-strength.js'
import { createNameFinder } from './find-names.js'
import { buildLexicon } from './lexicon.js'
import type { Contrasts } from './load-contrasts.js'
import { createMeaningMeter } from './meaning.js'
import { withoutMarkup } from './plain-text.js'
import { createTextReader } from './read-text.js'
import { createClaimShower } from './show-claim.js'
import type { VerifierThresholds } from './thresholds.js'

/** What the verifier works with. */
export interface VerifierDeps {
  readonly corpus: Pick<Corpus, 'documents' | 'offices' | 'cues'>
  readonly tokenizer: Pick<Tokenizer, 'wordBoundaries'>
  readonly glossary: Glossary
  /** Rarity of words, Chinese and English. */
  readonly lexical: {
    readonly words: Pick<LexicalIndex, 'idf'>
    readonly english: Pick<LexicalIndex, 'idf'>
  }
  readonly embedder: Pick<Embedder, 'embed'>
  readonly converter: TextConverter
  readonly commitments: CommitmentRules
  readonly contrasts: Contrasts
  readonly thresholds: Readonly<Record<'zh' | 'en', VerifierThresholds>>
}

/** The verifier, with what fitting its thresholds looks at. */
export interface MeasuringVerifier extends SentenceVerifier {
  /** What the checks of the words say, and how near the claim is in meaning. */
  examine(
    sentence: GeneratedSentence,
    language: AnswerLanguage,
    signal?: AbortSignal,
  ): Promise<Examination>
}

/** Everything that a verdict rests on. */
export interface Examination {
  /** What is wrong by the checks that have no fitted threshold, in the order they are made. */
  readonly reasons: readonly string[]
  /** Share of the weight of the claim's words that its source bears, 0 to 1. */
  readonly support: number
  /** How many words of the claim its source lacks, and which. */
  readonly missing: number
  readonly lacking?: readonly string[]
  /** Best cosine with a cited sentence. */
  readonly meaning: number
}

/** Names of the checks whose thresholds are fitted. */
const FITTED: ReadonlySet<string> = new Set(['support'])

/**
 * Checks generated sentences against the sentences they cite: form, language, names, numbers, quoted
 * words, contrasts, strength, conditions, roles, support by the words of the source, meaning. A
 * sentence passes when every check does. Words are compared in the language of the answer, with the
 * original or with its translation; nothing but the cosine needs a model.
 */
export function createSentenceVerifier(deps: VerifierDeps): MeasuringVerifier {
  const { contrasts, thresholds, lexical } = deps
  const lexicon = buildLexicon(contrasts.file, deps.glossary)
  const names = createNameFinder(deps.corpus)
  const evidence = createEvidenceReader({
    corpus: deps.corpus,
    reader: createTextReader(deps.tokenizer, lexicon),
    lexicon,
    names,
    contrasts,
    boundariesOf: (text) => deps.tokenizer.wordBoundaries(text),
  })
  const weight: WordWeight = ({ text }, language) =>
    language === 'zh' ? lexical.words.idf(text) : lexical.english.idf(stemEnglish(text))
  const checks = Object.entries(
    createChecks({
      contrasts,
      commitments: deps.commitments,
      lexicon,
      names,
      weight,
      support: {
        zh: { share: thresholds.zh.support, missing: thresholds.zh.missing },
        en: { share: thresholds.en.support, missing: thresholds.en.missing },
      },
    }),
  )
  const meter = createMeaningMeter(deps.embedder)
  const show = createClaimShower(deps.glossary, deps.converter)

  const read = (
    { text, measure, sentences }: GeneratedSentence,
    language: AnswerLanguage,
  ): { claim: Claim; source: Source } | undefined => {
    const classes = sentences.flatMap((index) => measure.commitments[index]?.class ?? [])
    const notYet = classes.length > 0 && classes.every((each) => NOT_YET.has(each))
    const claim = evidence.claim(withoutMarkup(text), language, notYet)
    const source = evidence.source(measure, sentences, claim.language)
    return source === undefined ? undefined : { claim, source }
  }

  return {
    async verify(sentence, language, signal): Promise<Verdict> {
      signal?.throwIfAborted()
      const found = read(sentence, language)
      if (found === undefined) return { ok: false, reason: 'source: not in this language' }
      const { claim, source } = found
      for (const [, check] of checks) {
        const reason = check(claim, source)
        if (reason !== undefined) return { ok: false, reason }
      }
      const least = thresholds[claim.language].meaning
      const meaning = await meter.measure(claim, source, least, signal)
      return meaning < least
        ? { ok: false, reason: 'meaning: far from the source' }
        : { ok: true, text: show(claim.shown, language) }
    },
    async examine(sentence, language, signal) {
      const found = read(sentence, language)
      if (found === undefined) {
        return { reasons: ['source: not in this language'], support: 0, missing: 0, lacking: [], meaning: -1 }
      }
      const { claim, source } = found
      const { share, missing } = supportOf(claim, source, weight, contrasts.loose)
      const reasons = checks.flatMap(([name, check]) =>
        FITTED.has(name) ? [] : (check(claim, source) ?? []),
      )
      const meaning = await meter.measure(claim, source, thresholds[claim.language].meaning, signal)
      const lacking = missing.map(({ text }) => text)
      return { reasons, support: share, missing: missing.length, lacking, meaning }
    },
  }
}
