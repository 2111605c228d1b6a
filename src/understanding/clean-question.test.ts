import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import { cleanQuestion } from './clean-question.js'

const DRAWN_AS_NOTHING: [string, string][] = [
  ['zero-width space', '\u200b'],
  ['zero-width joiner', '\u200d'],
  ['byte order mark', '\ufeff'],
  ['soft hyphen', '\u00ad'],
  ['right-to-left override', '\u202e'],
  ['bell', '\u0007'],
  ['escape', '\u001b'],
  ['tag letter', '\u{e0041}'],
  ['private use', '\ue000'],
  ['lone high surrogate', '\ud840'],
  ['lone low surrogate', '\udc00'],
  ['variation selector', '\ufe0f'],
  ['ideographic variation selector', '\u{e0100}'],
  ['Hangul filler', '\u3164'],
  ['half-width Hangul filler', '\uffa0'],
  ['combining grapheme joiner', '\u034f'],
  ['empty Braille pattern', '\u2800'],
]

describe('cleanQuestion', () => {
  test.each([
    ['什么是预裁定？', '什么是预裁定？'],
    ['  什么是 \t 预裁定？ ', '什么是 预裁定？'],
    ['第一行\r\n第二行\u2028第三行\u0085第四行', '第一行 第二行 第三行 第四行'],
    ['全角\u3000空格\u00a0和', '全角 空格 和'],
    ['What  is\nRCEP?', 'What is RCEP?'],
    ['《深圳海关优化营商环境20条》第十九条', '《深圳海关优化营商环境20条》第十九条'],
    ['𠮷野家 👍', '𠮷野家 👍'],
  ])('%j', (question, cleaned) => {
    expect(cleanQuestion(question)).toBe(cleaned)
  })

  test.each(DRAWN_AS_NOTHING)('takes a %s out of a word', (_, character) => {
    expect(cleanQuestion(`预${character}裁定`)).toBe('预裁定')
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['blanks', ' \n\t\u3000'],
    ...DRAWN_AS_NOTHING,
    ['several of them', '\u200b \ufe0f\n\u2800'],
  ])('refuses a question of %s', (_, question) => {
    const error = thrownBy(() => cleanQuestion(question))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: [{ path: 'question', message: expect.stringContaining('visible') }],
    })
  })

  test('keeps what is visible, in order, is settled after one go and never longer', () => {
    const invisible = DRAWN_AS_NOTHING.map(([, character]) => character)
    const question = fc.string({
      unit: fc.constantFrom('预', '裁', 'A', '9', '？', '𠮷', ' ', '\n', '\u3000', ...invisible),
    })
    fc.assert(
      fc.property(question, (text) => {
        // The two lone surrogates side by side are a character (U+20000), and a visible one.
        fc.pre(!/\ud840\udc00/.test(text))
        const visible = [...text].filter((character) => '预裁A9？𠮷'.includes(character)).join('')
        if (visible === '') {
          expect(() => cleanQuestion(text)).toThrow(AppError)
          return
        }
        const cleaned = cleanQuestion(text)
        expect(cleaned.replaceAll(' ', '')).toBe(visible)
        expect(cleaned).not.toMatch(/^ | $| {2}|[\n\u3000]/)
        expect(cleaned.length).toBeLessThanOrEqual(text.length)
        expect(cleanQuestion(cleaned)).toBe(cleaned)
      }),
    )
  })
})

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
