import { html, type Html } from '../../pages/html.js'
import {
  DEMO_ATTRIBUTES,
  DEMO_EVENTS,
  DEMO_METHODS,
  DEMO_PROPERTIES,
  DEMO_WORDS,
  type DemoEntry,
  type DemoLanguage,
} from './demo-text.js'

/** What the demo page shows of the running service. */
export interface DemoPageData {
  readonly language: DemoLanguage
  /** Where the service is reached. */
  readonly publicUrl: string
  readonly versioned: string
  readonly integrity: string
}

/** The live page that documents the widget. Its own files stand beside it, so that nothing is inline. */
export function demoPage({ language, publicUrl, versioned, integrity }: DemoPageData): Html {
  const say = (words: keyof typeof DEMO_WORDS): string => DEMO_WORDS[words][language]
  const server = publicUrl.replace(/\/+$/, '')
  const script = `<script src="${server}/widget/v1/widget.js" defer></script>`
  const pinned = `<script src="${server}${versioned}"
        integrity="${integrity}"
        crossorigin="anonymous" defer></script>`
  const element = '<policy-assistant lang="zh-Hans" theme="light"></policy-assistant>'
  const policy = `script-src ${new URL(server).origin}; connect-src ${new URL(server).origin}`
  const other = language === 'en' ? 'zh-Hans' : 'en'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('title')}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="demo.css">
<script src="v1/widget.js" defer></script>
<script src="demo.js" defer></script>
</head>
<body>
<header>
<p class="switch"><a href="?lang=${other}" lang="${other}" hreflang="${other}">${other === 'en' ? 'English' : '简体中文'}</a></p>
<h1>${say('title')}</h1>
<p class="lead">${say('lead')}</p>
</header>
<main>
<section>
<h2>${say('try')}</h2>
<p class="buttons">
<button type="button" data-call="open">${say('tryOpen')}</button>
<button type="button" data-call="ask" data-question="${say('question')}">${say('tryAsk')}</button>
<button type="button" data-call="newConversation">${say('tryNew')}</button>
</p>
<h3>${say('log')}</h3>
<ol id="events" tabindex="0" aria-label="${say('log')}"></ol>
</section>
<section>
<h2>${say('embed')}</h2>
<pre tabindex="0"><code>${script}</code></pre>
<p>${say('embedPinned')}</p>
<pre tabindex="0"><code>${pinned}</code></pre>
<p>${say('embedElement')}</p>
<pre tabindex="0"><code>${element}</code></pre>
<p>${say('policy')}</p>
<pre tabindex="0"><code>${policy}</code></pre>
<p>${say('origin')} ${say('privacy')}</p>
</section>
<section>
<h2>${say('attributes')}</h2>
<p>${say('attributesNote')}</p>
${table(DEMO_ATTRIBUTES, language, say('default'))}
</section>
<section>
<h2>${say('methods')}</h2>
${table(DEMO_METHODS, language)}
</section>
<section>
<h2>${say('events')}</h2>
${table(DEMO_EVENTS, language, say('detail'))}
</section>
<section>
<h2>${say('properties')}</h2>
<p>${say('partsNote')}</p>
${table(DEMO_PROPERTIES, language, say('default'))}
</section>
</main>
</body>
</html>
`
}

function table(entries: readonly DemoEntry[], language: DemoLanguage, valueHead?: string): Html {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${DEMO_WORDS.name[language]}</th>${
    valueHead !== undefined && html`<th scope="col">${valueHead}</th>`
  }<th scope="col">${DEMO_WORDS.meaning[language]}</th></tr></thead>
<tbody>${entries.map(
    ({ name, value, about }) =>
      html`<tr><th scope="row"><code>${name}</code></th>${
        valueHead !== undefined && html`<td>${value !== '' && html`<code>${value}</code>`}</td>`
      }<td>${about[language]}</td></tr>\n`,
  )}</tbody>
</table></div>`
}
