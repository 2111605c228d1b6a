import { expect, test } from 'vitest'
import { strengthWordsIn, withoutStrengthWords } from './english-strength-words.js'

test('the verbs of our translations name their classes', () => {
  expect([...strengthWordsIn('to explore and to support the pilot')]).toEqual([
    'explored',
    'supported',
    'pilot',
  ])
  expect(strengthWordsIn('a port of entry').size).toBe(0)
})

test('a text without them keeps its other words', () => {
  expect(withoutStrengthWords('is it a pilot or supported').split(/\s+/u)).toEqual([
    'is',
    'it',
    'a',
    'or',
    '',
  ])
})
