import { describe, expect, test } from 'vitest'
import { createFacetRecogniser } from '../understanding/facet-recogniser.js'
import { checkAskedFacets, FITTED_FACETS, fitAskedFacets } from './fit-asked-facets.js'

const STORIES = ['船到了港', '我们卖水果', '同事说不清', '仓库满了', '刚买了设备', '样品送走了']
const questions = STORIES.flatMap((story, index) => [
  { text: `${story}，搁在啥地儿成？`, asks: ['place' as const], key: `${index}`, cued: false },
  { text: `${story}，得掏多大一笔？`, asks: ['fee' as const], key: `${index}`, cued: false },
  { text: `${story}，真是麻烦。`, asks: [], key: `${index}`, cued: false },
])

describe('weights fitted on labelled questions', () => {
  const fitted = fitAskedFacets(questions)

  test('read the questions that they were fitted on', () => {
    const { recognise } = createFacetRecogniser({
      ...fitted,
      facets: [...FITTED_FACETS],
      threshold: 0.5,
    })
    expect(recognise('飞机晚了，搁在啥地儿成？')).toBe('place')
    expect(recognise('飞机晚了，得掏多大一笔？')).toBe('fee')
    expect(recognise('飞机晚了，真是麻烦。')).toBeUndefined()
  })

  test('are the same each time', () => {
    expect(fitAskedFacets(questions)).toEqual(fitted)
  })

  test('name facets by their index and leave out what weighs nothing', () => {
    for (const pairs of Object.values(fitted.weights)) {
      expect(pairs.length % 2).toBe(0)
      pairs.forEach((value, at) => {
        if (at % 2 === 0) expect(FITTED_FACETS[value]).toBeDefined()
        else expect(value).not.toBe(0)
      })
    }
  })

  test('are checked on questions that they were not fitted on', () => {
    const { asking, others, right, wrong } = checkAskedFacets(questions)
    expect({ asking, others }).toEqual({ asking: 12, others: 6 })
    expect(right).toBeGreaterThan(9)
    expect(wrong).toBeLessThan(2)
  })
})
