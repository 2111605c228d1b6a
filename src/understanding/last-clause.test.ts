import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastClause } from './last-clause.js'

describe('lastClause', () => {
  test.each([
    ['预裁定要提前多久申请?', '预裁定要提前多久申请?'],
    ['我们做半导体设备的,机器怕拆,要带什么材料?', '要带什么材料?'],
    ['we ship 1.5 tonnes. who do we call', 'who do we call'],
    ['要带什么材料\n', '要带什么材料'],
    // Too short to ask anything: together with what stands before it.
    ['要带什么材料?谢谢', '要带什么材料?谢谢'],
    // Marks and single signs are no clause.
    ['要带什么材料?!! a', '要带什么材料?'],
    ['?!', '?!'],
    ['', ''],
  ])('of %j is %j', (question, expected) => {
    expect(lastClause(question)).toBe(expected)
  })

  test('is never longer than the question, and not empty unless that is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('要', '办', 'a', '1', '.', ' ', ',', '?', '\n') }),
        (question) => {
          const last = lastClause(question)
          expect(last.length).toBeLessThanOrEqual(question.length)
          expect(last === '').toBe(question === '')
        },
      ),
    )
  })

  test('ends soon on a long text', () => {
    expect(lastClause(`${', '.repeat(50_000)}要带什么材料`)).toBe('要带什么材料')
  })
})
