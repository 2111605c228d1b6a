import { presentEnglish } from '../composition/present-text.js'
import { messagesIn } from '../composition/messages.js'
import type { MeasureRecord } from '../domain/measure.js'
import { findRelativeWords } from '../measures/cautions.js'
import { citationForms } from './citation-forms.js'
import { factList, noticeBox, officeFact, publicationFacts } from './document-facts.js'
import { html, type Html } from './html.js'
import { markedText } from './marked-text.js'
import { facetSection } from './measure-facets.js'
import { measureHistorySection } from './measure-history-section.js'
import { measureBody, shownText, type ShownMeasure, strengthRemarks } from './measure-text.js'
import {
  chapterName,
  listedTitle,
  originalLang,
  type PageContext,
  pageTitle,
  withOriginalWords,
} from './page-context.js'
import { measurePlace, type TextVersion } from './page-links.js'
import { hiddenLanguage } from './search-form.js'
import { siteShell } from './site-shell.js'
import { standingNotice } from './standing-notice.js'
import { inTrail, measureData } from './structured-data.js'

/** A measure: its words, how firm they are, what is known of it, and how to cite it. */
export function measurePage(
  shown: ShownMeasure & { readonly chosenVersion: TextVersion | undefined },
  context: PageContext,
): Html {
  const { measure, marks, version, chosenVersion } = shown
  const { directory, language, texts, links } = context
  const document = directory.document(measure.documentId)
  const reference = directory.reference(measure, language)
  const documentTitle = pageTitle(measure.documentId, context)
  const { text, lang } = shownText(shown, context)
  const english = version === 'en' || language === 'en' ? measure.translation?.title : undefined
  return siteShell(context, {
    title: `${language === 'en' && english !== undefined ? english : measure.title} · ${reference}`,
    description: `${reference} · ${measure.title}`,
    place: measurePlace(measure.id, { marks, version: chosenVersion }),
    archived: directory.standing(measure.documentId) !== 'holds',
    structured: inTrail(context, measureData(measure, context), [
      { name: documentTitle, url: links.absolute({ path: `/documents/${measure.documentId}` }) },
      { name: reference, url: links.absolute({ path: `/measures/${measure.id}` }) },
    ]),
    body: html`<nav class="trail"><ol><li><a href="${links.home()}">${texts.home}</a></li><li><a href="${links.document(measure.documentId)}">${documentTitle}</a></li><li aria-current="page">${language === 'en' ? measure.number : measure.label}</li></ol></nav>
<article>
${standingNotice(measure.documentId, context, measure)}
<hgroup>
<p class="eyebrow">${reference}</p>
<h1 lang="${lang}"><span data-sentence="0">${markedText(text, { start: 0, end: measure.titleEnd }, marks)}</span></h1>
${english !== undefined && html`<p class="english-title" lang="en">${presentEnglish(english)}</p>`}
</hgroup>
${noticeBox(cautionsOf(measure, context), texts.cautions)}
<div class="columns">
<div class="text">
${versionSwitch(shown, context)}
${marks.length > 0 && html`<p class="hint marked">${texts.marked} <a href="#mark-1">${texts.toMark}</a></p>`}
${measureBody(shown, context)}
${strengthSection(measure, context)}
${facetSection(measure, shown, context)}
${measureHistorySection(shown, context)}
${citationSection(shown, context)}
</div>
<aside class="about" aria-labelledby="about"><h2 id="about">${texts.about}</h2>
${measureFacts(measure, context)}
${askSection(measure, context)}
</aside>
</div>
${neighbours(measure, document.measures, context)}
</article>`,
  })
}

function cautionsOf(
  measure: MeasureRecord,
  { corpus, directory, language, texts }: PageContext,
): Html[] {
  const { nature } = directory.document(measure.documentId).data
  const note = texts.natureNotes[nature]
  const caution = corpus.cautions.byMeasure.get(measure.id)?.text[language]
  const words = [...new Set(findRelativeWords(measure, corpus.cautions).map(({ word }) => word))]
  return [
    ...(note === undefined ? [] : [html`${note}`]),
    ...(caution === undefined ? [] : [html`${caution}`]),
    ...(words.length === 0 ? [] : [withOriginalWords(texts.relativeWords(words), language)]),
  ]
}

function versionSwitch(
  { measure, marks, version }: ShownMeasure,
  { texts, links }: PageContext,
): Html {
  const versions: readonly { readonly key: TextVersion; readonly name: string }[] = [
    { key: 'original', name: texts.versionOriginal },
    { key: 'hant', name: texts.versionTraditional },
    ...(measure.translation === null ? [] : [{ key: 'en' as const, name: texts.versionEnglish }]),
  ]
  const note = { original: undefined, hant: texts.noteTraditional, en: texts.noteEnglish }[version]
  return html`<nav class="versions" aria-label="${texts.textVersions}"><ul>${versions.map(
    ({ key, name }) =>
      key === version
        ? html`<li><span aria-current="true">${name}</span></li>`
        : html`<li><a href="${links.measure(measure.id, { marks, version: key })}" rel="nofollow">${name}</a></li>`,
  )}</ul></nav>
${note !== undefined && html`<p class="hint">${note}</p>`}`
}

function strengthSection(measure: MeasureRecord, context: PageContext): Html | undefined {
  const remarks = strengthRemarks(measure, context)
  if (remarks.length === 0) return undefined
  const { texts } = context
  return html`<section class="more" aria-labelledby="strength"><h2 id="strength">${texts.strength}</h2>
<p class="note">${texts.strengthNote}</p>
<ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul></section>`
}

function measureFacts(measure: MeasureRecord, context: PageContext): Html {
  const { directory, language, texts, links } = context
  const document = directory.document(measure.documentId)
  const { chapter } = measure
  return factList([
    {
      name: texts.office,
      value: officeFact(document, directory.officeName(measure.officeId, language), context),
    },
    {
      name: texts.document,
      value: html`<a href="${links.document(measure.documentId)}">${pageTitle(measure.documentId, context)}</a>`,
    },
    ...(chapter === null
      ? []
      : [
          {
            name: texts.chapter,
            value: html`<a href="${links.document(measure.documentId, chapter)}">${chapterName(document, chapter, language)}</a>`,
          },
        ]),
    {
      name: texts.number,
      value: html`<span lang="${originalLang(measure.documentId, context)}">${measure.label}</span>`,
    },
    // Where nobody has looked yet, neither bodies nor that there are none can be told.
    ...(measure.facetsKnown
      ? [
          {
            name: texts.responsible,
            value:
              measure.responsible.length === 0
                ? texts.noneResponsible
                : html`<ul class="plain" lang="${originalLang(measure.documentId, context)}">${measure.responsible.map(
                    ({ name }) => html`<li>${name}</li>`,
                  )}</ul>`,
          },
        ]
      : []),
    ...publicationFacts(document, context),
  ])
}

function askSection(measure: MeasureRecord, context: PageContext): Html {
  const { directory, language, texts, links } = context
  const question = messagesIn(language).ask(directory.reference(measure, language))
  return html`<section class="ask" aria-labelledby="ask"><h2 id="ask">${texts.ask}</h2>
<p class="note">${texts.askNote}</p>
<form method="post" action="${links.file('/search')}">
${hiddenLanguage(context)}
<button type="button" class="main" data-ask="${question}" hidden>${texts.askThis}</button>
<button name="query" value="${measure.title}">${texts.findRelated}</button>
</form></section>`
}

function citationSection({ measure, marks }: ShownMeasure, context: PageContext): Html {
  const { texts } = context
  const forms = citationForms(measure, marks, context)
  const row = (id: string, name: string, text: string): Html => html`<div class="citation">
<h3 id="${id}-name">${name}</h3>
<p id="${id}" class="copyable">${withOriginalWords(text, context.language)}</p>
<button type="button" data-copy="${id}" data-status="${id}-status" data-copied="${texts.copied}" data-selected="${texts.selected}" aria-describedby="${id}-name" hidden>${texts.copy}</button>
<span id="${id}-status" class="hint" role="status"></span>
</div>`
  return html`<section class="more cite" aria-labelledby="cite"><h2 id="cite">${texts.cite}</h2>
${row('cite-plain', texts.citePlain, forms.plain)}
${row('cite-link', texts.citeLink, forms.withLink)}
${row('cite-markdown', texts.citeMarkdown, forms.markdown)}
</section>`
}

function neighbours(
  { id }: MeasureRecord,
  measures: readonly MeasureRecord[],
  context: PageContext,
): Html {
  const { texts, links, language } = context
  const at = measures.findIndex((each) => each.id === id)
  const link = (measure: MeasureRecord | undefined, rel: 'prev' | 'next', name: string) =>
    measure !== undefined &&
    html`<a rel="${rel}" href="${links.measure(measure.id)}"><span class="hint">${name} ${language === 'en' ? String(measure.number) : measure.label}</span>${
      language === 'en' && measure.translation !== null
        ? html`<span>${presentEnglish(measure.translation.title)}</span>`
        : listedTitle(measure.title, measure.documentId, context)
    }</a>`
  return html`<nav class="neighbours" aria-label="${texts.neighbours}">
${link(measures[at - 1], 'prev', texts.previous)}
${link(measures[at + 1], 'next', texts.next)}
</nav>`
}
