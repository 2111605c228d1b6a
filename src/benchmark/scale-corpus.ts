import type { LoadedCorpus } from '../documents/load-corpus.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord, Translation } from '../domain/measure.js'
import type { Random } from '../evaluation/statistics/random.js'
import { varyChinese, varyEnglish, type WordPool } from './vary-text.js'

/** Share of the words replaced in a copy: copies stay alike, as the measures of many offices are. */
const REPLACED_SHARE = 0.3

/** Where a measure of a scaled corpus comes from. */
export interface MeasureOrigin {
  /** Index of the real measure in the real corpus. */
  readonly source: number
  /** Whether its text was varied; the real measures themselves stand in the scaled corpus as well. */
  readonly isCopy: boolean
}

/** A corpus larger than the real one, and the origin of each of its measures. */
export interface ScaledCorpus extends LoadedCorpus {
  readonly origins: readonly MeasureOrigin[]
}

/**
 * The corpus repeated with varied text until it has `count` measures. The real ones stay as they
 * are; copies stand behind them in the same documents with the numbers that follow, each with as
 * many sentences and lay questions as its source. Their offsets into the source text are those of
 * the real measure, and the version of the corpus stays.
 *
 * @param count Measures in the end; fewer than there are add none.
 * @param layPerMeasure Lay questions that each measure keeps, of the real ones too.
 */
export function scaleCorpus(
  { corpus, layQuestions, unanswered }: LoadedCorpus,
  count: number,
  words: WordPool,
  random: Random,
  layPerMeasure = Number.POSITIVE_INFINITY,
): ScaledCorpus {
  const indexes = new Map(corpus.measures.map(({ id }, index) => [id, index]))
  const copyCounts = copiesByDocument(corpus.documents, count - corpus.measures.length)
  const lay = new Map(
    Array.from(layQuestions, ([id, texts]) => [id, texts.slice(0, layPerMeasure)]),
  )
  const origins: MeasureOrigin[] = []
  const documents = corpus.documents.map((document, position): CorpusDocument => {
    const { measures } = document
    const last = measures.at(-1)?.number ?? 0
    const sources = Array.from({ length: copyCounts[position] ?? 0 }, (_, copy) => copy).flatMap(
      (copy) => measures[copy % measures.length] ?? [],
    )
    const copies = sources.map((source, copy) => {
      const varied = copyOf(source, last + 1 + copy, words, random)
      const questions = lay.get(source.id) ?? []
      lay.set(
        varied.id,
        questions.map((text) => varyEither(text, words, random)),
      )
      return varied
    })
    for (const { id } of measures) origins.push({ source: indexes.get(id) ?? 0, isCopy: false })
    for (const { id } of sources) origins.push({ source: indexes.get(id) ?? 0, isCopy: true })
    return { ...document, measures: [...measures, ...copies] }
  })
  return {
    corpus: { ...corpus, documents, measures: documents.flatMap(({ measures }) => measures) },
    layQuestions: lay,
    unanswered,
    origins,
  }
}

/** Copies each document gets: one of every measure in turn until there are enough. */
function copiesByDocument(documents: readonly CorpusDocument[], copies: number): number[] {
  const counts = documents.map(() => 0)
  const measures = documents.reduce((sum, document) => sum + document.measures.length, 0)
  const rounds = measures === 0 ? 0 : Math.floor(Math.max(copies, 0) / measures)
  let rest = Math.max(copies, 0) - rounds * measures
  documents.forEach((document, position) => {
    const own = document.measures.length
    const further = Math.min(own, rest)
    rest -= further
    counts[position] = rounds * own + further
  })
  return counts
}

function copyOf(
  source: MeasureRecord,
  number: number,
  words: WordPool,
  random: Random,
): MeasureRecord {
  const text = varyChinese(source.text, words, REPLACED_SHARE, random)
  const { translation } = source
  return {
    ...source,
    id: `${source.documentId}/${number}`,
    number,
    key: String(number),
    label: String(number),
    title: text.slice(0, source.titleEnd),
    text,
    translation: translation === null ? null : translationCopyOf(translation, words, random),
  }
}

function translationCopyOf(source: Translation, words: WordPool, random: Random): Translation {
  const sentences = source.sentences.map((text) => varyEither(text, words, random))
  const title = sentences[0] ?? ''
  const text = `${title}\n${sentences.slice(1).join(' ')}`.trim()
  return { ...source, title, text, sentences }
}

function varyEither(text: string, words: WordPool, random: Random): string {
  const chinese = varyChinese(text, words, REPLACED_SHARE, random)
  return varyEnglish(chinese, words, REPLACED_SHARE, random)
}
