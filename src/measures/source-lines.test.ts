import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceLines } from './source-lines.js'

const textOf = (source: string): string[] => sourceLines(source).map(({ text }) => text)

describe('sourceLines', () => {
  test.each<[string, string[]]>([
    ['', ['']],
    ['一', ['一']],
    ['一\n', ['一']],
    ['\n', ['']],
    ['\n\n', ['', '']],
    ['一\n二', ['一', '二']],
    ['一\r\n二\r\n', ['一', '二']],
    ['一\r二', ['一', '二']],
    ['一\n\n二\n', ['一', '', '二']],
    ['一\n\r\n二', ['一', '', '二']],
    // A separator inside a paragraph is white space there, and no line of the file.
    ['一\u2028二\u0085三', ['一\u2028二\u0085三']],
  ])('%j', (source, lines) => {
    expect(textOf(source)).toEqual(lines)
  })

  test('counts lines from 1 and gives offsets in UTF-16 code units', () => {
    expect(sourceLines('𠮷、\r\n\r\n 二')).toEqual([
      { lineNumber: 1, start: 0, end: 3, text: '𠮷、' },
      { lineNumber: 2, start: 5, end: 5, text: '' },
      { lineNumber: 3, start: 7, end: 9, text: ' 二' },
    ])
  })

  test('lines and the breaks between them are the whole source', () => {
    const source = fc.string({ unit: fc.constantFrom('一', 'a', ' ', '\t', '\n', '\r', '\u3000') })
    fc.assert(
      fc.property(source, (text) => {
        const lines = sourceLines(text)
        let end = 0
        for (const [index, line] of lines.entries()) {
          expect(line.lineNumber).toBe(index + 1)
          expect(text.slice(line.start, line.end)).toBe(line.text)
          expect(line.text).not.toMatch(/[\r\n]/)
          if (index > 0) expect(text.slice(end, line.start)).toMatch(/^(\r\n|\r|\n)$/)
          else expect(line.start).toBe(0)
          end = line.end
        }
        expect(text.slice(end)).toMatch(/^(\r\n|\r|\n)?$/)
      }),
    )
  })
})
