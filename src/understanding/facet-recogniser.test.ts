import { describe, expect, test } from 'vitest'
import { createFacetRecogniser } from './facet-recogniser.js'

const model = {
  facets: ['amount', 'fee', 'place'] as const,
  threshold: 0.5,
  bias: [-3, -3, -3],
  weights: { 钱: [0, 4, 1, 5], 里: [2, 9] },
}
const { probabilities, recognise } = createFacetRecogniser({
  ...model,
  facets: [...model.facets],
})

describe('what is asked for, by weights', () => {
  test('is the likeliest facet of the likeliest sort', () => {
    expect(recognise('钱')).toBe('fee')
    expect(recognise('里')).toBe('place')
  })

  test('is nothing where no sort is likely', () => {
    expect(recognise('好')).toBeUndefined()
    expect(recognise('')).toBeUndefined()
  })

  test('has a probability for each facet', () => {
    for (const likely of probabilities('钱里好')) {
      expect(likely).toBeGreaterThan(0)
      expect(likely).toBeLessThan(1)
    }
    expect(probabilities('钱')).toHaveLength(3)
  })
})
