import { html, type Html } from './html.js'
import type { PageContext } from './page-context.js'
import { PAGE_LANGUAGES, type Place } from './page-links.js'
import { SITE_ICON_PATH, SITE_SCRIPT_PATH, SITE_STYLE_PATH } from './site-files.js'

/** A public page without what all have in common. */
export interface SitePage {
  readonly title: string
  readonly description?: string
  readonly place: Place
  readonly body: Html
  /** Data for search engines (JSON-LD). */
  readonly structured?: unknown
  /** What is sent again when the language is switched; for pages that a form has led to. */
  readonly resend?: Readonly<Record<string, string>>
  /** Whether search engines should keep away. */
  readonly hidden?: boolean
  /** Whether it is kept for those who have its address: search engines should show another page. */
  readonly archived?: boolean
}

/** A public page: head, masthead with the language switch, content, footer, widget. */
export function siteShell(context: PageContext, page: SitePage): Html {
  const { language, texts, links } = context
  const { title, description, place, body, structured, hidden = false, archived = false } = page
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === texts.siteName ? title : `${title} · ${texts.siteName}`}</title>
${description !== undefined && html`<meta name="description" content="${description}">`}
${(hidden || archived) && html`<meta name="robots" content="noindex">`}
${!hidden && indexLinks(context, place)}
<link rel="icon" type="image/svg+xml" href="${links.file(SITE_ICON_PATH)}">
<link rel="stylesheet" href="${links.file(SITE_STYLE_PATH)}">
${structured !== undefined && html`<script type="application/ld+json">${dataBlock(structured)}</script>`}
<script src="${links.file(SITE_SCRIPT_PATH)}" defer></script>
<script src="${links.file('/widget/v1/widget.js')}" defer data-lang="${language}"></script>
</head>
<body>
<a class="skip" href="#content">${texts.skipToContent}</a>
<header class="masthead">
<div class="wide">
<a class="name" href="${links.home()}">${texts.siteName}</a>
<nav aria-label="${texts.mainMenu}"><a href="${links.home()}#documents">${texts.browse}</a> <a href="${links.search()}">${texts.search}</a></nav>
${languageSwitch(context, page)}
</div>
</header>
<main id="content" class="wide" tabindex="-1">
${body}
</main>
<footer class="foot">
<div class="wide">
${texts.footer.map((paragraph) => html`<p>${paragraph}</p>`)}
</div>
</footer>
</body>
</html>
`
}

function indexLinks({ links }: PageContext, place: Place): Html {
  // Marks and versions of a text are views of one page.
  const own = { path: place.path }
  return html`<link rel="canonical" href="${links.canonical(own)}">
${PAGE_LANGUAGES.map(
  ({ tag }) =>
    html`<link rel="alternate" hreflang="${tag}" href="${links.absolute(own, tag)}">
`,
)}<link rel="alternate" hreflang="x-default" href="${links.absolute(own)}">`
}

function languageSwitch({ language, texts, links }: PageContext, page: SitePage): Html {
  const current = PAGE_LANGUAGES.find(({ tag }) => language.startsWith(tag))
  const { resend } = page
  const items = PAGE_LANGUAGES.map(({ tag, name }) => {
    if (tag === current?.tag)
      return html`<li><span lang="${tag}" aria-current="true">${name}</span></li>`
    return resend === undefined
      ? html`<li><a lang="${tag}" hreflang="${tag}" href="${links.inLanguage(page.place, tag)}">${name}</a></li>`
      : html`<li><button lang="${tag}" name="lang" value="${tag}">${name}</button></li>`
  })
  const list = html`<ul>${items}</ul>`
  // What was typed never stands in an address: it is sent again.
  return resend === undefined
    ? html`<nav class="languages" aria-label="${texts.languages}">${list}</nav>`
    : html`<form class="languages" method="post" action="${links.file(page.place.path)}" aria-label="${texts.languages}">
${Object.entries(resend).map(
  ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
)}${list}</form>`
}

/** JSON that cannot end the element it stands in. */
function dataBlock(data: unknown): Html {
  return { markup: JSON.stringify(data).replace(/</g, '\\u003c') }
}
