import type { CorpusDocument } from '../domain/corpus.js'
import { html, type Html } from './html.js'
import { countOf, numbersOf, type PageContext } from './page-context.js'
import { timeTextsIn } from './time-texts.js'

/** One line of a list of facts. */
export interface Fact {
  readonly name: string
  readonly value: Html | string
}

/** A list of facts. */
export function factList(facts: readonly Fact[]): Html {
  return html`<dl class="fact-list">${facts.map(
    ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}

/** What a reader should know first; nothing where there is nothing to know. */
export function noticeBox(items: readonly Html[], title?: string): Html | undefined {
  if (items.length === 0) return undefined
  return html`<div class="notice">${title !== undefined && html`<h2>${title}</h2>`}${items.map(
    (item) => html`<p>${item}</p>`,
  )}</div>`
}

/** What is known of a document; what is not known is said to be so. */
export function documentFacts(document: CorpusDocument, context: PageContext): Html {
  const { directory, language, texts } = context
  const { data, measures } = document
  const count = countOf(document, measures.length, context)
  return factList([
    {
      name: texts.office,
      value: officeFact(document, directory.officeName(data.office, language), context),
    },
    {
      name: texts.contents,
      value: data.numbering.first === 1 ? count : `${count} · ${numbersOf(document, context)}`,
    },
    ...publicationFacts(document, context),
    ...(data.title.basis === 'stated' ? [] : [{ name: texts.title, value: texts.titleInferred }]),
  ])
}

/** The office, with a word where the text does not name who issued it. */
export function officeFact({ data }: CorpusDocument, name: string, { texts }: PageContext): Html {
  return html`${name}${data.issuer.basis !== 'stated' && html`<small>${texts.issuerInferred}</small>`}`
}

/** Kind, dates, source and status. */
export function publicationFacts(
  { data }: CorpusDocument,
  { texts, language }: PageContext,
): Fact[] {
  const { publishedOn, asOf, sourceUrl, validFrom, validUntil } = data
  const time = timeTextsIn(language)
  return [
    { name: texts.kind, value: texts.natures[data.nature] },
    { name: texts.published, value: publishedOn.date ?? texts.notStated },
    ...(asOf.date === null ? [] : [{ name: texts.asOf, value: asOf.date }]),
    ...(validFrom === null ? [] : [{ name: time.validFrom, value: validFrom }]),
    ...(validUntil === null ? [] : [{ name: time.validUntil, value: validUntil }]),
    { name: texts.status, value: texts.statuses[data.status] },
    {
      name: texts.source,
      value:
        sourceUrl === null
          ? texts.sourceUnknown
          : html`<a href="${sourceUrl}" rel="noopener">${texts.sourceLink}</a>`,
    },
  ]
}
