import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerPageRoutes } from '../http/page-routes.js'
import { createSmallApp } from '../http/small-app.fixture.js'
import { registerWidgetRoutes } from '../http/widget-routes.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { openBrowser, skipsBrowser } from '../widget/testing/open-browser.js'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What the first page may weigh with all it loads, in bytes. */
const PAGE_BYTES = 100_000
/** Time until the first page can be used, in milliseconds. */
const INTERACTIVE_MS = 1000
/** Time that scripts may hold the page up while it loads, in milliseconds. */
const BLOCKED_MS = 50
/** Loads of which the best counts: what another process takes from this machine is not the page's. */
const LOADS = 5

const PUBLIC_URL = 'https://assistant.example'
const PHONE = { viewport: { width: 320, height: 640 } }
const QUOTE = '/measures/hainan-ftp-cases/3?from=672&to=716'

const PAGES = [
  ['the first page', '/'],
  ['a document', '/documents/dalian-43'],
  ['a measure with a quote', '/measures/dalian-43/33?from=22&to=63'],
  ['a measure with cautions and labels', '/measures/haikou-20/1'],
  ['the search form', '/search'],
  ['a page that is not there', '/measures/dalian-43/99'],
] as const

describe.skipIf(skipsBrowser)('pages in a browser', { timeout: 120_000 }, () => {
  const assistant = createFakeAssistant({
    search: async ({ query }) => {
      const measure = assistant.directory.measure('dalian-43/33')
      const { start, end } = measure?.sentences[1] ?? { start: 0, end: 0 }
      return {
        results: [
          {
            measureId: 'dalian-43/33',
            reference: `reference for ${query}`,
            title: measure?.title ?? '',
            office: { id: 'dalian-customs', name: '大连海关' },
            score: 1,
            snippet: measure?.text.slice(start, end) ?? '',
            highlights: [[0, 2]],
          },
        ],
        timings: { totalMs: 1 },
      }
    },
  })
  let app: FastifyInstance
  let browser: Browser
  let address: string

  beforeAll(async () => {
    // Not the whole service, which turns requests away while the machine is busy.
    app = createSmallApp()
    await registerPageRoutes(app, { assistant, publicUrl: PUBLIC_URL })
    registerWidgetRoutes(app, PUBLIC_URL)
    address = await app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.server.closeAllConnections()
    await app?.close()
  })

  /** Runs with a page at an address; hands back what broke on it. */
  async function withPage(
    path: string,
    options: BrowserContextOptions,
    work: (page: Page) => Promise<void>,
  ): Promise<string[]> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      ...options,
    })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 404')) {
        problems.push(`console: ${message.text()}`)
      }
    })
    await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
      console.error('violation of ' + event.violatedDirective + ': ' + event.blockedURI)
    })`)
    try {
      await page.goto(address + path)
      await work(page)
    } finally {
      await context.close()
    }
    return problems
  }

  const withLanguage = (path: string, tag: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}lang=${tag}`

  const isInView = (page: Page, selector: string): Promise<boolean> =>
    page.locator(selector).evaluate((element: { getBoundingClientRect(): DomBox }) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= 800
    })

  describe('without scripts', () => {
    const options = { javaScriptEnabled: false }

    test('one finds a measure by search and by browsing, in a chosen language', async () => {
      await withPage('/', options, async (page) => {
        await page.getByRole('link', { name: '繁體' }).click()
        await page.getByRole('searchbox').fill('預裁定')
        await page.getByRole('button', { name: '檢索' }).click()
        expect(page.url()).toBe(`${address}/search`)
        expect(await page.getByText('reference for 預裁定').count()).toBe(1)
        await page.getByRole('button', { name: 'English' }).click()
        expect(await page.getByRole('searchbox').inputValue()).toBe('預裁定')
        await page.locator('.results a').click()
        expect(page.url()).toContain('/measures/dalian-43/33?')
        expect(page.url()).toContain('lang=en')
        expect(await page.locator('mark').first().textContent()).toContain('3个月前')
        await page.locator('a[rel=next]').click()
        await page.getByRole('link', { name: 'Home' }).click()
        await page.getByRole('link', { name: 'III. Promoting' }).click()
        expect(await isInView(page, '#chapter-3')).toBe(true)
      })
    })

    test('an example question is searched for', async () => {
      await withPage('/?lang=en', options, async (page) => {
        await page.getByRole('button', { name: '预裁定要提前多久申请？' }).click()
        expect(await page.getByText('reference for 预裁定要提前多久申请？').count()).toBe(1)
      })
    })

    test('the quoted words are in view', async () => {
      for (const tag of ['zh-Hans', 'zh-Hant', 'en']) {
        await withPage(withLanguage(QUOTE, tag), options, async (page) => {
          expect(await isInView(page, '#mark-1')).toBe(true)
        })
      }
      await withPage(`${QUOTE}#mark-1`, options, async (page) => {
        expect(await isInView(page, '#mark-1')).toBe(true)
      })
      // What would be seen without a mark is not what was quoted.
      await withPage('/measures/hainan-ftp-cases/3?lang=en', options, async (page) => {
        expect(await isInView(page, '[data-sentence="13"]')).toBe(false)
      })
    })

    test('no button that only a script can serve is shown', async () => {
      await withPage('/measures/dalian-43/33?lang=en', options, async (page) => {
        expect(await page.getByRole('button').allInnerTexts()).toEqual(['Find similar measures'])
      })
    })
  })

  describe('with scripts', () => {
    test('nothing breaks and no policy is violated', async () => {
      for (const [, path] of PAGES) {
        const problems = await withPage(path, {}, async (page) => {
          await page.locator('policy-assistant').waitFor({ state: 'attached' })
        })
        expect(problems).toEqual([])
      }
    })

    test('the quoted words are in view', async () => {
      await withPage(withLanguage(QUOTE, 'en'), {}, async (page) => {
        await page.locator('policy-assistant').waitFor({ state: 'attached' })
        expect(await isInView(page, '#mark-1')).toBe(true)
      })
    })

    test('the keyboard comes past the masthead at once, and sees where it is', async () => {
      await withPage('/?lang=en', {}, async (page) => {
        await page.keyboard.press('Tab')
        expect(await isInView(page, '.skip')).toBe(true)
        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe(
          'solid',
        )
        await page.keyboard.press('Enter')
        await page.keyboard.press('Tab')
        expect(await page.evaluate('document.activeElement.id')).toBe('query')
      })
    })

    test('a citation is copied as it stands there', async () => {
      const permissions = ['clipboard-read', 'clipboard-write']
      await withPage('/measures/dalian-43/33?lang=en', { permissions }, async (page) => {
        await page.getByRole('button', { name: 'Copy' }).nth(2).click()
        await page.getByText('Copied').waitFor()
        const copied = await page.evaluate('navigator.clipboard.readText()')
        expect(copied).toBe(await page.locator('#cite-markdown').textContent())
      })
    })

    test('where copying is not allowed, the citation is selected', async () => {
      await withPage('/measures/dalian-43/33?lang=en', {}, async (page) => {
        await page.evaluate(
          'navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"))',
        )
        await page.getByRole('button', { name: 'Copy' }).first().click()
        await page.getByText('Selected; press the copy key').waitFor()
        expect(await page.evaluate('getSelection().toString()')).toContain('Dalian Customs')
      })
    })

    test('questions go to the widget', async () => {
      await withPage('/?lang=en', {}, async (page) => {
        await page.locator('policy-assistant').waitFor({ state: 'attached' })
        await page.evaluate(
          'document.querySelector("policy-assistant").ask = (question) => { document.title = question }',
        )
        await page.getByRole('button', { name: 'How early must I apply' }).click()
        expect(await page.title()).toBe('How early must I apply for an advance ruling?')
        expect(page.url()).toBe(`${address}/?lang=en`)
      })
    })
  })

  describe.each(['zh-Hans', 'zh-Hant', 'en'])('in %s', (tag) => {
    test.each(PAGES)('axe finds nothing on %s, light and dark', async (_, path) => {
      const axe = await readFile(AXE, 'utf8')
      await withPage(withLanguage(path, tag), {}, async (page) => {
        await page.locator('policy-assistant').waitFor({ state: 'attached' })
        const session = await page.context().newCDPSession(page)
        await session.send('Runtime.evaluate', { expression: axe })
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const { result } = await session.send('Runtime.evaluate', {
            expression: `axe.run({ exclude: ['policy-assistant'] }, { runOnly: ${JSON.stringify(RULES)} })
              .then(({ violations, passes }) => JSON.stringify([passes.length > 0, ...violations.map(
                ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '))]))`,
            awaitPromise: true,
          })
          expect([colorScheme, result.value]).toEqual([colorScheme, '[true]'])
        }
      })
    })

    test('nothing is cut off at 320 pixels', async () => {
      for (const [, path] of PAGES) {
        await withPage(withLanguage(path, tag), PHONE, async (page) => {
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
        })
      }
    })

    test('the longest measure of each document is printed on one page', async () => {
      for (const { data, measures } of assistant.corpus.documents) {
        const longest = measures.toSorted((a, b) => b.text.length - a.text.length)[0]
        // A press report of seven hundred characters with its English beside it needs a second one.
        const most = data.nature === 'press-report' && tag === 'en' ? 2 : 1
        await withPage(withLanguage(`/measures/${longest?.id}`, tag), {}, async (page) => {
          await page.locator('policy-assistant').waitFor({ state: 'attached' })
          expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(most)
        })
      }
    })

    test('a quote, and what may be out of date, is printed on one page', async () => {
      for (const id of ['dalian-43/33?from=22&to=63', 'haikou-20/1']) {
        await withPage(withLanguage(`/measures/${id}`, tag), {}, async (page) => {
          expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1)
        })
      }
    })
  })

  describe('the first page', () => {
    test('weighs little, the widget included', async () => {
      const sizes = new Map<string, number>()
      const bodies: Promise<void>[] = []
      const context = await browser.newContext()
      const page = await context.newPage()
      page.on('response', (response) => {
        const noted = async (): Promise<void> => {
          const body = await response.body()
          // Scripts and styles are sent compressed by any server in front; the page counts as it is.
          const size = response.url() === `${address}/` ? body.length : gzipSync(body).length
          sizes.set(response.url().slice(address.length), size)
        }
        bodies.push(noted())
      })
      await page.goto(`${address}/`, { waitUntil: 'networkidle' })
      await Promise.all(bodies)
      await context.close()
      expect([...sizes.keys()].filter((path) => path.endsWith('.js'))).toHaveLength(2)
      expect(sizes.size).toBeGreaterThanOrEqual(4)
      const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
      expect(total).toBeLessThan(PAGE_BYTES)
      // Nothing comes from elsewhere.
      expect([...sizes.keys()].every((path) => path.startsWith('/'))).toBe(true)
    })

    test('can soon be used, and its scripts hold it up for less than a blink', async () => {
      const loads: { interactive: number; blocked: number }[] = []
      for (let load = 0; load < LOADS; load += 1) {
        await withPage('/', {}, async (page) => {
          await page.locator('policy-assistant').waitFor({ state: 'attached' })
          const measured: unknown = await page.evaluate(`new Promise((resolve) => {
            let blocked = 0
            new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) blocked += Math.max(0, duration - 50)
            }).observe({ type: 'longtask', buffered: true })
            setTimeout(() => resolve({
              interactive: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
              blocked,
            }), 500)
          })`)
          const { interactive, blocked } = Object(measured)
          loads.push({ interactive: Number(interactive), blocked: Number(blocked) })
        })
      }
      expect(Math.min(...loads.map(({ interactive }) => interactive))).toBeLessThan(INTERACTIVE_MS)
      expect(Math.min(...loads.map(({ blocked }) => blocked))).toBeLessThan(BLOCKED_MS)
    })
  })
})

/** What is read of an element's place; the types of pages are not known to the server's tests. */
interface DomBox {
  readonly top: number
  readonly bottom: number
}

/** Pages of a PDF as Chromium writes it. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}
