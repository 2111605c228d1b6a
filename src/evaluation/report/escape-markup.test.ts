import { expect, test } from 'vitest'
import { escapeMarkup } from './escape-markup.js'

test('markup becomes text, and what XML cannot hold is replaced', () => {
  expect(escapeMarkup(`<a href="x" title='y'>&`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;',
  )
  expect(escapeMarkup('a\u0000b\ud83dc')).toBe('a\ufffdb\ufffdc')
  expect(escapeMarkup('海關😀\n')).toBe('海關😀\n')
})
