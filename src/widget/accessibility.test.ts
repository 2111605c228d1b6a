import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { skipsBrowser } from './testing/open-browser.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

/** What WCAG 2.2 AA asks for, and what is known to be good besides. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const QUESTIONS = {
  'zh-Hans': '哪些海关支持跨境电商退货？',
  'zh-Hant': '哪些海關支持跨境電商退貨？',
  en: 'Which offices let me return cross-border e-commerce goods?',
} as const

describe.skipIf(skipsBrowser)('for everybody', () => {
  const on = useBrowser()

  /** Faults that axe finds in the widget, with the elements that have them. */
  async function faults({ page }: WidgetPage): Promise<unknown> {
    // The page's policy keeps scripts out; the test's own way in is not the page's.
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe.source })
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run('policy-assistant', { runOnly: ${JSON.stringify(RULES)} })
        .then(({ violations, passes }) => JSON.stringify({
          passes: passes.length,
          violations: violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => [String(target), failureSummary])]),
        }))`,
      awaitPromise: true,
    })
    const found = JSON.parse(String(result.value)) as { passes: number; violations: unknown }
    expect(found.passes).toBeGreaterThan(3)
    return found.violations
  }
  /** The focused element inside the widget, by its class or id. */
  const focused = ({ page }: WidgetPage) =>
    page.evaluate(() => {
      const element = document.querySelector('policy-assistant')?.shadowRoot?.activeElement
      return element?.id || element?.className || element?.tagName || ''
    })

  const looks = (['zh-Hans', 'zh-Hant', 'en'] as const).flatMap((lang) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ lang, colorScheme })),
  )
  test.each(looks)(
    'axe finds nothing in $lang, $colorScheme, closed and open',
    async ({ lang, colorScheme }) => {
      const widget = await openWidgetPage(on.browser, on.servers, { lang }, { colorScheme })
      await widget.launcher.waitFor()
      expect(await faults(widget)).toEqual([])
      await widget.open()
      expect(await faults(widget)).toEqual([])
      await widget.send(QUESTIONS[lang])
      await widget.answered()
      expect(await faults(widget)).toEqual([])
      await widget.page.locator('policy-assistant .text .chip').first().click()
      await widget.page.locator('policy-assistant .card').waitFor()
      expect(await faults(widget)).toEqual([])
      await widget.close()
    },
    60_000,
  )

  test('axe finds nothing in refusals and failures', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('深圳海关的电话是多少？')
    await widget.answered()
    expect(await faults(widget)).toEqual([])
    await widget.page.context().setOffline(true)
    await widget.send('预裁定要提前多久申请？')
    await widget.page.locator('policy-assistant .failure').waitFor()
    expect(await faults(widget)).toEqual([])
    await widget.close()
  })

  test('everything can be done with the keyboard', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    const { keyboard } = widget.page
    const tabTo = async (wanted: string): Promise<void> => {
      const seen: string[] = []
      for (let count = 0; count < 40; count += 1) {
        await keyboard.press('Tab')
        const here = await focused(widget)
        if (here.split(' ').includes(wanted)) return
        seen.push(here)
      }
      throw new Error(`expected to reach ${wanted}, found ${seen.join(', ')}`)
    }
    await tabTo('launcher')
    await keyboard.press('Enter')
    await widget.panel.waitFor()
    await expect.poll(() => focused(widget)).toBe('question')
    await keyboard.insertText('预裁定要提前多久申请？')
    await keyboard.press('Enter')
    await widget.answered()
    expect(await focused(widget)).toBe('question')

    await keyboard.press('Shift+Tab')
    expect(await focused(widget)).toBe('office')
    await widget.page.locator('policy-assistant .log').focus()
    await tabTo('chip')
    await keyboard.press('Enter')
    await expect.poll(() => focused(widget)).toBe('card')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    expect(await widget.page.locator('policy-assistant .card').isVisible()).toBe(true)
    await keyboard.press('Escape')
    expect(await focused(widget)).toBe('chip')
    await keyboard.press('Escape')
    await expect.poll(() => widget.panel.count()).toBe(0)
    expect(await focused(widget)).toBe('launcher')
    await widget.close()
  })

  test('a screen reader meets the parts in the order they are read', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.answered()
    const tree = await widget.panel.ariaSnapshot()
    const order = [
      'dialog "通关便利措施问答"',
      'log "对话记录"',
      'heading "提问"',
      'heading "回答"',
    ]
    const rest = [
      'heading "出处"',
      'group "这个回答有用吗？"',
      'combobox "查询范围"',
      'textbox "您的问题"',
    ]
    const places = [...order, ...rest].map((part) => tree.indexOf(part))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    await widget.close()
  })

  test.each([
    [320, 640],
    [320, 256],
  ])(
    'at %i × %i pixels (400 percent zoom) nothing is cut off or wider than the page',
    async (width, height) => {
      const widget = await openWidgetPage(
        on.browser,
        on.servers,
        { lang: 'en' },
        {
          viewport: { width, height },
        },
      )
      await widget.open()
      await widget.send(QUESTIONS.en)
      await widget.answered()
      await widget.page.locator('policy-assistant .text .chip').first().click()
      const wide = await widget.panel.evaluate((panel) =>
        [...panel.querySelectorAll<HTMLElement>('*')]
          .filter(
            (element) => !element.matches('.unseen, .unseen *, option, tr:has(th), tr:has(th) *'),
          )
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map(({ className, tagName }) => `${tagName}.${className}`),
      )
      expect(wide).toEqual([])
      await widget.page.keyboard.press('Escape')
      for (const part of ['.send', '.tools .plain', '#office']) {
        const control = widget.page.locator(`policy-assistant ${part}`).first()
        await control.scrollIntoViewIfNeeded()
        expect(await control.isVisible()).toBe(true)
        const box = await control.boundingBox()
        // A page scrolls by whole pixels, and its parts stand between them.
        expect(box?.y ?? -height).toBeGreaterThan(-1)
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height + 1)
      }
      await widget.close()
    },
  )

  test('on a small screen the panel covers the page and keeps the focus', async () => {
    const widget = await openWidgetPage(
      on.browser,
      on.servers,
      {},
      {
        viewport: { width: 360, height: 740 },
      },
    )
    await widget.open()
    expect(await widget.panel.getAttribute('aria-modal')).toBe('true')
    expect(await widget.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 })
    for (let count = 0; count < 20; count += 1) {
      await widget.page.keyboard.press('Tab')
      expect(await focused(widget)).not.toBe('')
    }
    await widget.close()
  })

  test('controls are at least 24 pixels wide and high', async () => {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.send(QUESTIONS['zh-Hans'])
    await widget.answered()
    const small = await widget.panel.evaluate((panel) =>
      [...panel.querySelectorAll('button, select, textarea, summary')]
        .map((control) => ({
          name: control.className,
          ...control.getBoundingClientRect().toJSON(),
        }))
        .filter(({ width, height }) => width < 24 || height < 24),
    )
    expect(small).toEqual([])
    await widget.close()
  })

  test('forced colours leave every control an edge', async () => {
    const widget = await openWidgetPage(on.browser, on.servers, {}, { forcedColors: 'active' })
    await widget.open()
    const bare = await widget.panel.evaluate((panel) =>
      [...panel.querySelectorAll('button, select, .field')]
        .filter((control) => {
          const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(control)
          return borderTopWidth === '0px' || borderTopColor === backgroundColor
        })
        .map(({ className }) => className),
    )
    expect(bare).toEqual([])
    await widget.close()
  })

  test('nothing moves where less motion is wanted', async () => {
    const widget = await openWidgetPage(on.browser, on.servers, {}, { reducedMotion: 'reduce' })
    await widget.page.route('**/api/v1/answers', () => {
      // Never answered: the search stays under way.
    })
    await widget.open()
    await widget.send('预裁定要提前多久申请？')
    await widget.page.locator('policy-assistant .searching').waitFor()
    const moving = await widget.page.evaluate(
      () =>
        document
          .querySelector('policy-assistant')
          ?.shadowRoot?.querySelector('.panel')
          ?.getAnimations({ subtree: true }).length,
    )
    expect(moving).toBe(0)
    await widget.close()
  })
})
