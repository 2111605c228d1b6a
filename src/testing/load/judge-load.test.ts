import { expect, test } from 'vitest'
import { judgeLoad } from './judge-load.js'
import type { LoadFigures } from './run-load.js'

const GOOD: LoadFigures = {
  requestsPerSecond: 200,
  p50Ms: 300,
  p99Ms: 1000,
  maxMs: 4000,
  statuses: new Map([
    [200, 5000],
    [429, 3],
    [503, 2],
  ]),
  withoutRetryAfter: 0,
  unanswered: 0,
}
const grown = (growth: number) => ({ startBytes: 100, endBytes: 100, growth, bytesPerMinute: 0 })

test('a server that answers or says when to try again did well', () => {
  expect(judgeLoad(GOOD, undefined)).toEqual([])
  expect(judgeLoad(GOOD, grown(0.05))).toEqual([])
  expect(judgeLoad(GOOD, grown(-0.3))).toEqual([])
})

test.each([
  [
    {
      statuses: new Map([
        [200, 1],
        [500, 2],
      ] as const),
    },
    '2 responses with status 500',
  ],
  [
    {
      statuses: new Map([
        [200, 1],
        [400, 1],
      ] as const),
    },
    '1 responses with status 400',
  ],
  [{ statuses: new Map([[503, 9]] as const) }, 'no response with status 200'],
  [{ withoutRetryAfter: 4 }, '4 of 429 or 503 without Retry-After'],
  [{ unanswered: 1 }, '1 requests without a response'],
  [{ p99Ms: 1001 }, 'p99 of 1001 ms, above 1000 ms'],
] as const)('%o is found', (wrong, words) => {
  expect(judgeLoad({ ...GOOD, ...wrong }, undefined)).toEqual([words])
})

test('memory that grows is found', () => {
  expect(judgeLoad(GOOD, grown(0.051))).toEqual([
    'memory grew by 5.1 % after the first minute, above 5 %',
  ])
})
