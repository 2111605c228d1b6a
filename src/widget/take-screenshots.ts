import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { openBrowser } from './testing/open-browser.js'
import { startServers, type TestServers } from './testing/start-servers.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

const FOLDER = fileURLToPath(new URL('./screenshots', import.meta.url))

/** The panel and what surrounds it a little. */
const DESKTOP = { width: 500, height: 820 }
const WIDE = { width: 880, height: 760 }
const PHONE = { width: 360, height: 740 }

interface Shot {
  readonly name: string
  readonly lang: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly dark?: boolean
  readonly forced?: boolean
  /** What is done before the picture is taken; the panel is open then. */
  readonly act?: (widget: WidgetPage) => Promise<void>
}

const ask =
  (question: string) =>
  async (widget: WidgetPage): Promise<void> => {
    await widget.send(question)
    await widget.answered()
  }
const cite =
  (question: string) =>
  async (widget: WidgetPage): Promise<void> => {
    await ask(question)(widget)
    await widget.page.locator('policy-assistant .text .chip').first().click()
  }
const widen = async ({ page }: WidgetPage): Promise<void> => {
  await page.locator('policy-assistant .tool[aria-pressed]').click()
}
const atTop = async ({ log }: WidgetPage): Promise<void> => {
  await log.evaluate((element) => element.scrollTo({ top: 0, behavior: 'instant' }))
}

const SAMPLE = '货值八千块的样品在口岸等化验结果，能先把货拉走吗？'
const RETURNS = {
  'zh-Hans': '哪些海关支持跨境电商退货？',
  en: 'Which offices let me return cross-border e-commerce goods?',
} as const

const SHOTS: readonly Shot[] = [
  { name: 'welcome-zh-hans', lang: 'zh-Hans' },
  { name: 'welcome-zh-hant', lang: 'zh-Hant-HK' },
  { name: 'welcome-en-dark', lang: 'en', dark: true },
  { name: 'answer-zh-hans', lang: 'zh-Hans', act: ask(SAMPLE) },
  {
    name: 'answer-zh-hant-dark',
    lang: 'zh-Hant-HK',
    dark: true,
    act: ask('預裁定要提前多久申請？'),
  },
  { name: 'citation-zh-hans', lang: 'zh-Hans', act: cite(SAMPLE) },
  {
    name: 'citation-en',
    lang: 'en',
    act: cite('How early must I apply for an advance ruling?'),
  },
  { name: 'comparison-zh-hans', lang: 'zh-Hans', act: ask(RETURNS['zh-Hans']) },
  {
    name: 'comparison-en-wide',
    lang: 'en',
    size: WIDE,
    act: async (widget) => {
      await widen(widget)
      await ask(RETURNS.en)(widget)
    },
  },
  {
    name: 'citation-en-wide-dark',
    lang: 'en',
    size: WIDE,
    dark: true,
    act: async (widget) => {
      await widen(widget)
      await cite(RETURNS.en)(widget)
    },
  },
  { name: 'refusal-zh-hant', lang: 'zh-Hant-HK', act: ask('深圳海關電話幾多') },
  { name: 'clarification-zh-hans', lang: 'zh-Hans', act: ask('有什么优惠') },
  {
    name: 'error-zh-hans',
    lang: 'zh-Hans',
    act: async (widget) => {
      await widget.page.context().setOffline(true)
      await widget.send(SAMPLE)
      await widget.page.locator('policy-assistant .failure').waitFor()
    },
  },
  { name: 'phone-zh-hans', lang: 'zh-Hans', size: PHONE, act: ask(SAMPLE) },
  {
    name: 'phone-citation-en-dark',
    lang: 'en',
    size: PHONE,
    dark: true,
    act: cite('How early must I apply for an advance ruling?'),
  },
  {
    name: 'phone-comparison-en',
    lang: 'en',
    size: PHONE,
    act: async (widget) => {
      await ask(RETURNS.en)(widget)
      await atTop(widget)
    },
  },
  { name: 'forced-colours-zh-hans', lang: 'zh-Hans', forced: true, act: ask(SAMPLE) },
]

/** Takes the pictures of widget and pages into `src/widget/screenshots`, with the real assistant. */
async function takeScreenshots(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const servers = await startServers()
  const browser = await openBrowser()
  try {
    for (const shot of SHOTS) await take(browser, servers, shot)
    for (const shot of PAGES) await takePage(browser, servers, shot)
  } finally {
    await browser.close()
    await servers.close()
  }
}

async function take(
  browser: Browser,
  servers: TestServers,
  { name, lang, size = DESKTOP, dark = false, forced = false, act }: Shot,
): Promise<void> {
  const options: BrowserContextOptions = {
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    forcedColors: forced ? 'active' : 'none',
    reducedMotion: 'reduce',
  }
  const widget = await openWidgetPage(browser, servers, { lang }, options)
  await widget.page.evaluate(() => {
    // A quiet ground: the pictures are of the widget.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      'html { background: light-dark(#e9edf1, #0b0e11); color-scheme: light dark } main { display: none }',
    )
    document.adoptedStyleSheets = [sheet]
  })
  await widget.open()
  await widget.page.locator('policy-assistant #office').waitFor()
  await act?.(widget)
  await widget.page.screenshot({ path: join(FOLDER, `${name}.png`), caret: 'hide' })
  await widget.close()
}

interface PageShot {
  readonly name: string
  readonly path: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly dark?: boolean
}

const PAGE = { width: 1000, height: 800 }

const PAGES: readonly PageShot[] = [
  { name: 'demo-page', path: '/widget/demo?lang=zh-Hans' },
  { name: 'portal-zh-hans', path: '/?lang=zh-Hans' },
  { name: 'portal-en-dark', path: '/?lang=en', dark: true },
  { name: 'portal-phone-zh-hant', path: '/?lang=zh-Hant', size: PHONE },
  { name: 'document-zh-hant', path: '/documents/shenzhen-20?lang=zh-Hant' },
  { name: 'measure-zh-hans', path: '/measures/dalian-43/33?lang=zh-Hans&from=22&to=63' },
  { name: 'measure-en-dark', path: '/measures/dalian-43/33?lang=en', dark: true },
  { name: 'measure-phone-en', path: '/measures/dalian-43/33?lang=en', size: PHONE },
]

async function takePage(
  browser: Browser,
  { assistant }: TestServers,
  { name, path, size = PAGE, dark = false }: PageShot,
): Promise<void> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  await page.goto(`${assistant}${path}`)
  await page.locator('policy-assistant .launcher').waitFor()
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await context.close()
}

await takeScreenshots()
