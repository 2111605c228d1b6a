import type { Span } from '../domain/measure.js'
import type { SearchResponse } from '../domain/search.js'
import { html, type Html } from './html.js'
import { markedText } from './marked-text.js'
import { originalLang, type PageContext } from './page-context.js'
import { searchForm, type SearchEntry } from './search-form.js'
import { siteShell } from './site-shell.js'

type Result = SearchResponse['results'][number]

/** Shortest words that are marked, in characters: single ones stand in too many other words. */
const MIN_HIGHLIGHT = 2

/** What a search came to. */
export interface SearchOutcome {
  readonly entry: SearchEntry
  readonly results: readonly Result[]
  /** Why nothing was searched. */
  readonly problem?: string
}

/** The search form, with what was found. */
export function searchPage(outcome: SearchOutcome | undefined, context: PageContext): Html {
  const { texts } = context
  const entry = outcome?.entry
  return siteShell(context, {
    title: entry === undefined ? texts.search : texts.results,
    place: { path: '/search' },
    hidden: true,
    ...(entry === undefined ? {} : { resend: { query: entry.query, office: entry.office } }),
    body: html`<h1>${entry === undefined ? texts.search : texts.results}</h1>
${searchForm(context, entry, outcome?.problem)}
${outcome !== undefined && outcome.problem === undefined && found(outcome, context)}`,
  })
}

function found({ entry, results }: SearchOutcome, context: PageContext): Html {
  const { texts } = context
  if (results.length === 0) return html`<p class="lead">${texts.noResults}</p>`
  return html`<p class="note">${texts.resultsNote(results.length)}
<button type="button" data-ask="${entry.query}" hidden>${texts.askInstead}</button></p>
<ol class="results">${results.map((result) => resultItem(result, context))}</ol>`
}

function resultItem(result: Result, context: PageContext): Html {
  const { directory, links, language } = context
  const measure = directory.measure(result.measureId)
  const lang = originalLang(result.measureId.slice(0, result.measureId.lastIndexOf('/')), context)
  const at = measure?.text.indexOf(result.snippet) ?? -1
  const isTitle = at === 0
  const marks: Span[] = at < 0 || isTitle ? [] : [{ start: at, end: at + result.snippet.length }]
  const english = language === 'en' ? measure?.translation?.title : undefined
  return html`<li>
<p class="eyebrow">${result.reference}</p>
<h2><a href="${links.measure(result.measureId, { marks })}">${
    english ?? html`<span lang="${lang}">${result.title}</span>`
  }</a></h2>
${
  (!isTitle || english !== undefined) &&
  html`<p class="snippet" lang="${lang}">${highlighted(result)}</p>`
}
</li>`
}

/** The snippet with the words of the query; they are no place to link to. */
function highlighted({ snippet, highlights }: Result): Html {
  const marks = highlights
    .map(([start, end]) => ({ start, end }))
    .filter(({ start, end }) => end - start >= MIN_HIGHLIGHT)
  const { markup } = markedText(snippet, { start: 0, end: snippet.length }, marks)
  return { markup: markup.replace(/<mark [^>]*>/g, '<mark>') }
}
