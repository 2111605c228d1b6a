import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerRequestSchema, QUESTION_MAX_LENGTH } from './answer.js'
import { visibleText } from './visible-text.js'

describe('visibleText', () => {
  test('takes away what is not seen and joins white space', () => {
    expect(visibleText(' 预\u200b裁定\u0007 \r\n 多久？\ufeff')).toBe('预裁定 多久？')
  })

  test('gives the same when it is applied twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = visibleText(text)
        expect(visibleText(once)).toBe(once)
      }),
    )
  })
})

describe('the length of a question', () => {
  test('is that of what is seen of it', () => {
    const question = `${'问'.repeat(QUESTION_MAX_LENGTH - 1)}${'\u200b'.repeat(50)}？`
    expect(answerRequestSchema.parse({ question }).question).toHaveLength(QUESTION_MAX_LENGTH)
    expect(answerRequestSchema.safeParse({ question: `${question}？` }).success).toBe(false)
  })
})
