import { dayAfter } from '../documents/document-versions.js'
import { historyOf } from '../documents/measure-history.js'
import type { MeasureRecord } from '../domain/measure.js'
import { html, type Html } from './html.js'
import type { PageContext } from './page-context.js'
import { timeTextsIn } from './time-texts.js'

/**
 * That a document holds no more, or not yet, and where what holds now can be read; nothing for one that
 * holds.
 *
 * @param measure The measure that is shown: what became of it is told as well.
 */
export function standingNotice(
  documentId: string,
  context: PageContext,
  measure?: MeasureRecord,
): Html | undefined {
  const { directory, language } = context
  const standing = directory.standing(documentId)
  if (standing === 'holds') return undefined
  const { data } = directory.document(documentId)
  const texts = timeTextsIn(language)
  const current = currentDocument(documentId, context)
  const successor = directory.successorName(documentId, language)
  // What is linked to below need not be named twice.
  const isLinked = current !== undefined && directory.documentName(current, language) === successor
  const said =
    standing === 'not_yet'
      ? texts.notYet(texts.day(data.validFrom ?? ''))
      : texts.ended(
          data.status,
          data.validUntil === null ? null : texts.day(dayAfter(data.validUntil)),
          isLinked ? null : successor,
        )
  const lines = [
    html`${said}`,
    ...(current === undefined ? [] : [currentLine(current, context)]),
    ...(measure === undefined ? [] : measureLine(measure, context)),
  ]
  return html`<div class="notice standing" role="note">${lines.map((line) => html`<p>${line}</p>`)}</div>`
}

/** Id of the version that holds today, else of the document that took the place of this one. */
function currentDocument(documentId: string, { directory }: PageContext): string | undefined {
  const { endedBy } = directory.document(documentId).data
  const current =
    directory.versions(documentId).find(({ data }) => directory.standing(data.id) === 'holds') ??
    directory.documents.find(({ data }) => data.id === endedBy && data.id !== documentId)
  return current?.data.id
}

function currentLine(id: string, { directory, links, language }: PageContext): Html {
  return html`${timeTextsIn(language).currentVersion}<a href="${links.document(id)}">${directory.documentName(id, language)}</a>`
}

/** What became of a measure in the version that holds today. */
function measureLine(measure: MeasureRecord, { directory, links, language }: PageContext): Html[] {
  const versions = directory.versions(measure.documentId)
  const texts = timeTextsIn(language)
  const history = historyOf(measure, versions)
  const link = (other: MeasureRecord): Html =>
    html`<a href="${links.measure(other.id)}">${directory.reference(other, language)}</a>`
  const now = history.find(({ document }) => directory.standing(document.data.id) === 'holds')
  if (now?.measure !== undefined) return [html`${texts.measureNow}${link(now.measure)}`]
  const end = history.find(({ change }) => change === 'removed')
  if (end === undefined) return []
  return end.other === undefined
    ? [html`${texts.measureGone}`]
    : [html`${texts.measureMerged}${link(end.other)}`]
}
