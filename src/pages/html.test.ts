import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { html } from './html.js'

describe('html', () => {
  test('escapes text, keeps markup, writes lists and leaves gaps out', () => {
    const item = (text: string) => html`<li>${text}</li>`
    const page = html`<ul title="${'a"b'}">${['<x>', "it's & so"].map(item)}${false}${null}${undefined}${0}</ul>`
    expect(page.markup).toBe(
      '<ul title="a&quot;b"><li>&lt;x&gt;</li><li>it&#39;s &amp; so</li>0</ul>',
    )
  })

  test('no text opens or closes anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, inner = ''] = /^<p t="([^"<>]*)">/.exec(html`<p t="${text}">`.markup) ?? []
        expect(html`${text}`.markup).toBe(inner)
        expect(inner).not.toMatch(/[<>"']|\p{Cc}(?<![\t\n\r])/u)
      }),
    )
  })
})
