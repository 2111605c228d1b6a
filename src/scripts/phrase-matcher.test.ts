import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPhraseMatcher } from './phrase-matcher.js'

describe('createPhraseMatcher', () => {
  test('takes the longest phrase at each place, from left to right', () => {
    const match = createPhraseMatcher([
      ['ab', 1],
      ['abc', 2],
      ['cd', 3],
    ])
    expect(match('xabcdcdab')).toEqual([
      { text: 'x', start: 0 },
      { text: 'abc', start: 1, value: 2 },
      { text: 'd', start: 4 },
      { text: 'cd', start: 5, value: 3 },
      { text: 'ab', start: 7, value: 1 },
    ])
  })

  test('a later entry replaces an earlier one, and the empty phrase is none', () => {
    const match = createPhraseMatcher([
      ['a', 1],
      ['a', 2],
      ['', 3],
    ])
    expect(match('a')).toEqual([{ text: 'a', start: 0, value: 2 }])
    expect(match('')).toEqual([])
  })

  test('the pieces joined give the text, and starts are right', () => {
    const phrase = fc.stringMatching(/^[abc]{1,3}$/u)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(phrase, fc.nat())),
        fc.stringMatching(/^[abcd]*$/u),
        (entries, text) => {
          const pieces = createPhraseMatcher(entries)(text)
          expect(pieces.map((piece) => piece.text).join('')).toBe(text)
          for (const piece of pieces) {
            expect(text.startsWith(piece.text, piece.start)).toBe(true)
            const values = entries.filter(([each]) => each === piece.text).map(([, value]) => value)
            if (piece.value !== undefined) expect(values.at(-1)).toBe(piece.value)
            else expect(entries.every(([each]) => !piece.text.includes(each))).toBe(true)
          }
        },
      ),
    )
  })
})
