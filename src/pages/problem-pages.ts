import { html, type Html } from './html.js'
import type { PageContext } from './page-context.js'
import type { Place } from './page-links.js'
import { searchForm } from './search-form.js'
import { siteShell } from './site-shell.js'

/** What was looked for and is not there. */
export interface Missing {
  readonly place: Place
  /** The document of a measure that it does not have; undefined where not even that is known. */
  readonly documentId?: string | undefined
  readonly kind: 'page' | 'document' | 'measure'
}

/** What to do where there is nothing: search, or one of the documents. */
export function notFoundPage({ place, documentId, kind }: Missing, context: PageContext): Html {
  const { corpus, directory, language, texts, links } = context
  const numbering =
    documentId === undefined ? undefined : directory.document(documentId).data.numbering
  const reason =
    kind === 'measure' && documentId !== undefined && numbering !== undefined
      ? texts.noSuchMeasure(
          directory.documentTitle(documentId, language),
          numbering.first,
          numbering.last,
        )
      : kind === 'page'
        ? texts.noSuchPage
        : texts.noSuchDocument
  const own = directory.documents.filter(({ data }) => data.id === documentId)
  return siteShell(context, {
    title: texts.notFound,
    place,
    hidden: true,
    body: html`<h1>${texts.notFound}</h1>
<p class="lead">${reason}</p>
<p>${texts.notFoundHelp}</p>
<ul class="plain spaced">${(own.length > 0 ? own : corpus.documents).map(
      ({ data }) =>
        html`<li><a href="${links.document(data.id)}">${directory.documentTitle(data.id, language)}</a></li>`,
    )}</ul>
${searchForm(context)}`,
  })
}

/** That a page cannot be shown: too many ask, the request was none, or the fault is ours. */
export function problemPage(status: number, place: Place, context: PageContext): Html {
  const { texts } = context
  const isBusy = status === 429 || status === 503
  const [title, text] = isBusy
    ? [texts.busy, texts.busyText]
    : status >= 500
      ? [texts.failed, texts.failedText]
      : [texts.refused, texts.refusedText]
  return siteShell(context, {
    title,
    place,
    hidden: true,
    body: html`<h1>${title}</h1>
<p class="lead">${text}</p>`,
  })
}
