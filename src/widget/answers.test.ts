import { describe, expect, test } from 'vitest'
import type { Answer } from '../domain/answer.js'
import { skipsBrowser } from './testing/open-browser.js'
import { hostAddress } from './testing/start-servers.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new Error('expected at least one, found none')
  return item
}

describe.skipIf(skipsBrowser)('answers on a page with a strict policy, from another origin', () => {
  const on = useBrowser()

  async function answerOf(question: string, language = 'auto'): Promise<Answer> {
    const response = await fetch(`${on.servers.assistant}/api/v1/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question, language }),
    })
    return (await response.json()) as Answer
  }
  const inWidget = ({ page }: WidgetPage, selector: string) =>
    page.locator(`policy-assistant ${selector}`)

  test('a statement has a chip; its card holds the measure’s own words', async () => {
    const question = '货值八千块的样品在口岸等化验结果，能先把货拉走吗？'
    const { citations } = await answerOf(question)
    const cited = first(citations)
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send(question)
    await widget.answered()
    const chip = inWidget(widget, '.text .chip').first()
    expect(await chip.getAttribute('aria-label')).toBe(`出处 1：${cited.reference}`)
    await chip.click()
    const card = widget.page.getByRole('dialog', { name: cited.reference })
    const quote = card.locator('blockquote')
    expect(await quote.textContent()).toBe(cited.quote)
    expect(await quote.getAttribute('lang')).toBe('zh-Hans')
    const words = await card.textContent()
    for (const part of [cited.office.name, cited.document.title, cited.measure.title]) {
      expect(words).toContain(part)
    }
    expect(await card.getByRole('link').getAttribute('href')).toBe(cited.url)
    await widget.page.keyboard.press('Escape')
    expect(await card.count()).toBe(0)
    expect(await chip.evaluate((element) => element.matches(':focus'))).toBe(true)
    expect(await widget.panel.isVisible()).toBe(true)
    expect(widget.problems).toEqual([])
    await widget.close()
  })

  test('in English the translation stands beside the original and is marked', async () => {
    const question = 'Which offices let me return cross-border e-commerce goods?'
    const answer = await answerOf(question)
    const widget = await openWidgetPage(on.browser, on.servers, { lang: 'en' })
    await widget.open()
    await widget.send(question)
    await widget.answered()
    const table = inWidget(widget, '.text').getByRole('table')
    expect(await table.getByRole('row').count()).toBe(answer.citations.length + 1)
    expect(await table.getByRole('columnheader').allTextContents()).toHaveLength(3)
    const cited = first(answer.citations)
    await table.locator('.chip').first().click()
    const card = widget.page.getByRole('dialog', { name: cited.reference })
    expect(await card.locator('blockquote').allTextContents()).toEqual([
      cited.quote,
      cited.translation?.text,
    ])
    await card.getByText('Unofficial translation').waitFor()
    expect(widget.problems).toEqual([])
    await widget.close()
  })

  test.each([
    ['zh-Hans', '今天天气怎么样', '不在服务范围内'],
    ['zh-Hant-HK', '深圳海關電話幾多', '收錄的措施中沒有查到'],
    ['en', 'What is measure 99 of Shenzhen Customs?', 'No such measure'],
  ])('a refusal in %s says what it is', async (lang, question, label) => {
    const answer = await answerOf(question)
    const widget = await openWidgetPage(on.browser, on.servers, { lang })
    await widget.open()
    await widget.send(question)
    await widget.answered()
    expect(await inWidget(widget, '.outcome').textContent()).toBe(label)
    const related = inWidget(widget, '.related a')
    expect(
      await related.evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
    ).toEqual(
      answer.related.map(({ measureId }) => `${on.servers.assistant}/measures/${measureId}`),
    )
    expect(await inWidget(widget, '.text').getAttribute('lang')).toBe(answer.language)
    await widget.close()
  })

  test('questions that the text offers can be chosen', async () => {
    const { suggestions } = await answerOf('有什么优惠')
    const offered = first(suggestions)
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('有什么优惠')
    await widget.answered()
    const choices = inWidget(widget, '.text .choice')
    expect(await choices.allTextContents()).toEqual(suggestions.map(({ label }) => label))
    await choices.first().click()
    await expect.poll(() => inWidget(widget, '.turn').count()).toBe(2)
    await widget.answered()
    expect(await inWidget(widget, '.question').last().textContent()).toBe(offered.question)
    await widget.close()
  })

  test('the office that is chosen is the only one searched', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await inWidget(widget, '#office').selectOption({ label: '深圳海关' })
    const request = widget.page.waitForRequest('**/api/v1/answers')
    await widget.send('跨境电商退货有哪些便利？')
    expect((await request).postDataJSON()).toMatchObject({
      filters: { offices: ['shenzhen-customs'] },
    })
    await widget.answered()
    const references = await inWidget(widget, '.sources a').allTextContents()
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) expect(reference).toContain('深圳海关')
    await widget.close()
  })

  test('a follow-up takes the conversation along', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    await widget.send('结果在其他海关也有效吗？')
    await expect.poll(() => inWidget(widget, '.tools').count()).toBe(2)
    const references = await inWidget(widget, '.turn:last-of-type .sources a').allTextContents()
    expect(references.join()).toContain('大连海关43项惠企措施第（三十三）项')
    await widget.close()
  })

  test('feedback is sent for the answer, with a reason where it did not help', async () => {
    const sent: { readonly url: string; readonly body: unknown }[] = []
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.page.route('**/feedback', async (route) => {
      const request = route.request()
      if (request.method() === 'OPTIONS') return route.continue()
      sent.push({ url: request.url(), body: request.postDataJSON() })
      return route.fulfill({
        status: 200,
        headers: { 'access-control-allow-origin': on.servers.host },
        contentType: 'application/json',
        body: '{}',
      })
    })
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    const bad = widget.page.getByRole('button', { name: '没用' })
    await bad.click()
    await widget.page.getByText('已收到，谢谢反馈。').waitFor()
    expect(await bad.getAttribute('aria-pressed')).toBe('true')
    await widget.page.getByLabel('哪里不合适？').fill('没有写办理地点')
    await widget.page.getByRole('button', { name: '提交' }).click()
    await expect.poll(() => sent.length).toBe(2)
    expect(sent.map(({ body }) => body)).toEqual([
      { rating: 'not_useful' },
      { rating: 'not_useful', comment: '没有写办理地点' },
    ])
    expect(sent[0]?.url).toMatch(/\/api\/v1\/answers\/[0-9a-f-]{36}\/feedback$/)
    await widget.close()
  })

  test('feedback that is not kept says so', async () => {
    // This server keeps no records.
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    await widget.page.getByRole('button', { name: '有用', exact: true }).click()
    await widget.page.getByText('反馈没有提交成功。').waitFor()
    await widget.close()
  })

  test('copying takes the sources along', async () => {
    const question = '预裁定要提前多久申请？'
    const { text, citations } = await answerOf(question)
    const widget = await openWidgetPage(
      on.browser,
      on.servers,
      {},
      {
        permissions: ['clipboard-read', 'clipboard-write'],
      },
    )
    await widget.open()
    await widget.send(question)
    await widget.answered()
    await widget.page.getByRole('button', { name: '复制回答和出处' }).click()
    await widget.page.getByText('已复制').waitFor()
    const copied = await widget.page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(text)
    for (const { reference, quote, url } of citations) {
      expect(copied).toContain(reference)
      expect(copied).toContain(quote)
      expect(copied).toContain(url)
    }
    await widget.close()
  })

  test('a conversation goes along to the next page, until a new one is begun', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    const before = await inWidget(widget, '.text').innerHTML()
    await widget.page.goto(hostAddress(on.servers, { body: '<p>next</p>' }))
    await widget.panel.waitFor()
    expect(await inWidget(widget, '.text').innerHTML()).toBe(before)
    await widget.page.getByRole('button', { name: '新对话' }).click()
    expect(await inWidget(widget, '.turn').count()).toBe(0)
    await widget.page.reload()
    await widget.panel.waitFor()
    expect(await inWidget(widget, '.turn').count()).toBe(0)
    expect(widget.problems).toEqual([])
    await widget.close()
  })

  test('attributes, methods and events of the element', async () => {
    const widget = await openWidgetPage(on.browser, on.servers, {
      attributes:
        'data-lang="zh-HK" data-heading="海關查詢" data-suggestions="第一條？|第二條？" data-office="dalian-customs"',
    })
    const log = await widget.page.evaluateHandle(() => {
      const events: string[] = []
      for (const name of ['open', 'question', 'answer', 'citation', 'close']) {
        document.addEventListener(`policy-assistant:${name}`, (event) => {
          const detail: unknown = event instanceof CustomEvent ? event.detail : undefined
          events.push(
            `${name} ${Object.keys(detail ?? {}).includes('quote') ? 'quote' : ''}`.trim(),
          )
        })
      }
      return events
    })
    await widget.open()
    expect(await inWidget(widget, '#title').textContent()).toBe('海關查詢')
    expect(await inWidget(widget, '.questions button').allTextContents()).toEqual([
      '第一條？',
      '第二條？',
    ])
    expect(await inWidget(widget, '#office').inputValue()).toBe('dalian-customs')
    expect(await inWidget(widget, '.root').getAttribute('lang')).toBe('zh-Hant-HK')
    await widget.page.evaluate(() => {
      const element = document.querySelector('policy-assistant')
      if (element !== null && 'ask' in element && typeof element.ask === 'function') {
        element.ask('預裁定要提前多久申請？')
      }
    })
    await widget.answered()
    await inWidget(widget, '.text .chip').first().click()
    await widget.page.keyboard.press('Escape')
    await widget.page.keyboard.press('Escape')
    expect(await log.jsonValue()).toEqual(['open', 'question', 'answer', 'citation quote', 'close'])
    expect(widget.problems).toEqual([])
    await widget.close()
  })

  test('the host page’s style does not reach in', async () => {
    const style = 'font: 30px serif; letter-spacing: 9px; text-transform: uppercase; color: red'
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.page.evaluate((text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`* { ${text} } html { font-size: 40% }`)
      document.adoptedStyleSheets = [sheet]
    }, style)
    await widget.open()
    const found = await inWidget(widget, '.greeting').evaluate((element) => {
      const { letterSpacing, textTransform, color, fontSize } = getComputedStyle(element)
      return { letterSpacing, textTransform, color, fontSize }
    })
    expect(found).toEqual({
      letterSpacing: 'normal',
      textTransform: 'none',
      color: 'rgb(26, 35, 45)',
      fontSize: '19px',
    })
    await widget.close()
  })
})
