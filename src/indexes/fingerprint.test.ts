import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.js'

test('is the sha256 of the parts as JSON with sorted keys', () => {
  const json = '{"10":"x","9":"y","corpus":"语料"}'
  const expected = createHash('sha256').update(json).digest('hex')
  expect(fingerprintOf({ corpus: '语料', '9': 'y', '10': 'x' })).toBe(expected)
})

test('differs when any key or value differs', () => {
  const parts = { corpus: 'a', model: 'b' }
  const others = [{ corpus: 'a' }, { corpus: 'b', model: 'a' }, { corpus: 'a","model":"b' }, {}]
  const fingerprints = new Set([parts, ...others].map((one) => fingerprintOf(one)))
  expect(fingerprints.size).toBe(5)
})
