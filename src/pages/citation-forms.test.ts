import { describe, expect, test } from 'vitest'
import type { AnswerLanguage } from '../domain/language.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { citationForms } from './citation-forms.js'
import type { PageContext } from './page-context.js'
import { createPageLinks } from './page-links.js'
import { siteTextsIn } from './site-texts.js'

const { corpus, directory } = createFakeAssistant()

function contextIn(language: AnswerLanguage): PageContext {
  return {
    corpus,
    directory,
    converter: createScriptConverter(),
    language,
    texts: siteTextsIn(language),
    links: createPageLinks('https://assistant.example', language),
  }
}

describe('citations', () => {
  const measure = directory.measure('dalian-43/33')
  if (measure === undefined) throw new Error('expected dalian-43/33 in the corpus')
  const quote = { start: 22, end: 63 }

  test('name the office, the number and the title, and lead to the page', () => {
    const { plain, withLink, markdown } = citationForms(measure, [], contextIn('zh-Hans'))
    expect(plain).toBe('大连海关43项惠企措施第（三十三）项“提供‘一次办理、全国通用’的‘预裁定’服务”')
    expect(withLink).toBe(`${plain} https://assistant.example/measures/dalian-43/33`)
    expect(markdown).toBe(`[${plain}](https://assistant.example/measures/dalian-43/33)`)
  })

  test('carry the marked words unchanged, and a link that marks them', () => {
    for (const language of ['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const) {
      const { plain, withLink } = citationForms(measure, [quote], contextIn(language))
      expect(plain).toContain(measure.text.slice(quote.start, quote.end))
      expect(withLink).toMatch(/\?from=22&to=63$/)
    }
  })

  test('every measure: words with quotation marks of their own are not changed', () => {
    for (const each of corpus.measures) {
      const last = each.sentences.at(-1)
      if (last === undefined) throw new Error(`expected sentences in ${each.id}`)
      const { plain } = citationForms(each, [last], contextIn('zh-Hans'))
      expect(plain).toContain(each.text.slice(last.start, last.end))
    }
  })

  test('what Markdown would read as its own is escaped', () => {
    const odd = { ...measure, title: 'a[b](c)*d*_e_`f`<g>' }
    const { markdown } = citationForms(odd, [], contextIn('en'))
    expect(markdown).toContain('a\\[b\\](c)\\*d\\*\\_e\\_\\`f\\`\\<g\\>')
  })
})
