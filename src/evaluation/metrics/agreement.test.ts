import { expect, test } from 'vitest'
import { agreeAcrossScripts, agreeOnFirst } from './agreement.js'

const hans = { script: 'zh-Hans', cited: ['a/1', 'b/2'] } as const
const hant = { script: 'zh-Hant', cited: ['b/2', 'a/1'] } as const
const english = { script: 'en', cited: ['a/1'] } as const

test('the first measure: Simplified and English agree, Traditional does not', () => {
  expect(agreeOnFirst([hans, english])).toBe(true)
  expect(agreeOnFirst([hans, hant, english])).toBe(false)
  expect(agreeOnFirst([hans])).toBeUndefined()
  expect(agreeOnFirst([hans, { script: 'en', cited: [] }])).toBe(false)
})

test('the set of measures: order does not matter, English is not asked', () => {
  expect(agreeAcrossScripts([hans, hant, english])).toBe(true)
  expect(agreeAcrossScripts([hans, { script: 'zh-Hant', cited: ['a/1'] }])).toBe(false)
  expect(agreeAcrossScripts([hans, english])).toBeUndefined()
})
