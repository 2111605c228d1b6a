import { describe, expect, test } from 'vitest'
import { auroc, aurocInterval } from './auroc.js'

const score = (value: number, positive: boolean, cluster = `${value}${positive}`) => ({
  value,
  positive,
  cluster,
})

describe('auroc', () => {
  test('.9 and .4 against .5 and .4: (1 + 1 + 0 + 1/2) of 4 pairs', () => {
    const scores = [score(0.9, true), score(0.4, true), score(0.5, false), score(0.4, false)]
    expect(auroc(scores)).toBe(0.625)
  })

  test('1 when all positives are above, 0 below, nothing with one class', () => {
    expect(auroc([score(2, true), score(1, false)])).toBe(1)
    expect(auroc([score(1, true), score(2, false)])).toBe(0)
    expect(auroc([score(1, true)])).toBeUndefined()
  })
})

describe('aurocInterval', () => {
  const scores = Array.from({ length: 200 }, (_, index) =>
    score(index + (index % 2 === 0 ? 60 : 0), index % 2 === 0, `c${index}`),
  )

  test('holds the area and is the same for the same seed', () => {
    const area = auroc(scores) ?? 0
    const interval = aurocInterval(scores, 3, 2000)
    expect(interval.low).toBeLessThan(area)
    expect(interval.high).toBeGreaterThan(area)
    // Hanley and McNeil (1982): standard error about .030 for this area and 100 of each.
    expect(interval.high - interval.low).toBeGreaterThan(0.06)
    expect(interval.high - interval.low).toBeLessThan(0.16)
    expect(aurocInterval(scores, 3, 2000)).toEqual(interval)
  })
})
