import { dayInChina } from '../documents/corpus-on.js'
import {
  baseIdOf,
  type Edition,
  editionOf,
  type Standing,
  standingOf,
  versionsById,
} from '../documents/document-versions.js'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import { toHanNumeral } from '../domain/han-numerals.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import type { Names, OfficeRecord } from '../domain/office.js'
import { AppError } from '../errors.js'
import { editionSuffix, writtenEdition } from './edition-words.js'

/** Documents, offices and measures by id, with their names in the language asked for. */
export interface Directory {
  /** All of them, with those that hold no more or not yet. */
  readonly documents: readonly CorpusDocument[]
  document(id: string): CorpusDocument
  /** All versions of a document, itself included, the first one first. */
  versions(documentId: string): readonly CorpusDocument[]
  /** Today (ISO 8601), as the offices count days. */
  today(): string
  /** How a document stands today. */
  standing(documentId: string): Standing
  /** Which of its versions a document is: 2023年版, 第1版, 2023 version. */
  edition(documentId: string, language: AnswerLanguage): string
  /** The title, with the edition where there are several: as one names a document beside its versions. */
  documentName(id: string, language: AnswerLanguage): string
  /** Name of what took the place of a document or ended it; null where that is not known. */
  successorName(documentId: string, language: AnswerLanguage): string | null
  office(id: string): OfficeRecord
  /** The measure, or `undefined` when there is none of that id. */
  measure(id: string): MeasureRecord | undefined
  officeName(id: string, language: AnswerLanguage): string
  documentTitle(id: string, language: AnswerLanguage): string
  /**
   * How one would cite the measure: always the office (or the document named after it) and the number;
   * of an earlier version which one it is, and of what holds no more today that it does not:
   * …第十九条（2023年版，已失效）.
   */
  reference(measure: MeasureRecord, language: AnswerLanguage): string
  /** The same without a word on whether it still holds: …第十九条（2023年版）. */
  editionReference(measure: MeasureRecord, language: AnswerLanguage): string
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
 * @param today The day (ISO 8601) by which documents hold or not; that in China when left out.
 */
export function createDirectory(
  corpus: Corpus,
  publicUrl: string,
  today: () => string = () => dayInChina(new Date()),
): Directory {
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
    const label =
      data.numbering.unit['zh-Hans'] === '' ? han : `第${han}${data.numbering.unit['zh-Hans']}`
    return filled(data.reference[language], han, number, label)
  }
  const groups = versionsById(corpus.documents)
  const versions = (id: string): readonly CorpusDocument[] => groups.get(baseIdOf(id)) ?? []
  const standing = (id: string): Standing => standingOf(document(id).data, today())
  const ownEdition = (id: string): Edition => editionOf(document(id), versions(id))
  const plainReference = (measure: MeasureRecord, language: AnswerLanguage): string => {
    const { data } = document(measure.documentId)
    return data.numbering.kind === 'outline'
      ? filled(data.reference[language], measure.label, measure.number, measure.label)
      : referenceTo(measure.documentId, measure.number, language)
  }
  // What is served under the plain id is cited as ever, however many versions came before it.
  const citedEdition = (id: string): Edition | undefined =>
    id === baseIdOf(id) ? undefined : ownEdition(id)
  const title = (id: string, language: AnswerLanguage): string =>
    nameIn(document(id).data.title.names, language)
  const documentName = (id: string, language: AnswerLanguage): string =>
    versions(id).length === 1
      ? title(id, language)
      : title(id, language) + editionSuffix(ownEdition(id), undefined, language)
  return {
    documents: corpus.documents,
    document,
    versions,
    today,
    standing,
    edition: (id, language) => writtenEdition(ownEdition(id), language),
    documentName,
    successorName: (id, language) => {
      const { endedBy, version } = document(id).data
      // The id of a document always leads to its newest version; what came next may be another one.
      const next = versions(id).find(({ data }) => data.version > version)
      if (next !== undefined && (endedBy === null || baseIdOf(endedBy) === baseIdOf(id))) {
        return documentName(next.data.id, language)
      }
      if (endedBy === null) return null
      return documents.has(endedBy) ? documentName(endedBy, language) : endedBy
    },
    office,
    measure: (id) => measures.get(id),
    officeName: (id, language) => nameIn(office(id).names, language),
    documentTitle: title,
    reference: (measure, language) => {
      const { documentId } = measure
      const ended = standing(documentId) === 'ended' ? document(documentId).data.status : undefined
      const suffix = editionSuffix(citedEdition(documentId), ended, language)
      return plainReference(measure, language) + suffix
    },
    editionReference: (measure, language) =>
      plainReference(measure, language) +
      editionSuffix(citedEdition(measure.documentId), undefined, language),
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
