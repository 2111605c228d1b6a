import type { CDPSession } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { skipsBrowser } from './testing/open-browser.js'
import { useBrowser } from './testing/use-browser.js'
import { openWidgetPage, type WidgetPage } from './testing/widget-page.js'

describe.skipIf(skipsBrowser)('the field', () => {
  const on = useBrowser()

  async function opened(): Promise<WidgetPage & { readonly keyboard: CDPSession }> {
    const widget = await openWidgetPage(on.browser, on.servers)
    await widget.open()
    await widget.field.focus()
    const keyboard = await widget.page.context().newCDPSession(widget.page)
    return { ...widget, keyboard }
  }
  const turns = ({ page }: WidgetPage) => page.locator('policy-assistant .turn').count()

  test('Enter that picks a word of an input method does not send', async () => {
    const widget = await opened()
    await widget.keyboard.send('Input.imeSetComposition', {
      text: 'yucaiding',
      selectionStart: 9,
      selectionEnd: 9,
    })
    await widget.page.keyboard.press('Enter')
    expect(await turns(widget)).toBe(0)
    await widget.close()
  })

  test('neither does one that the browser marks by its code alone', async () => {
    const widget = await opened()
    await widget.keyboard.send('Input.insertText', { text: '预裁定要提前多久申请？' })
    await widget.keyboard.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    })
    await widget.keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter' })
    expect(await turns(widget)).toBe(0)
    expect(await widget.field.inputValue()).toBe('预裁定要提前多久申请？')
    await widget.close()
  })

  test('plain Enter sends, Shift with Enter starts a line', async () => {
    const widget = await opened()
    await widget.field.pressSequentially('预裁定')
    await widget.field.press('Shift+Enter')
    await widget.field.pressSequentially('要提前多久申请？')
    expect(await widget.field.inputValue()).toBe('预裁定\n要提前多久申请？')
    expect(await turns(widget)).toBe(0)
    await widget.field.press('Enter')
    await widget.answered()
    expect(await turns(widget)).toBe(1)
    expect(await widget.field.inputValue()).toBe('')
    await widget.close()
  })

  test('a question is kept until the server has taken it', async () => {
    const widget = await opened()
    let letPass: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      letPass = resolve
    })
    await widget.page.route('**/api/v1/answers', async (route) => {
      await held
      await route.continue()
    })
    await widget.send('预裁定要提前多久申请？')
    await widget.page.locator('policy-assistant .searching').waitFor()
    expect(await widget.field.inputValue()).toBe('预裁定要提前多久申请？')
    letPass()
    await widget.answered()
    expect(await widget.field.inputValue()).toBe('')
    await widget.close()
  })

  test('too long a question is told so, keeps its words, and is not sent', async () => {
    const widget = await opened()
    await widget.send('长'.repeat(1001))
    expect(await turns(widget)).toBe(0)
    expect(await widget.field.getAttribute('aria-invalid')).toBe('true')
    const described = await widget.field.getAttribute('aria-describedby')
    const problem = widget.page.locator(`policy-assistant #${described}`)
    expect(await problem.textContent()).toBe(
      '出错：问题有 1001 个字符，最多 1000 个，请缩短后再发送。',
    )
    await widget.field.fill('长'.repeat(950))
    await widget.page.getByText('还可输入 50 个字符').waitFor()
    await widget.send('   ')
    expect(await turns(widget)).toBe(0)
    await widget.close()
  })
})
