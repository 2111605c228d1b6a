import { type Directory, nameIn } from '../citations/references.js'
import { historyOf } from '../documents/measure-history.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { DocumentView } from '../domain/document.js'
import { type AnswerLanguage, answerLanguageOf } from '../domain/language.js'
import type { MeasureRecord, MeasureView } from '../domain/measure.js'
import { readWeightedList } from './weighted-list.js'

/** The language of a view: the one asked for, else `Accept-Language`, else zh-Hans. */
export function viewLanguage(
  requested: string,
  acceptLanguage: string | undefined,
): AnswerLanguage {
  const accepted = readWeightedList(acceptLanguage)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ name }) => answerLanguageOf(name))
  return (
    [answerLanguageOf(requested), ...accepted].find((known) => known !== undefined) ?? 'zh-Hans'
  )
}

/** A measure as the API shows it: names in the language, its text always the original. */
export function measureView(
  measure: MeasureRecord,
  directory: Directory,
  language: AnswerLanguage,
): MeasureView {
  const { data, chapters } = directory.document(measure.documentId)
  const { chapter } = measure
  const chapterNames = chapter === null ? undefined : data.chapters[chapter]
  return {
    id: measure.id,
    documentId: measure.documentId,
    number: measure.number,
    label: measure.label,
    chapter:
      chapter === null
        ? null
        : language === 'zh-Hans' || chapterNames === undefined
          ? (chapters[chapter] ?? null)
          : nameIn(chapterNames, language),
    office: { id: measure.officeId, name: directory.officeName(measure.officeId, language) },
    title: measure.title,
    text: measure.text,
    titleEnd: measure.titleEnd,
    script: data.script,
    sentences: measure.sentences.map(({ start, end }, index) => ({
      start,
      end,
      commitment: measure.commitments[index] ?? null,
    })),
    responsible: [...measure.responsible],
    facets: measure.facets.map(({ facet, start, end }) => ({
      facet,
      start,
      end,
      quote: measure.text.slice(start, end),
    })),
    translation: measure.translation,
    reference: directory.reference(measure, language),
    sourceUrl: data.sourceUrl,
    publishedOn: data.publishedOn.date,
    asOf: data.asOf,
    status: data.status,
    history: historyOf(measure, directory.versions(data.id)).map(
      ({ document, change, moved, measure: now }) => ({
        documentId: document.data.id,
        measureId: now?.id ?? null,
        change,
        moved,
      }),
    ),
    url: directory.measureUrl(measure),
  }
}

/** A document as the API shows it. */
export function documentView(
  { data, chapters, measures }: CorpusDocument,
  directory: Directory,
  language: AnswerLanguage,
): DocumentView {
  return {
    id: data.id,
    title: directory.documentTitle(data.id, language),
    titleBasis: data.title.basis,
    titles: data.title.names,
    office: { id: data.office, name: directory.officeName(data.office, language) },
    issuerBasis: data.issuer.basis,
    nature: data.nature,
    measures: measures.length,
    firstNumber: data.numbering.first,
    lastNumber: data.numbering.last,
    chapters: chapters.map((printed, index) => {
      const own = measures.filter(({ chapter }) => chapter === index)
      const names = data.chapters[index]
      return {
        title: language === 'zh-Hans' || names === undefined ? printed : nameIn(names, language),
        measures: own.length,
        firstNumber: own[0]?.number ?? 0,
        lastNumber: own.at(-1)?.number ?? 0,
      }
    }),
    sourceUrl: data.sourceUrl,
    publishedOn: data.publishedOn.date,
    asOf: data.asOf,
    status: data.status,
    version: data.version,
    validFrom: data.validFrom,
    validUntil: data.validUntil,
    endedBy: data.endedBy,
    versions: directory.versions(data.id).map(({ data: each }) => ({
      id: each.id,
      version: each.version,
      validFrom: each.validFrom,
      validUntil: each.validUntil,
      status: each.status,
      url: directory.documentUrl(each.id),
    })),
    url: directory.documentUrl(data.id),
  }
}
