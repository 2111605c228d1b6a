import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { openBrowser, skipsBrowser } from './testing/open-browser.js'

/** Questions whose answers hold paragraphs, bold words, lists, tables and citations. */
const QUESTIONS = [
  '哪些海关支持跨境电商退货？',
  'Which offices let me return cross-border e-commerce goods?',
  '大连海关有哪些措施？',
  '上海海关的预裁定怎么办',
  '有什么优惠',
  '預裁定要提前多久申請？',
]

/** Texts that an answer does not hold, and that must not become anything either. */
const ODD = [
  'a_b_c $5 ~x~ `y` [1][2] [12',
  '# 标题\n\n> 引\n\n1. 一\n2. 二\n\n<b onclick="x">粗</b>',
  '[x](javascript:alert(1)) ![y](https://e.example/z.png) https://good.example/p',
  '**粗[3]** \uE0001\uE001 end',
]

describe.skipIf(skipsBrowser)('the text of an answer', () => {
  let browser: Browser
  let page: Page
  let texts: readonly string[]

  beforeAll(async () => {
    const { assistant } = await openTestAssistant()
    const answers = await Promise.all(
      QUESTIONS.map((question) =>
        assistant.answer({
          question,
          language: 'auto',
          mode: 'extractive',
          maxCitations: 5,
          trace: false,
        }),
      ),
    )
    texts = [...answers.map(({ text }) => text), ...ODD]
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('./markdown.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'widgetMarkdown',
    })
    browser = await openBrowser()
    page = await browser.newPage()
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
    await page.addScriptTag({
      content: `globalThis.written = (pieces) => {
        const root = document.createElement('div')
        const chip = (number) => Object.assign(document.createElement('button'), { textContent: '#' + number })
        const writer = widgetMarkdown.createAnswerWriter(root, { chip })
        for (const piece of pieces) writer.write(piece)
        writer.end()
        root.normalize()
        return root.innerHTML
      }`,
    })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await closeTestAssistant()
  })

  const written = (pieces: readonly string[]): Promise<string> =>
    page.evaluate<string, readonly string[]>(
      (all) => Reflect.get(globalThis, 'written')(all),
      pieces,
    )

  test('holds every word of the answer, and a chip for every number', async () => {
    for (const text of texts.slice(0, QUESTIONS.length)) {
      const markup = await written([text])
      const plain = await page.evaluate((html) => {
        const box = document.createElement('div')
        box.innerHTML = html
        return box.textContent ?? ''
      }, markup)
      const bare = (words: string): string =>
        words.replace(/\| ?(?:--- \| ?)+/g, '').replace(/[\s|*-]/g, '')
      expect(bare(plain)).toBe(bare(text.replace(/\[(\d+)\]/g, '#$1')))
    }
  })

  test('is the same however it came in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
        async (which, places) => {
          const text = texts[which % texts.length] ?? ''
          const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].toSorted(
            (a, b) => a - b,
          )
          const pieces = [...cuts, text.length].map((end, index) =>
            text.slice(index === 0 ? 0 : cuts[index - 1], end),
          )
          expect(pieces.join('')).toBe(text)
          expect(await written(pieces)).toBe(await written([text]))
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)
})
