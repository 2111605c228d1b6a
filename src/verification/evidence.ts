import type { Corpus } from '../domain/corpus.js'
import type { DocumentData } from '../domain/document.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import { readQuantities } from '../quantities/read-quantities.js'
import type { Quantity } from '../quantities/quantity.js'
import { foldText } from '../scripts/fold.js'
import { type Bearing, createBearing } from './bearing.js'
import type { FoundNames, NameFinder } from './find-names.js'
import type { Lexicon } from './lexicon.js'
import type { Contrasts } from './load-contrasts.js'
import { plainText } from './plain-text.js'
import type { ComparedLanguage, Reading, TextReader } from './read-text.js'

/** A text with everything that is found in it. */
export interface ReadSentence {
  readonly reading: Reading
  readonly quantities: readonly Quantity[]
  readonly found: FoundNames
}

/** A generated sentence, read. */
export interface Claim extends ReadSentence {
  readonly language: ComparedLanguage
  readonly answerLanguage: AnswerLanguage
  /** Without emphasis and list marks, otherwise as generated. */
  readonly shown: string
}

/** The sentences that a claim cites, read, in the language of the claim. */
export interface Source {
  readonly measure: MeasureRecord
  /** Index of each cited sentence, parallel to `cited`. */
  readonly sentences: readonly number[]
  readonly cited: readonly ReadSentence[]
  /** The title, set terms of the sentences in plain words: what a sentence may also speak of. */
  readonly backing: readonly ReadSentence[]
  /** The cited sentences as published and as translated. */
  readonly texts: readonly string[]
  /** Places that the cited sentences name, in the original or in the translation. */
  readonly placeIds: readonly string[]
  readonly title: string
  readonly nature: DocumentData['nature']
  readonly documentNames: readonly string[]
  /** What the cited sentences, the title and the explanations hold. */
  readonly bearing: Bearing
}

/** Reads claims and sources. */
export interface EvidenceReader {
  /** @param notYet Whether what is cited gives nobody anything to use today. */
  claim(text: string, answerLanguage: AnswerLanguage, notYet?: boolean): Claim
  /** `undefined` where a sentence has no text in that language. */
  source(
    measure: MeasureRecord,
    sentences: readonly number[],
    language: ComparedLanguage,
  ): Source | undefined
}

/** What {@link createEvidenceReader} works with. */
export interface EvidenceDeps {
  readonly corpus: Pick<Corpus, 'documents'>
  readonly reader: TextReader
  readonly lexicon: Lexicon
  readonly names: NameFinder
  readonly contrasts: Pick<Contrasts, 'file' | 'frames' | 'caveats'>
  /** Boundaries of the words of a folded Chinese text. */
  readonly boundariesOf: (text: string) => ReadonlySet<number>
}

/** Acronyms of the translation may stand in a Chinese sentence, and those of the original in English. */
const ACRONYM = /[A-Z][A-Za-z]*[A-Z][A-Za-z]*/gu

/** Sentences are read once for each language and kept: a corpus has a few hundred. */
export function createEvidenceReader(deps: EvidenceDeps): EvidenceReader {
  const { reader, lexicon, names, contrasts, boundariesOf } = deps
  const { explanations } = contrasts.file
  const natures = new Map(deps.corpus.documents.map(({ data }) => [data.id, data.nature]))
  const known = new WeakMap<MeasureRecord, Map<string, ReadSentence>>()

  const read = (text: string, language: ComparedLanguage): ReadSentence => {
    const plain = plainText(text)
    const folded = foldText(plain)
    const boundaries = language === 'zh' ? boundariesOf(folded) : new Set<number>()
    const found = names.find(folded, boundaries)
    const quantities = readQuantities(yearsApart(plain))
    const given = outermost([
      ...found.names,
      ...found.measures,
      ...quantities
        .filter(({ kind }) => kind !== 'ordinal')
        .map((span) => withoutWordBegun(span, folded, boundaries)),
    ])
    return { reading: reader.read(plain, language, given), quantities, found }
  }
  const cached = (measure: MeasureRecord, key: string, make: () => ReadSentence): ReadSentence => {
    const own = known.get(measure) ?? new Map<string, ReadSentence>()
    known.set(measure, own)
    const made = own.get(key) ?? make()
    own.set(key, made)
    return made
  }
  const explained = (text: string, language: ComparedLanguage): string =>
    explanations[language]
      .filter(({ term }) => foldText(text).includes(foldText(term)))
      .map(({ says }) => says)
      .join(language === 'zh' ? '。' : '. ')

  return {
    claim(shown, answerLanguage, notYet = false) {
      const language = answerLanguage === 'en' ? 'en' : 'zh'
      const { frames, caveats } = contrasts
      const stated = blank(
        shown,
        notYet ? [caveats[language], frames[language]] : [frames[language]],
      )
      const text = /\p{L}/u.test(stated) ? stated : shown
      return { ...read(text, language), language, answerLanguage, shown }
    },
    source(measure, sentences, language) {
      const originals = sentences.map((index) => originalOf(measure, index))
      const translations = sentences.map((index) => measure.translation?.sentences[index])
      const own = language === 'zh' ? originals : translations
      if (own.length === 0 || own.some((text) => text === undefined || text === ''))
        return undefined
      const title =
        language === 'zh' ? measure.title : (measure.translation?.title ?? measure.title)
      const cited = sentences.map((index, position) =>
        cached(measure, `${language}:${index}`, () => read(own[position] ?? '', language)),
      )
      const other = language === 'zh' ? 'en' : 'zh'
      const told = sentences.flatMap((index, position) => {
        const text = (language === 'zh' ? translations : originals)[position] ?? ''
        return text === '' ? [] : [cached(measure, `${other}:${index}`, () => read(text, other))]
      })
      const foreign = (language === 'zh' ? translations : originals)
        .flatMap((text) => text?.match(ACRONYM) ?? [])
        .join(' ')
      const backing = [
        cached(measure, `${language}:title`, () => read(title, language)),
        ...sentences.map((index, position) =>
          cached(measure, `${language}:says:${index}`, () =>
            read(explained(own[position] ?? '', language), language),
          ),
        ),
        ...(foreign === '' ? [] : [read(foreign, language)]),
      ]
      return {
        measure,
        sentences,
        cited,
        backing,
        texts: [...originals, ...translations.filter((text) => text !== undefined)],
        placeIds: [...cited, ...told].flatMap(({ found }) =>
          found.names.flatMap(({ placeIds }) => placeIds),
        ),
        title,
        nature: natures.get(measure.documentId) ?? 'measures',
        documentNames: names.documentNames(measure.documentId),
        bearing: createBearing(
          [...cited, ...backing].map((each) => each.reading),
          lexicon,
        ),
      }
    },
  }
}

/** A comma before a year is no part of a number: 据报道，2024年. The text keeps its length. */
export function yearsApart(text: string): string {
  return text.replace(/[，,](?=(?:19|20)\d{2}年)/gu, '；')
}

/** A text with what the patterns match in its folded form blanked, at the same length. */
function blank(text: string, patterns: readonly (RegExp | undefined)[]): string {
  let result = text
  for (const pattern of patterns) {
    for (const { 0: found, index } of foldText(result).matchAll(pattern ?? NOTHING)) {
      result =
        result.slice(0, index) + ' '.repeat(found.length) + result.slice(index + found.length)
    }
  }
  return result
}

const NOTHING = /(?!)/gu

/** The words of one sentence as published. */
export function originalOf({ text, sentences }: MeasureRecord, index: number): string {
  const { start, end } = sentences[index] ?? { start: 0, end: 0 }
  return text.slice(start, end)
}

/** 1万个体户 counts 个体户: a counter with which a word begins is no part of the number. */
function withoutWordBegun(
  { start, end }: Span,
  text: string,
  boundaries: ReadonlySet<number>,
): Span {
  const begins =
    end - 1 > start &&
    text.charAt(end - 1) === '个' &&
    boundaries.has(end - 1) &&
    !boundaries.has(end)
  return { start, end: begins ? end - 1 : end }
}

/** Spans in order without those that lie in another. */
function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (last === undefined || start >= last.end) kept.push({ start, end })
  }
  return kept
}
