import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bracketedSpans, quotedSpans } from './quoted-spans.js'

const inside = (text: string): string[] =>
  quotedSpans(text).map(({ start, end }) => text.slice(start, end))

describe('quotedSpans', () => {
  test.each([
    ['开设“绿色通道”。', ['绿色通道']],
    ['「外層『內層』還有」和《法》', ['外層『內層』還有', '法']],
    ['the "one" and “two”', ['one', 'two']],
    ['enterprises’ goods and an open “quote', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(inside(text)).toEqual(expected)
  })

  test('spans lie in the text, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'“”「」《》"a') }), (text) => {
        let last = 0
        for (const { start, end } of quotedSpans(text)) {
          expect(start).toBeGreaterThan(last - 1)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThan(text.length)
          last = end + 1
        }
      }),
    )
  })
})

test('bracketedSpans finds remarks with their brackets', () => {
  const text = '提离货物（不包括木质包装）(see above)。'
  expect(bracketedSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '（不包括木质包装）',
    '(see above)',
  ])
})
