import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { hostAddress, type HostPage, type TestServers } from './start-servers.js'

/** A host page with the widget on it. */
export interface WidgetPage {
  readonly page: Page
  readonly launcher: Locator
  readonly panel: Locator
  readonly field: Locator
  readonly log: Locator
  /** What broke on the page: policy violations, errors of scripts, the console's errors. */
  readonly problems: readonly string[]
  /** Opens the panel. */
  open(): Promise<void>
  /** Types a question and sends it. */
  send(question: string): Promise<void>
  /** Waits until the last answer is whole. */
  answered(): Promise<void>
  close(): Promise<void>
}

/** Time for an answer of the real assistant on a busy machine, in milliseconds. */
const ANSWER_MS = 30_000

/** Opens a host page in a browser context of its own. */
export async function openWidgetPage(
  browser: Browser,
  servers: TestServers,
  hostPage: Partial<HostPage> = {},
  options: BrowserContextOptions = {},
): Promise<WidgetPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: hostPage.lang ?? 'zh-CN',
    ...options,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`violation of ${event.violatedDirective}: ${event.blockedURI}`)
    })
  })
  await page.goto(hostAddress(servers, hostPage))
  const panel = page.locator('policy-assistant .panel')
  const field = page.locator('policy-assistant #question')
  return {
    page,
    launcher: page.locator('policy-assistant .launcher'),
    panel,
    field,
    log: page.locator('policy-assistant .log'),
    problems,
    async open() {
      await page.locator('policy-assistant .launcher').click()
      await panel.waitFor()
    },
    async send(question) {
      await field.fill(question)
      await field.press('Enter')
    },
    async answered() {
      await page
        .locator('policy-assistant .turn:last-of-type .tools')
        .waitFor({ timeout: ANSWER_MS })
    },
    close: () => context.close(),
  }
}
