import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine } from './csv.js'

/** Reads one line as RFC 4180 says. */
function readLine(line: string): string[] {
  const cells = [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)]
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

describe('csvLine', () => {
  test('quotes texts and leaves numbers and gaps alone', () => {
    expect(csvLine(['a', 'he said "hi", once', 'two\nlines', 3.5, -1, null])).toBe(
      '"a","he said ""hi"", once","two\nlines",3.5,-1,\r\n',
    )
  })

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '  =HYPERLINK("https://evil.example";"x")',
    '＝1+1',
    '\u200B=1',
    '\uFEFF=1',
  ])('a spreadsheet program does not run %j', (text) => {
    const [cell] = readLine(csvLine([text]))
    expect(cell).toBe(`'${text}`)
  })

  test('any texts can be read back, but for the guard', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const read = readLine(csvLine(texts))
        expect(read.length).toBe(texts.length)
        read.forEach((cell, index) => {
          expect([texts[index], `'${texts[index]}`]).toContain(cell)
          expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        })
      }),
    )
  })
})
