import type { CorpusDocument } from '../domain/corpus.js'
import { html, type Html } from './html.js'
import type { PageContext } from './page-context.js'
import { timeTextsIn } from './time-texts.js'

/** All versions of a document, the newest first, with what changed in each; nothing where there is one. */
export function versionList({ data }: CorpusDocument, context: PageContext): Html | undefined {
  const { directory, language, links } = context
  const texts = timeTextsIn(language)
  const versions = directory.versions(data.id)
  const [first] = versions
  if (versions.length < 2) return undefined
  return html`<section class="ask" aria-labelledby="versions"><h2 id="versions">${texts.versions}</h2>
<ol class="editions" reversed>${versions.toReversed().map((version) => {
    const { id } = version.data
    const name = directory.edition(id, language)
    return html`<li>${
      id === data.id
        ? html`<span aria-current="true">${name}</span>`
        : html`<a href="${links.document(id)}">${name}</a>`
    } <span class="state">${texts.standings[directory.standing(id)]}</span>
<small>${periodOf(version, context)}</small>
${version !== first && html`<small><a href="${links.changes(id)}">${texts.changesLink}</a></small>`}</li>
`
  })}</ol></section>`
}

/** From when to when a version held. */
export function periodOf({ data }: CorpusDocument, { language }: PageContext): string {
  const texts = timeTextsIn(language)
  const written = (day: string | null): string | null => (day === null ? null : texts.day(day))
  return texts.period(written(data.validFrom), written(data.validUntil))
}
