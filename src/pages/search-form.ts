import { QUESTION_MAX_LENGTH } from '../domain/answer.js'
import { html, type Html } from './html.js'
import type { PageContext } from './page-context.js'

/** What stands in the search form. */
export interface SearchEntry {
  readonly query: string
  readonly office: string
}

/**
 * The search form. It posts: what people ask never stands in an address, a history or a log.
 *
 * @param entry What was searched for before.
 */
export function searchForm(context: PageContext, entry?: SearchEntry, problem?: string): Html {
  const { texts, links, corpus, directory, language } = context
  const covered = [...new Set(corpus.documents.map(({ data }) => data.office))]
  const invalid: Html = {
    markup: problem === undefined ? '' : ' aria-invalid="true" autofocus',
  }
  return html`<form class="search" role="search" method="post" action="${links.file('/search')}">
${hiddenLanguage(context)}
<label for="query">${texts.searchLabel}</label>
<div class="line">
<input id="query" name="query" type="search" value="${entry?.query ?? ''}" maxlength="${QUESTION_MAX_LENGTH}" autocomplete="off" aria-describedby="query-hint"${invalid}>
<label class="away" for="office">${texts.officeLabel}</label>
<select id="office" name="office"><option value="">${texts.allOffices}</option>${covered.map(
    (id) => {
      const selected: Html = { markup: id === entry?.office ? ' selected' : '' }
      return html`<option value="${id}"${selected}>${directory.officeName(id, language)}</option>`
    },
  )}</select>
<button class="main">${texts.searchButton}</button>
</div>
<p id="query-hint" class="hint">${problem !== undefined && html`<strong class="problem">${problem}</strong> `}${texts.searchHint}</p>
</form>`
}

/** Keeps a language that was chosen when a form is sent. */
export function hiddenLanguage({ links }: PageContext): Html | false {
  return (
    links.chosen !== undefined && html`<input type="hidden" name="lang" value="${links.chosen}">`
  )
}
