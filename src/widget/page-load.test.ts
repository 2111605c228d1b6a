import { describe, expect, test } from 'vitest'
import { skipsBrowser } from './testing/open-browser.js'
import { hostAddress } from './testing/start-servers.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage } from './testing/widget-page.js'

/** What the script may keep the page's thread from other work, in milliseconds. */
const MAX_BLOCKED_MS = 50

/** Loads of which the quickest counts: other work on the machine can only make one slower. */
const LOADS = 5

describe.skipIf(skipsBrowser)('what the widget costs a page', () => {
  const on = useBrowser()

  test('running the script blocks the page for less than a noticeable time', async () => {
    const blocked: number[] = []
    for (let load = 0; load < LOADS; load += 1) {
      const context = await on.browser.newContext()
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('Performance.enable')
      await page.goto(hostAddress(on.servers))
      await page.locator('policy-assistant .launcher').waitFor()
      const { metrics } = await session.send('Performance.getMetrics')
      const seconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value
      blocked.push((seconds ?? Number.POSITIVE_INFINITY) * 1000)
      await context.close()
    }
    expect(Math.min(...blocked)).toBeGreaterThan(0)
    expect(Math.min(...blocked)).toBeLessThan(MAX_BLOCKED_MS)
  }, 60_000)

  test('a page that is only read asks for one file, and stores nothing', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    const requests: string[] = []
    widget.page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    await widget.page.reload()
    await widget.launcher.waitFor()
    expect(requests.filter((path) => path !== '/' && path !== '/favicon.ico')).toEqual([
      '/widget/v1/widget.js',
    ])
    expect(await widget.page.context().cookies()).toEqual([])
    expect(await widget.page.evaluate(() => localStorage.length)).toBe(0)
    await widget.close()
  })

  test('the demo page shows the widget, its interface and its events, under its own policy', async () => {
    const context = await on.browser.newContext()
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(`${on.servers.assistant}/widget/demo?lang=en`)
    await page.getByRole('button', { name: 'Ask a question' }).click()
    await page.locator('policy-assistant .tools').waitFor()
    const events = await page.locator('#events li').allTextContents()
    expect(events.map((text) => text.split(' ')[0])).toEqual([
      'policy-assistant:open',
      'policy-assistant:question',
      'policy-assistant:answer',
    ])
    expect(problems).toEqual([])
    await context.close()
  })

  test.each([
    ['its published hash', true],
    ['another hash', false],
  ])('a fixed version with %s: it runs is %s', async (_name, runs) => {
    const response = await fetch(`${on.servers.assistant}/widget/v1/integrity.json`)
    const { versioned, integrity } = (await response.json()) as Record<string, string>
    const hash = runs ? integrity : `sha384-${'A'.repeat(64)}`
    const pinned = `<script src="${on.servers.assistant}${versioned}" integrity="${hash}" crossorigin="anonymous"></script>`
    const widget = await openWidgetPage(on.browser, on.servers, {
      attributes: 'data-element="none"',
      body: pinned,
    })
    expect(await widget.launcher.count()).toBe(runs ? 1 : 0)
    await widget.close()
  })
})
