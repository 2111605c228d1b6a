import { expect, test } from 'vitest'
import { confusionOf } from './outcomes.js'

test('confusionOf counts each pair', () => {
  expect(
    confusionOf([
      { expected: 'answered', found: 'answered' },
      { expected: 'answered', found: 'answered' },
      { expected: 'answered', found: 'no_evidence' },
      { expected: 'no_evidence', found: 'error' },
    ]),
  ).toEqual({ answered: { answered: 2, no_evidence: 1 }, no_evidence: { error: 1 } })
})
