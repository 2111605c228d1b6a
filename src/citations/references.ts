import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import { toHanNumeral } from '../domain/han-numerals.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import type { Names, OfficeRecord } from '../domain/office.js'
import { AppError } from '../errors.js'

/** Documents, offices and measures by id, with their names in the language asked for. */
export interface Directory {
  document(id: string): CorpusDocument
  office(id: string): OfficeRecord
  /** The measure, or `undefined` when there is none of that id. */
  measure(id: string): MeasureRecord | undefined
  officeName(id: string, language: AnswerLanguage): string
  documentTitle(id: string, language: AnswerLanguage): string
  /** How one would cite the measure: always the office (or the document named after it) and the number. */
  reference(measure: MeasureRecord, language: AnswerLanguage): string
  /** How a measure of that number would be cited, whether it exists or not. */
  referenceTo(documentId: string, number: number, language: AnswerLanguage): string
  /** Absolute address of the measure's page; `span` opens it with those words marked. */
  measureUrl(measure: MeasureRecord, span?: Span): string
  documentUrl(documentId: string): string
}

/** The one of the names that a written form uses. */
export function nameIn(names: Names, language: AnswerLanguage): string {
  if (language === 'en') return names.en
  if (language === 'zh-Hant-TW') return names['zh-Hant-TW'] ?? names['zh-Hant']
  return language === 'zh-Hans' ? names['zh-Hans'] : names['zh-Hant']
}

/**
 * Looks things up by id and names them.
 *
 * @param publicUrl Base of absolute links, without a slash at its end.
 */
export function createDirectory(corpus: Corpus, publicUrl: string): Directory {
  const documents = new Map(corpus.documents.map((document) => [document.data.id, document]))
  const offices = new Map(corpus.offices.map((office) => [office.id, office]))
  const measures = new Map(corpus.measures.map((measure) => [measure.id, measure]))
  const document = (id: string): CorpusDocument =>
    documents.get(id) ?? missing(`a document of the corpus, found "${id}"`)
  const office = (id: string): OfficeRecord =>
    offices.get(id) ?? missing(`an office of the corpus, found "${id}"`)
  const referenceTo = (documentId: string, number: number, language: AnswerLanguage): string => {
    const { data } = document(documentId)
    const isHan = data.numbering.kind === 'han-clauses' || data.numbering.kind === 'bracketed-items'
    // No measure has such a number, but somebody may ask for it, and must not be told of another.
    const han = isHan && number >= 1 && number <= 9999 ? toHanNumeral(number) : String(number)
    const label = data.numbering.unit['zh-Hans'] === '' ? han : `第${han}${data.numbering.unit['zh-Hans']}`
    return filled(data.reference[language], han, number, label)
  }
  const reference = (measure: MeasureRecord, language: AnswerLanguage): string => {
    const { data } = document(measure.documentId)
    return data.numbering.kind === 'outline'
      ? filled(data.reference[language], measure.label, measure.number, measure.label)
      : referenceTo(measure.documentId, measure.number, language)
  }
  return {
    document,
    office,
    measure: (id) => measures.get(id),
    officeName: (id, language) => nameIn(office(id).names, language),
    documentTitle: (id, language) => nameIn(document(id).data.title.names, language),
    reference,
    referenceTo,
    measureUrl: (measure, span) => {
      const base = `${publicUrl}/measures/${measure.id}`
      return span === undefined ? base : `${base}?from=${span.start}&to=${span.end}`
    },
    documentUrl: (id) => `${publicUrl}/documents/${id}`,
  }
}

/** A reference with its number as printed, in digits, or with the label as a whole. */
function filled(pattern: string, printed: string, number: number, label: string): string {
  return pattern
    .replace('{number}', printed)
    .replace('{arabic}', String(number))
    .replace('{label}', label)
}

function missing(what: string): never {
  throw new AppError('internal', `expected ${what}`)
}
