import { describe, expect, test } from 'vitest'
import {
  type BenchmarkReport,
  type Figure,
  formatReport,
  keepsTarget,
  reportJson,
} from './report.js'

const below: Figure = {
  name: 'answer',
  value: 29.96,
  unit: 'ms',
  target: { bound: 'below', value: 30 },
}
const over: Figure = { ...below, name: 'cached answer', value: 30 }
const rate: Figure = {
  name: 'rate',
  value: 40,
  unit: '1/s',
  target: { bound: 'atLeast', value: 40 },
}
const plain: Figure = { name: 'views', value: 2013, unit: '', note: 'all of them' }

const report: BenchmarkReport = {
  machine: { cpu: 'Some CPU', cores: 2, memoryGb: 8, node: 'v20.0.0', platform: 'linux x64' },
  seed: 1,
  corpusVersion: 'abc',
  embedder: 'def',
  sections: [{ title: 'A corpus', figures: [below, over, rate, plain] }],
}

test('keepsTarget: a limit is to be undercut, a floor to be reached', () => {
  expect([below, over, rate, { ...rate, value: 39.9 }, plain].map(keepsTarget)).toEqual([
    true,
    false,
    true,
    false,
    undefined,
  ])
})

describe('formatReport', () => {
  test('says machine, corpus and each figure with its target', () => {
    expect(formatReport(report)).toBe(
      [
        'Some CPU, 2 cores, 8 GB, node v20.0.0, linux x64',
        'corpus abc, seed 1',
        '',
        'A corpus',
        '--------',
        'answer         30.0  ms   target < 30 ms  ok',
        'cached answer  30.0  ms   target < 30 ms  over',
        'rate           40.0  1/s  target >= 40 1/s  ok',
        `views          2013${' '.repeat(29)}all of them`,
        '',
      ].join('\n'),
    )
  })
})

test('reportJson holds the numbers and whether each target is kept', () => {
  const parsed: unknown = JSON.parse(reportJson(report))
  expect(parsed).toEqual({
    ...report,
    sections: [
      {
        title: 'A corpus',
        figures: [{ ...below, ok: true }, { ...over, ok: false }, { ...rate, ok: true }, plain],
      },
    ],
  })
})
