import { messagesIn } from '../composition/messages.js'
import type { CorpusDocument } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import { html, type Html } from './html.js'
import { chapterName, countOf, numbersOf, type PageContext } from './page-context.js'
import { hiddenLanguage, searchForm } from './search-form.js'
import { siteShell } from './site-shell.js'

/** The written forms in which examples are shown, with the names that their readers know. */
const EXAMPLE_LANGUAGES: readonly { readonly language: AnswerLanguage; readonly name: string }[] = [
  { language: 'zh-Hans', name: '简体中文' },
  { language: 'zh-Hant-HK', name: '繁體中文' },
  { language: 'en', name: 'English' },
]

/** The first page: what there is, search, example questions, documents by office and chapter. */
export function portalPage(context: PageContext): Html {
  const { corpus, directory, language, texts, links } = context
  const offices = [...new Set(corpus.documents.map(({ data }) => data.office))]
    .map((id) => directory.officeName(id, language))
    .join(texts.listSeparator)
  const { length } = corpus.measures
  const lead = texts.portalLead(offices, corpus.documents.length, length)
  return siteShell(context, {
    title: texts.siteName,
    description: lead,
    place: { path: '/' },
    structured: {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: texts.siteName,
      url: links.absolute({ path: '/' }),
      inLanguage: ['zh-Hans', 'zh-Hant', 'en'],
    },
    body: html`<section class="hero">
<h1>${texts.portalTitle}</h1>
<p class="lead">${lead}</p>
${searchForm(context)}
</section>
<section aria-labelledby="examples">
<h2 id="examples">${texts.examples}</h2>
<p class="note">${texts.examplesNote}</p>
<form class="examples" method="post" action="${links.file('/search')}">
${hiddenLanguage(context)}
${EXAMPLE_LANGUAGES.map(examplesIn)}
</form>
</section>
<section aria-labelledby="documents">
<div class="heading"><h2 id="documents">${texts.documentsHeading}</h2>
<p class="note">${texts.documentsNote(corpus.documents.length, length)}</p></div>
<ul class="shelf">${corpus.documents.map((document) => shelfRow(document, context))}</ul>
</section>
<section aria-labelledby="how">
<h2 id="how">${texts.how}</h2>
<dl class="points">${texts.howPoints.map(
      ({ title, text }) => html`<div><dt>${title}</dt><dd>${text}</dd></div>`,
    )}</dl>
</section>`,
  })
}

function examplesIn({ language, name }: (typeof EXAMPLE_LANGUAGES)[number]): Html {
  const questions = messagesIn(language).exampleQuestions
  return html`<div lang="${language}">
<h3>${name}</h3>
<ul>${questions.map(
    ({ question }) =>
      html`<li><button name="query" value="${question}" data-ask="${question}">${question}</button></li>`,
  )}</ul>
</div>`
}

function shelfRow(document: CorpusDocument, context: PageContext): Html {
  const { directory, language, texts, links } = context
  const { data, chapters, measures } = document
  return html`<li>
<p class="eyebrow">${directory.officeName(data.office, language)}</p>
<div>
<h3><a href="${links.document(data.id)}">${directory.documentTitle(data.id, language)}</a></h3>
<p class="facts">${texts.natures[data.nature]}${data.numbering.first !== 1 && ` · ${numbersOf(document, context)}`}</p>
${
  chapters.length > 0 &&
  html`<h4 class="away">${texts.chapters}</h4>
<ul class="chapters">${chapters.map((_, index) => {
    const count = measures.filter(({ chapter }) => chapter === index).length
    return html`<li><a href="${links.document(data.id, index)}">${chapterName(document, index, language)}</a> <span class="count">${countOf(document, count, context)}</span></li>`
  })}</ul>`
}
</div>
<p class="count total">${countOf(document, measures.length, context)}</p>
</li>
`
}
