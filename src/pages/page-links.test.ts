import { describe, expect, test } from 'vitest'
import { createPageLinks } from './page-links.js'

describe('addresses of pages', () => {
  test('a language that was chosen stays', () => {
    const links = createPageLinks('https://a.example', 'en-GB')
    expect(links.home()).toBe('/?lang=en')
    expect(links.document('dalian-43', 1)).toBe('/documents/dalian-43?lang=en#chapter-2')
    expect(links.measure('dalian-43/33', { marks: [{ start: 2, end: 9 }], version: 'hant' })).toBe(
      '/measures/dalian-43/33?from=2&to=9&text=hant&lang=en#mark-1',
    )
  })

  test.each([undefined, '', 'fr', '"><script>'])('without one (%s), none is put in', (lang) => {
    const links = createPageLinks('https://a.example', lang)
    expect(links.chosen).toBeUndefined()
    expect(links.measure('dalian-43/33')).toBe('/measures/dalian-43/33')
    expect(links.canonical({ path: '/' })).toBe('https://a.example/')
  })

  test('the language switch keeps the place', () => {
    const links = createPageLinks('https://a.example', 'zh-TW')
    const place = { path: '/measures/x/1', query: [['from', '1'] as const, ['to', '2'] as const] }
    expect(links.chosen).toBe('zh-Hant-TW')
    expect(links.inLanguage(place, 'en')).toBe('/measures/x/1?from=1&to=2&lang=en')
  })

  test('a service below a path has its pages there', () => {
    const links = createPageLinks('https://a.example/customs/ask', undefined)
    expect(links.home()).toBe('/customs/ask/')
    expect(links.search()).toBe('/customs/ask/search')
    expect(links.file('/assets/a.css')).toBe('/customs/ask/assets/a.css')
    expect(links.absolute({ path: '/search' }, 'en')).toBe(
      'https://a.example/customs/ask/search?lang=en',
    )
  })
})
