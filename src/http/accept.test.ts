import { describe, expect, test } from 'vitest'
import { acceptanceOf } from './accept.js'
import { readWeightedList } from './weighted-list.js'

describe('acceptanceOf', () => {
  test.each([
    [undefined, 'text/html', 1, false],
    ['', 'text/html', 1, false],
    [' , ,', 'text/html', 1, false],
    ['nonsense', 'text/html', 1, false],
    ['text/html', 'text/html', 1, true],
    ['TEXT/HTML', 'text/html', 1, true],
    ['text/html; charset=utf-8; q=0.3', 'text/html', 0.3, true],
    ['text/html;level=1', 'text/html', 1, true],
    ['text/*', 'text/html', 1, false],
    ['*/*;q=0.1', 'text/html', 0.1, false],
    ['application/json', 'text/html', 0, false],
    ['text/html;q=0', 'text/html', 0, true],
    ['text/html;q=0.000', 'text/html', 0, true],
    // The most specific range counts, wherever it stands.
    ['*/*, text/*;q=0.5, text/html;q=0.2', 'text/html', 0.2, true],
    ['*/*, text/*;q=0.5', 'text/html', 0.5, false],
    ['text/html;q=0, */*', 'text/plain', 1, false],
    // A weight that is none is passed over.
    ['text/html;q=high', 'text/html', 1, true],
    ['text/html;q=7', 'text/html', 1, true],
    ['text/html-sandboxed', 'text/html', 0, false],
  ] as const)('"%s" weighs %s with %d', (header, type, quality, named) => {
    expect(acceptanceOf(header, type)).toEqual({ quality, named })
  })
})

describe('readWeightedList', () => {
  test('keeps the order, folds case, takes 1 for a weight that is missing', () => {
    expect(readWeightedList('zh-TW, EN ;q=0.5,, de;q=0')).toEqual([
      { name: 'zh-tw', quality: 1 },
      { name: 'en', quality: 0.5 },
      { name: 'de', quality: 0 },
    ])
    expect(readWeightedList(undefined)).toEqual([])
  })
})
