import type { Citation } from '../domain/answer.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import { AppError } from '../errors.js'
import { weakestCommitment } from '../measures/strength.js'
import type { Directory } from './references.js'

/** A citation before the answer gave it its number. */
export type UnnumberedCitation = Omit<Citation, 'number'>

/**
 * The citation of one contiguous run of a measure's sentences. The quote is cut from the measure's
 * text here and nowhere else, so `measure.text.slice(quoteStart, quoteEnd) === quote` always.
 *
 * @param first Index of the first sentence quoted.
 * @param last Index of the last sentence quoted, inclusive.
 * @throws AppError `internal` when there are no such sentences.
 */
export function citeSentences(
  directory: Directory,
  measure: MeasureRecord,
  first: number,
  last: number,
  language: AnswerLanguage,
): UnnumberedCitation {
  const start = measure.sentences[first]?.start
  const end = measure.sentences[last]?.end
  if (start === undefined || end === undefined || first > last) {
    throw new AppError(
      'internal',
      `${measure.id}: expected sentences 0 to ${measure.sentences.length - 1}, found ${first} to ${last}`,
    )
  }
  const span: Span = { start, end }
  const { data } = directory.document(measure.documentId)
  const translated = measure.translation?.sentences.slice(first, last + 1)
  return {
    measureId: measure.id,
    office: { id: measure.officeId, name: directory.officeName(measure.officeId, language) },
    document: {
      id: data.id,
      title: directory.documentTitle(data.id, language),
      sourceUrl: data.sourceUrl,
      publishedOn: data.publishedOn.date,
    },
    measure: { number: measure.number, label: measure.label, title: measure.title },
    reference: directory.reference(measure, language),
    quote: measure.text.slice(start, end),
    quoteStart: start,
    quoteEnd: end,
    commitment: weakestCommitment(measure.commitments.slice(first, last + 1)) ?? null,
    ...(language === 'en' && translated !== undefined
      ? { translation: { text: translated.join(' '), official: false as const } }
      : {}),
    url: directory.measureUrl(measure, span),
  }
}
