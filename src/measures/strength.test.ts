import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commitmentSchema } from '../domain/measure.js'
import { CLASSES_BY_STRENGTH, isWeaker, weakestCommitment } from './strength.js'

const classes = fc.constantFrom(...CLASSES_BY_STRENGTH)

describe('CLASSES_BY_STRENGTH', () => {
  test('holds every class of the domain once', () => {
    expect(CLASSES_BY_STRENGTH.toSorted()).toEqual(commitmentSchema.shape.class.options.toSorted())
  })
})

describe('isWeaker', () => {
  test.each([
    ['extended', 'in_force'],
    ['pilot', 'extended'],
    ['supported', 'pilot'],
    ['explored', 'supported'],
    ['supported', 'reported'],
    ['explored', 'reported'],
  ] as const)('%s promises less than %s', (weaker, stronger) => {
    expect(isWeaker(weaker, stronger)).toBe(true)
    expect(isWeaker(stronger, weaker)).toBe(false)
  })

  test('nothing is weaker than itself', () => {
    expect(CLASSES_BY_STRENGTH.filter((name) => isWeaker(name, name))).toEqual([])
  })
})

describe('weakestCommitment', () => {
  test('takes the weakest, the first of equals', () => {
    const commitments = [
      { class: 'in_force', word: '可' },
      { class: 'supported', word: '支持' },
      { class: 'supported', word: '鼓励' },
    ] as const
    expect(weakestCommitment(commitments)).toEqual({ class: 'supported', word: '支持' })
  })

  test('has none of none', () => {
    expect(weakestCommitment([])).toBeUndefined()
  })

  test('nothing in the list is weaker than it', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ class: classes }), { minLength: 1 }), (list) => {
        const weakest = weakestCommitment(list)
        expect(
          list.some((one) => weakest !== undefined && isWeaker(one.class, weakest.class)),
        ).toBe(false)
      }),
    )
  })
})
