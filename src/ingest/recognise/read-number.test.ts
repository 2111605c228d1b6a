import { expect, test } from 'vitest'
import { readEnclosed, readLetter, readNumber, readRoman } from './read-number.js'

test.each([
  ['十九', 19],
  ['一百二十', 120],
  ['第', undefined],
  ['１２', 12],
  ['二 十', 20],
  ['壹', 1],
  ['參拾貳', 32],
  ['廿一', 21],
  ['12345', undefined],
])('number %s', (printed, value) => {
  expect(readNumber(printed)).toBe(value)
})

test.each([
  ['IV', 4],
  ['xii', 12],
  ['iiii', undefined],
  ['', undefined],
])('Roman %s', (printed, value) => {
  expect(readRoman(printed)).toBe(value)
})

test('letters and enclosed numbers', () => {
  expect(['a', 'C', 'é'].map(readLetter)).toEqual([1, 3, undefined])
  expect(['①', '⑳', '⑵', '⒊', '㈣', '字'].map(readEnclosed)).toEqual([1, 20, 2, 3, 4, undefined])
})
