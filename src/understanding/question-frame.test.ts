import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutQuestionFrame } from './question-frame.js'

describe('what a question is about', () => {
  test.each([
    [
      'how many days does the fast review of duty-exempt goods take at dalian customs?',
      'does the fast review of duty-exempt goods take at dalian customs?',
    ],
    ['could you tell me if pallets can stay behind?', 'if pallets can stay behind?'],
    ['what documents do we need to file an advance ruling?', 'file an advance ruling?'],
    [
      'where is the base for research on trade barriers?',
      'is the base for research on trade barriers?',
    ],
    ['after how many years is a trader reassessed?', 'is a trader reassessed?'],
  ])('%s', (question, matter) => {
    expect(withoutQuestionFrame(question, [])).toBe(matter)
  })

  test('is without the name of a document and what leads up to it', () => {
    const question =
      'quarantine permits according to the 2024 task list: how soon are they granted?'
    const start = question.indexOf('task list')
    expect(withoutQuestionFrame(question, [{ start, end: start + 'task list'.length }])).toBe(
      'quarantine permits: granted?',
    )
  })

  test('is the question where little else is left', () => {
    expect(withoutQuestionFrame('how long does it take?', [])).toBe('how long does it take?')
    expect(withoutQuestionFrame('what about when?', [])).toBe('what about when?')
  })

  test('is the question when it is in Chinese, or in part', () => {
    for (const question of ['减免税快审要多久？', 'how long does 快审 take in total here?']) {
      expect(withoutQuestionFrame(question, [])).toBe(question)
    }
  })

  test('holds no word that the question does not', () => {
    const word = fc.constantFrom(
      ...'how many days does it take when the goods leave of a'.split(' '),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const question = words.join(' ')
        const left = withoutQuestionFrame(question, []).split(' ')
        expect(left.filter((each) => !words.includes(each) && each !== '')).toEqual([])
      }),
    )
  })
})
