import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomeSchema } from '../domain/answer.js'
import { periodOf } from '../http/admin-period.js'
import { latencyChart, milliseconds, outcomeChart } from './admin-charts.js'
import { PERIODS } from './admin-report.js'
import { CHART, labelledBuckets, niceSteps } from './chart-scale.js'
import { OUTCOME_GROUPS } from './outcome-groups.js'

const boxes = (markup: string) =>
  [...markup.matchAll(/ y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"/g)].map(
    ([, y, width, height]) => ({ y: Number(y), width: Number(width), height: Number(height) }),
  )

describe('charts', () => {
  test('every outcome stands in one group', () => {
    const grouped = OUTCOME_GROUPS.flatMap(({ outcomes }) => [...outcomes])
    expect(grouped.toSorted()).toEqual(outcomeSchema.options.toSorted())
  })

  test('bars stay inside and are as high as what they count', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIODS),
        fc.array(fc.tuple(fc.nat(364), fc.constantFrom(...outcomeSchema.options), fc.nat(9999))),
        ({ days }, counts) => {
          const period = periodOf(days, '2026-03-10')
          const outcomes = counts.map(([at, outcome, count]) => ({
            bucket: period.buckets[at % period.buckets.length] ?? '',
            outcome,
            count,
          }))
          const { markup } = outcomeChart(period, outcomes)
          expect(markup).not.toMatch(/NaN|Infinity|undefined/)
          const bottom = CHART.height - CHART.bottom
          const top = niceSteps(
            Math.max(
              0,
              ...period.buckets.map((bucket) =>
                outcomes.reduce((sum, one) => sum + (one.bucket === bucket ? one.count : 0), 0),
              ),
            ),
          ).at(-1)
          const total = outcomes.reduce((sum, { count }) => sum + count, 0)
          const heights = boxes(markup).reduce((sum, { height }) => sum + height, 0)
          expect(heights).toBeCloseTo((total / (top ?? 1)) * (bottom - CHART.top), -1)
          for (const { y, width, height } of boxes(markup)) {
            expect(y).toBeGreaterThanOrEqual(CHART.top)
            expect(y + height).toBeLessThanOrEqual(bottom + 0.1)
            expect(width).toBeGreaterThan(0)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('times stay inside, from nothing to minutes', () => {
    const period = periodOf(7, '2026-03-10')
    const line = (index: number, ms: number) => ({
      bucket: period.buckets[index] ?? '',
      count: 1,
      p50: ms,
      p90: ms * 2,
      p99: ms * 4,
    })
    const { markup } = latencyChart(
      period,
      [0, 0.2, 9, 800, 500_000].map((ms, at) => line(at, ms)),
    )
    expect(markup).not.toMatch(/NaN|Infinity|undefined/)
    const heights = [...markup.matchAll(/cy="([\d.-]+)"/g)].map(([, y]) => Number(y))
    expect(heights.length).toBe(10)
    expect(Math.min(...heights)).toBe(CHART.top)
    expect(Math.max(...heights)).toBe(CHART.height - CHART.bottom)
  })

  test.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [42, [0, 20, 40, 60]],
    [100, [0, 50, 100]],
  ])('steps up to %d', (max, steps) => {
    expect(niceSteps(max)).toEqual(steps)
  })

  test('the last bucket always has its label', () => {
    for (const count of [1, 7, 24, 30, 90, 365]) {
      const labelled = labelledBuckets(count)
      expect(labelled(count - 1)).toBe(true)
      const labels = Array.from({ length: count }, (_, index) => labelled(index)).filter(Boolean)
      expect(labels.length).toBeLessThan(9)
    }
  })

  test.each([
    [8.44, '8.4 ms'],
    [120.4, '120 ms'],
    [2345, '2.3 s'],
  ])('%d milliseconds are %s', (ms, text) => {
    expect(milliseconds(ms)).toBe(text)
  })
})
