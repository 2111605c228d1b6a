import { describe, expect, test } from 'vitest'
import { skipsBrowser } from './testing/open-browser.js'
import { createScriptedAssistant, type ScriptedAssistant } from './testing/script-assistant.js'
import { startServers } from './testing/start-servers.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

const LONG = '很长的回答'
/** Each piece is a paragraph: together they are several panels high. */
const PIECES = Array.from({ length: 40 }, (_, index) => `第${index + 1}段，说明办理的条件。\n\n`)

describe.skipIf(skipsBrowser)('while an answer comes', () => {
  let scripted: ScriptedAssistant
  const on = useBrowser(async () => {
    const servers = await startServers({
      assistant: (real) => {
        scripted = createScriptedAssistant(real)
        return scripted.assistant
      },
    })
    scripted.script(LONG, { pieces: PIECES })
    return servers
  })

  async function opened(): Promise<WidgetPage> {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    return widget
  }
  const paragraphs = ({ page }: WidgetPage, count: number) =>
    page.locator(`policy-assistant .turn:last-of-type .text p:nth-of-type(${count})`).waitFor()
  const scrollTop = ({ log }: WidgetPage) => log.evaluate((element) => element.scrollTop)

  test('nothing scrolls but the question to the top, and the reader', async () => {
    const widget = await opened()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    await widget.send(LONG)
    scripted.release(1)
    await paragraphs(widget, 1)
    const place = await widget.log.evaluate((log) => {
      const question = [...log.querySelectorAll('.turn')].at(-1)
      return (question?.getBoundingClientRect().top ?? 0) - log.getBoundingClientRect().top
    })
    expect(Math.abs(place)).toBeLessThan(2)

    const asked = await scrollTop(widget)
    scripted.release(19)
    await paragraphs(widget, 20)
    expect(await scrollTop(widget)).toBe(asked)

    const jump = widget.page.locator('policy-assistant .jump')
    await jump.waitFor()
    await jump.click()
    await expect.poll(() => jump.count()).toBe(0)
    expect(await scrollTop(widget)).toBeGreaterThan(asked)

    // A reader goes back to an earlier line, and stays there to the end of the answer.
    await widget.log.evaluate((log) => log.scrollTo({ top: 30, behavior: 'instant' }))
    scripted.release(19)
    await paragraphs(widget, 39)
    expect(await scrollTop(widget)).toBe(30)
    scripted.release(1)
    await widget.answered()
    expect(await scrollTop(widget)).toBe(30)
    await widget.close()
  })

  test('the log is silent, and the status speaks at most three times', async () => {
    const widget = await opened()
    await widget.page.evaluate(() => {
      const root = document.querySelector('policy-assistant')?.shadowRoot
      const status = root?.querySelector('.panel > [role="status"]')
      const said: string[] = []
      Object.assign(globalThis, { said })
      new MutationObserver(() => {
        const text = status?.textContent ?? ''
        if (text !== '') said.push(text)
      }).observe(status ?? document, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
    await widget.send(LONG)
    scripted.release(10)
    await paragraphs(widget, 10)
    expect(await widget.log.getAttribute('aria-live')).toBe('off')
    expect(await widget.log.getAttribute('aria-busy')).toBe('true')
    scripted.release(30)
    await widget.answered()
    expect(await widget.log.getAttribute('aria-busy')).toBe('false')
    const said: unknown = await widget.page.evaluate(() => Reflect.get(globalThis, 'said'))
    expect(said).toEqual(['正在查找相关措施', '回答完毕，共 1 处出处。'])
    await widget.close()
  })

  test('stopping ends the work, keeps what came, and lets it be answered again', async () => {
    const widget = await opened()
    const left = scripted.left
    await widget.send(LONG)
    scripted.release(5)
    await paragraphs(widget, 5)
    await widget.page.getByRole('button', { name: '停止回答' }).click()
    await widget.page.getByText('回答已停止，内容不完整。').waitFor()
    await expect.poll(() => scripted.left, { timeout: 5_000 }).toBe(left + 1)
    expect(await widget.page.locator('policy-assistant .text p').count()).toBe(5)
    await widget.page.getByRole('button', { name: '重新回答' }).click()
    scripted.release(40)
    await widget.answered()
    expect(await widget.page.locator('policy-assistant .turn').count()).toBe(1)
    await widget.close()
  })

  test('an answer that breaks off keeps what came and says so', async () => {
    const widget = await opened()
    scripted.script('会断的回答', { pieces: PIECES.slice(0, 3), end: 'error' })
    await widget.send('会断的回答')
    scripted.release(3)
    await widget.page.getByText('连接中断，以上内容不完整。').waitFor()
    await widget.page.getByText('服务出现故障，请稍后重试。').first().waitFor()
    await widget.page.getByText(/^请求编号：/).waitFor()
    expect(await widget.page.locator('policy-assistant .text p').count()).toBe(3)
    scripted.script('会断的回答', { pieces: PIECES.slice(0, 2) })
    await widget.page.getByRole('button', { name: '重试' }).click()
    scripted.release(2)
    await widget.answered()
    await widget.close()
  })

  test('an answer that is left on the way is marked on the next page, which keeps its focus', async () => {
    const widget = await opened()
    await widget.send(LONG)
    scripted.release(3)
    await paragraphs(widget, 3)
    await widget.page.reload()
    await widget.page.getByText('回答已停止，内容不完整。').waitFor()
    expect(await widget.page.locator('policy-assistant .text p').count()).toBe(3)
    expect(await widget.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
    await widget.close()
  })

  test('what is selected and focused stays while more comes', async () => {
    const widget = await opened()
    scripted.script('带出处', { pieces: ['先说一句。[1]\n\n', '再说一句。[1]'] })
    await widget.send('带出处')
    scripted.release(1)
    const chip = widget.page.locator('policy-assistant .text .chip').first()
    await chip.focus()
    scripted.release(1)
    await widget.answered()
    expect(await chip.evaluate((element) => element.matches(':focus'))).toBe(true)
    await widget.close()
  })

  test('hostile text makes no element, link or request of its own', async () => {
    const widget = await opened()
    const requests: string[] = []
    widget.page.on('request', (request) => requests.push(request.url()))
    const pieces = [
      '<img src="https://evil.example/a.png" onerror="alert(1)"> <script>alert(1)</script>\n\n',
      '![图](https://evil.example/b.png) [点](javascript:alert(1)) [数](data:text/html,x) ',
      '[页](//evil.example/c) [好](https://good.example/d) [信](mailto:a@b.example) ',
      '[措施](/measures/dalian-43/33)\n\n',
      '价格 $5 与 a_b_c、~~x~~、`y` 照写[1',
      '] 完[99]',
    ]
    scripted.script('注入', { pieces })
    await widget.send('注入')
    scripted.release(pieces.length)
    await widget.answered()
    const text = widget.page.locator('policy-assistant .text')
    expect(await text.locator('img, script, iframe, object, style, svg, form').count()).toBe(0)
    const links = await text
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(links.filter((href) => href !== null)).toEqual([
      'https://good.example/d',
      'mailto:a@b.example',
      '/measures/dalian-43/33',
    ])
    expect(await text.textContent()).toContain('价格 $5 与 a_b_c、~~x~~、`y` 照写')
    expect(await text.locator('.chip').allTextContents()).toEqual(['1', '99'])
    expect(requests.filter((url) => url.includes('evil'))).toEqual([])
    expect(widget.problems).toEqual([])
    await widget.close()
  })
})
