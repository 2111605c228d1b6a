import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOfMarkup } from '../testing/text-of-markup.js'
import type { Span } from '../domain/measure.js'
import { markedText, mergeSpans, readMarks } from './marked-text.js'

const TEXT = '提供“预裁定”服务。可<b>申请</b>&提离𠮷货物'

const pairs = fc.array(
  fc
    .record({ start: fc.nat({ max: 40 }), end: fc.nat({ max: 40 }) })
    .filter((p) => p.start < p.end),
)

describe('reading marks', () => {
  test.each([
    ['none', [], [], []],
    ['one', ['2'], ['5'], [{ start: 2, end: 5 }]],
    [
      'two, out of order',
      ['8', '1'],
      ['9', '3'],
      [
        { start: 1, end: 3 },
        { start: 8, end: 9 },
      ],
    ],
    ['two that overlap', ['1', '3'], ['4', '6'], [{ start: 1, end: 6 }]],
    ['an end without a start', [], ['5'], []],
    ['a start without an end', ['5'], [], []],
    ['nothing between', ['5'], ['5'], []],
    ['backwards', ['9'], ['5'], []],
    ['beyond the end', ['0'], ['9999'], []],
    ['no numbers', ['1e1'], ['0x9'], []],
    ['signs and blanks', ['-1', ' 1'], ['+5', '5 '], []],
    ['markup', ['<script>'], ['"><img src=x>'], []],
    ['half a character', [String(TEXT.indexOf('𠮷') + 1)], [String(TEXT.length)], []],
  ])('%s', (_, from, to, expected) => {
    expect(readMarks(TEXT, from, to)).toEqual(expected)
  })

  test('a flood of them is cut off', () => {
    const many = Array.from({ length: 500 }, (_, index) => String(index * 2))
    const ends = many.map((start) => String(Number(start) + 1))
    expect(readMarks('字'.repeat(2000), many, ends)).toHaveLength(20)
  })
})

describe('marked text', () => {
  test('shows the text as it is, whatever is marked', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.nat({ max: TEXT.length }),
        fc.nat({ max: TEXT.length }),
        (spans, a, b) => {
          const stretch = { start: Math.min(a, b), end: Math.max(a, b) }
          const { markup } = markedText(TEXT, stretch, mergeSpans(spans))
          expect(textOfMarkup(markup)).toBe(TEXT.slice(stretch.start, stretch.end))
        },
      ),
    )
  })

  test('marks exactly what lies in a span', () => {
    fc.assert(
      fc.property(pairs, (spans: readonly Span[]) => {
        const { markup } = markedText(TEXT, { start: 0, end: TEXT.length }, mergeSpans(spans))
        const marked = [...markup.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map(
          (match) => match[1] ?? '',
        )
        const expected = [...TEXT].filter((_, index) => {
          const at = [...TEXT].slice(0, index).join('').length
          return spans.some(({ start, end }) => start <= at && at < end)
        })
        // Characters of two code units are not cut by addresses; here they may be.
        fc.pre(spans.every(({ start, end }) => ![start, end].includes(TEXT.indexOf('𠮷') + 1)))
        expect(textOfMarkup(marked.join(''))).toBe(expected.join(''))
      }),
    )
  })

  test('only the first piece of a mark carries its id, and only the first mark takes the focus', () => {
    const marks = [
      { start: 2, end: 8 },
      { start: 10, end: 11 },
    ]
    const first = markedText(TEXT, { start: 0, end: 5 }, marks).markup
    const second = markedText(TEXT, { start: 5, end: 12 }, marks).markup
    expect(first).toContain('<mark id="mark-1" tabindex="-1" autofocus>')
    expect(second.match(/id="[^"]*"/g)).toEqual(['id="mark-2"'])
    expect(second).not.toContain('autofocus')
  })
})
