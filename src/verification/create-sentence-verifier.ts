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
import { createMeaningMeter, createSourceVectors } from './meaning.js'
import { createOddWordReader, lightness, oddness, type OddWord } from './odd-words.js'
import { withoutMarkup } from './plain-text.js'
import { createTextReader } from './read-text.js'
import { createClaimShower } from './show-claim.js'
import type { VerifierThresholds } from './thresholds.js'

/** What the verifier works with. */
export interface VerifierDeps {
  readonly corpus: Pick<Corpus, 'documents' | 'offices' | 'cues' | 'measures'>
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
  /** How many words of the claim its source lacks. */
  readonly missing: number
  /** These words, measured, where a few may be missing that say nothing of their own. */
  readonly odd?: readonly OddWord[]
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
  const vectors = createSourceVectors(deps.embedder)
  const meter = createMeaningMeter(deps.embedder, vectors)
  const oddWords = createOddWordReader(deps.embedder, vectors, contrasts, deps.corpus)
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

  const addsNothing = async (
    claim: Claim,
    source: Source,
    signal: AbortSignal | undefined,
  ): Promise<boolean> => {
    const { words, light } = thresholds[claim.language]
    if (words === undefined && light === undefined) return false
    const { missing } = supportOf(claim, source, weight, contrasts.loose)
    const odd = await oddWords.read(claim, source, missing, signal)
    const isOdd = (word: OddWord): boolean =>
      words === undefined || oddness(word, words) >= words.limit
    const isLight = ({ vector }: OddWord): boolean =>
      light !== undefined && vector !== undefined && lightness(vector, light) >= light.limit
    return odd?.every((word) => isLight(word) || !isOdd(word)) ?? false
  }

  return {
    async verify(sentence, language, signal): Promise<Verdict> {
      signal?.throwIfAborted()
      const found = read(sentence, language)
      if (found === undefined) return { ok: false, reason: 'source: not in this language' }
      const { claim, source } = found
      for (const [name, check] of checks) {
        const reason = check(claim, source)
        if (reason === undefined) continue
        if (!FITTED.has(name) || !(await addsNothing(claim, source, signal)))
          return { ok: false, reason }
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
        return { reasons: ['source: not in this language'], support: 0, missing: 0, meaning: -1 }
      }
      const { claim, source } = found
      const { share, missing } = supportOf(claim, source, weight, contrasts.loose)
      const reasons = checks.flatMap(([name, check]) =>
        FITTED.has(name) ? [] : (check(claim, source) ?? []),
      )
      const meaning = await meter.measure(claim, source, thresholds[claim.language].meaning, signal)
      const odd = await oddWords.read(claim, source, missing, signal)
      const examination = { reasons, support: share, missing: missing.length, meaning }
      return odd === undefined ? examination : { ...examination, odd }
    },
  }
}
