import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stemEnglish } from './stem-english.js'

describe('stemEnglish', () => {
  test.each([
    ['imports', 'import'],
    ['importing', 'import'],
    ['imported', 'import'],
    ['release', 'releas'],
    ['released', 'releas'],
    ['releases', 'releas'],
    ['companies', 'company'],
    ['supplied', 'supply'],
    ['shipping', 'ship'],
    ['shipped', 'ship'],
    ['selling', 'sell'],
    ['processes', 'process'],
    ['processing', 'process'],
    ['batches', 'batch'],
    ['taxes', 'tax'],
    ['cases', 'cas'],
    ['case', 'cas'],
    ['analysis', 'analysis'],
    ['status', 'status'],
    ['speed', 'speed'],
    ['feed', 'feed'],
    ['king', 'king'],
    ['gas', 'gas'],
    ['wms', 'wms'],
    ['aeos', 'aeo'],
    ['b2bs', 'b2bs'],
  ])('%s becomes %s', (word, stem) => {
    expect(stemEnglish(word)).toBe(stem)
  })

  test('never lengthens a word and never empties it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,14}$/u), (word) => {
        const stem = stemEnglish(word)
        expect(stem.length).toBeGreaterThan(0)
        expect(stem.length).toBeLessThanOrEqual(word.length)
      }),
    )
  })
})
