import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facetFeatures } from './facet-features.js'

test('runs of characters and of words, of the whole and of the last clause', () => {
  const names = [...facetFeatures('我们进口设备,期限多长呢?').keys()]
  expect(names).toEqual(expect.arrayContaining(['进 口', '多 长', '>期 限 多']))
  expect(names).not.toContain('>进 口')
  expect([...facetFeatures('we import. what does it cost at all?').keys()]).toEqual(
    expect.arrayContaining(['we import', '>what does it', 'cost']),
  )
})

test('a short last clause is read with the one before it', () => {
  expect([...facetFeatures('要先去哪里办,行吗?').keys()]).toContain('>哪 里 办')
})

test('features of each kind weigh as much together, however long the question is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (text) => {
      const features = [...facetFeatures(text)]
      const squares = (own: typeof features): number =>
        own.reduce((sum, [, value]) => sum + value * value, 0)
      for (const last of [true, false]) {
        const own = features.filter(([name]) => name.startsWith('>') === last)
        if (own.length > 0) expect(squares(own)).toBeCloseTo(1)
      }
    }),
  )
})
