import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { presentEnglish } from '../composition/present-text.js'
import { documentFacts, noticeBox } from './document-facts.js'
import { html, type Html } from './html.js'
import {
  chapterName,
  countOf,
  listedTitle,
  originalLang,
  type PageContext,
  pageTitle,
} from './page-context.js'
import { siteShell } from './site-shell.js'
import { standingNotice } from './standing-notice.js'
import { documentData, inTrail } from './structured-data.js'
import { versionList } from './version-list.js'

/** A document: what is known of it, and its measures by chapter. */
export function documentPage(document: CorpusDocument, context: PageContext): Html {
  const { directory, language, texts, links } = context
  const { data, chapters, measures } = document
  const title = pageTitle(data.id, context)
  const place = { path: `/documents/${data.id}` }
  const note = texts.natureNotes[data.nature]
  return siteShell(context, {
    title,
    description: `${directory.officeName(data.office, language)} · ${title} · ${countOf(document, measures.length, context)}`,
    place,
    archived: directory.standing(data.id) !== 'holds',
    structured: inTrail(context, documentData(document, context), [
      { name: title, url: links.absolute(place) },
    ]),
    body: html`<nav class="trail"><ol><li><a href="${links.home()}">${texts.home}</a></li><li aria-current="page">${title}</li></ol></nav>
${standingNotice(data.id, context)}
<hgroup>
<p class="eyebrow">${directory.officeName(data.office, language)}</p>
<h1>${title}</h1>
</hgroup>
${note !== undefined && noticeBox([html`${note}`])}
<div class="columns">
<div class="text">
${
  chapters.length === 0
    ? measureList(measures, context)
    : chapters.map((_, index) => {
        const own = measures.filter(({ chapter }) => chapter === index)
        return html`<section aria-labelledby="chapter-${index + 1}">
<div class="heading"><h2 id="chapter-${index + 1}">${chapterName(document, index, language)}</h2>
<p class="note">${countOf(document, own.length, context)}</p></div>
${measureList(own, context)}
</section>`
      })
}
</div>
<aside class="about" aria-labelledby="about"><h2 id="about">${texts.about}</h2>
${documentFacts(document, context)}
${versionList(document, context)}
</aside>
</div>`,
  })
}

function measureList(measures: readonly MeasureRecord[], context: PageContext): Html {
  const { language, links } = context
  return html`<ul class="measures">${measures.map(
    ({ id, documentId, key, label, title, translation }) => {
      const shown = language === 'en' ? key : label
      const english = language === 'en' ? translation?.title : undefined
      return html`<li><span class="label">${shown}</span><span class="what"><a href="${links.measure(id)}">${
        english === undefined ? listedTitle(title, documentId, context) : presentEnglish(english)
      }</a>${
        english !== undefined &&
        html`<span class="original" lang="${originalLang(documentId, context)}">${title}</span>`
      }</span></li>
`
    },
  )}</ul>`
}
