import { expect, test } from 'vitest'
import { createScriptConverter } from '../scripts/convert-script.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { html } from './html.js'
import { createPageLinks } from './page-links.js'
import { siteShell } from './site-shell.js'
import { siteTextsIn } from './site-texts.js'

test('data for search engines cannot end its element, nor a title its own', () => {
  const { corpus, directory } = createFakeAssistant()
  const attack = '</script></title><script>alert(1)</script>'
  const { markup } = siteShell(
    {
      corpus,
      directory,
      converter: createScriptConverter(),
      language: 'en',
      texts: siteTextsIn('en'),
      links: createPageLinks('https://assistant.example', undefined),
    },
    { title: attack, place: { path: '/' }, body: html`<h1>x</h1>`, structured: { name: attack } },
  )
  expect(markup).not.toContain('<script>alert')
  const [, block = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(markup) ?? []
  expect(JSON.parse(block)).toEqual({ name: attack })
})
