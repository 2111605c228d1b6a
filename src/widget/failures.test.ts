import { describe, expect, test } from 'vitest'
import { skipsBrowser } from './testing/open-browser.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

const QUESTION = '预裁定要提前多久申请？'

describe.skipIf(skipsBrowser)('when something fails', () => {
  const on = useBrowser()

  async function opened(): Promise<WidgetPage> {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    return widget
  }
  async function refuse(
    { page }: WidgetPage,
    status: number,
    code: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await page.route('**/api/v1/answers', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        headers: {
          'access-control-allow-origin': on.servers.host,
          'access-control-expose-headers': 'retry-after',
          ...headers,
        },
        body: JSON.stringify({
          type: 'about:blank',
          title: code,
          status,
          code,
          detail: code,
          requestId: 'r-1',
        }),
      }),
    )
  }

  test.each([
    [500, 'internal', '服务出现故障，请稍后重试。'],
    [503, 'overloaded', '服务正忙，请稍后重试。'],
    [403, 'forbidden', '此页面尚未获准使用本服务，请联系网站管理员。'],
    [400, 'invalid_request', '服务无法处理这个问题，请修改后再发送。'],
  ])('%i is told in words, the question is kept', async (status, code, words) => {
    const widget = await opened()
    await refuse(widget, status, code)
    await widget.send(QUESTION)
    await widget.page.locator('policy-assistant .failure').getByText(words).waitFor()
    await widget.page.getByText('请求编号：r-1').waitFor()
    expect(await widget.field.inputValue()).toBe(QUESTION)
    const spoken = widget.page.locator('policy-assistant .panel > [role="status"]')
    expect(await spoken.textContent()).toBe(`出错：${words}`)
    await widget.page.unroute('**/api/v1/answers')
    if (status === 403) {
      expect(await widget.page.getByRole('button', { name: '重试' }).count()).toBe(0)
    } else {
      await widget.page.getByRole('button', { name: '重试' }).click()
      await widget.answered()
      expect(await widget.field.inputValue()).toBe('')
    }
    await widget.close()
  })

  test('too many questions: no retry before the server’s time', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.page.clock.install()
    await widget.open()
    await refuse(widget, 429, 'rate_limited', { 'retry-after': '40' })
    await widget.send(QUESTION)
    const retry = widget.page.locator('policy-assistant .failure button')
    await retry.waitFor()
    expect(await retry.textContent()).toMatch(/^(?:39|40) 秒后可重试$/)
    expect(await retry.getAttribute('aria-disabled')).toBe('true')
    await widget.page.unroute('**/api/v1/answers')
    let asked = 0
    widget.page.on('request', (request) => {
      if (request.url().endsWith('/answers') && request.method() === 'POST') asked += 1
    })
    await retry.click({ force: true })
    expect(asked).toBe(0)
    await widget.page.clock.runFor(41_000)
    expect(await retry.textContent()).toBe('重试')
    await retry.click()
    await widget.page.clock.resume()
    await widget.answered()
    expect(asked).toBe(1)
    await widget.close()
  })

  test('offline is said at once, and passes', async () => {
    const widget = await opened()
    await widget.page.context().setOffline(true)
    const banner = widget.page.locator('policy-assistant .offline')
    await banner.waitFor()
    await widget.send(QUESTION)
    await widget.page.getByText('目前没有网络连接。恢复后可以重试，问题已保留。').first().waitFor()
    await widget.page.context().setOffline(false)
    await expect.poll(() => banner.count()).toBe(0)
    await widget.page.getByRole('button', { name: '重试' }).click()
    await widget.answered()
    await widget.close()
  })

  test('a dropped connection is tried once more by itself, with the same key', async () => {
    const widget = await opened()
    const keys: (string | undefined)[] = []
    await widget.page.route('**/api/v1/answers', async (route) => {
      const request = route.request()
      if (request.method() === 'OPTIONS') return route.continue()
      keys.push(request.headers()['idempotency-key'])
      return keys.length === 1 ? route.abort('connectionreset') : route.continue()
    })
    await widget.send(QUESTION)
    await widget.answered()
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    await widget.close()
  })

  test('a server that is not there is told after that', async () => {
    const widget = await opened()
    let tries = 0
    await widget.page.route('**/api/v1/answers', (route) => {
      tries += 1
      return route.abort('connectionrefused')
    })
    await widget.send(QUESTION)
    await widget.page.getByText('无法连接到服务，请检查网络后重试。').first().waitFor()
    expect(tries).toBe(2)
    await widget.close()
  })

  test('a slow network shows that the search is under way, then the answer', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    const network = await widget.page.context().newCDPSession(widget.page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 20_000,
    })
    await widget.open()
    await widget.send(QUESTION)
    await widget.page.locator('policy-assistant .searching').waitFor()
    await widget.answered()
    expect(widget.problems).toEqual([])
    await widget.close()
  })

  test('a page that may store nothing has its conversation', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.page.addInitScript(() => {
      Object.defineProperty(globalThis, 'sessionStorage', {
        get() {
          throw new DOMException('no storage', 'SecurityError')
        },
      })
    })
    await widget.page.reload()
    await widget.open()
    await widget.send(QUESTION)
    await widget.answered()
    expect(widget.problems).toEqual([])
    await widget.close()
  })
})
