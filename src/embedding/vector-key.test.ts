import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VECTOR_KEY_PATTERN, vectorKey } from './vector-key.js'

const part = fc.record({
  fingerprint: fc.string(),
  role: fc.constantFrom('query' as const, 'passage' as const),
  text: fc.string({ unit: 'grapheme' }),
})

describe('vectorKey', () => {
  test('is the same for the same and another for anything else', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const [keyA, keyB] = [a, b].map((one) => vectorKey(one.fingerprint, one.role, one.text))
        expect(keyA).toMatch(VECTOR_KEY_PATTERN)
        expect(vectorKey(a.fingerprint, a.role, a.text)).toBe(keyA)
        const same = a.fingerprint === b.fingerprint && a.role === b.role && a.text === b.text
        expect(keyA === keyB).toBe(same)
      }),
    )
  })

  test('stays what it is in the committed files: sha256 of a JSON list', () => {
    // printf '["fac6f5b7d94e7337","query","分送集报是什么"]' | sha256sum
    expect(vectorKey('fac6f5b7d94e7337', 'query', '分送集报是什么')).toBe('ada919e4719784c4')
  })
})
