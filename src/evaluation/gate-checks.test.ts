import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { baselineOf, readBaseline, writeBaseline } from './baseline.js'
import { compareWithBaseline } from './compare-baseline.js'
import type { EvaluationEntry } from './evaluation-record.js'
import { type Floors, readFloors } from './floors.js'
import { baselineChecks, floorChecks, lengthChecks, safetyChecks } from './gate-checks.js'
import { makeReport } from './report/report.js'
import { scoreRecord } from './score-record.js'
import {
  sampleAnswer,
  sampleContext,
  sampleCorpus,
  sampleEntry,
  sampleQuestion,
  sampleRefusal,
} from './testing/sample-context.fixture.js'

/** One question on each measure; the first `wrong` cite another measure. */
function run(wrong: number, count = 60) {
  const entries = sampleCorpus.measures.slice(0, count).map((measure, index): EvaluationEntry => {
    const other = sampleCorpus.measures.at(-1)?.id ?? ''
    return sampleEntry(
      sampleQuestion({ id: `q${index}`, gold: [measure.id] }),
      sampleAnswer(index < wrong ? other : measure.id, 'zh-Hans'),
      [measure.id],
    )
  })
  const context = sampleContext(entries)
  return { context, record: context.record, scores: scoreRecord(context) }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baseline-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the baseline', () => {
  test('is read as it was written, one line for each question', () => {
    const { record, scores } = run(0)
    const baseline = baselineOf(record, scores)
    const file = join(folder, 'baseline.json')
    writeBaseline(file, baseline)
    expect(readBaseline(file)).toEqual(baseline)
    expect(readFileSync(file, 'utf8').match(/^ {2}"q\d+": \[/gmu)).toHaveLength(60)
  })

  test('a run compared with itself moves nothing', () => {
    const { record, scores } = run(3)
    const comparisons = compareWithBaseline(record, scores, baselineOf(record, scores))
    expect(comparisons.length).toBeGreaterThan(5)
    for (const comparison of comparisons) {
      expect(comparison).toMatchObject({
        difference: 0,
        low: 0,
        high: 0,
        adjustedP: 1,
        fell: false,
      })
    }
  })

  test('ten of sixty wrong is a fall, one of sixty is not, and ten right again is none', () => {
    const baseline = baselineOf(run(0).record, run(0).scores)
    const failed = (wrong: number): string[] => {
      const { record, scores } = run(wrong)
      return baselineChecks(compareWithBaseline(record, scores, baseline), baseline.margin)
        .filter(({ passed }) => !passed)
        .map(({ id }) => id)
    }
    expect(failed(10)).toContain('baseline:first-citation')
    expect(failed(1)).toEqual([])
    const { record, scores } = run(0)
    const worse = baselineOf(run(10).record, run(10).scores)
    expect(compareWithBaseline(record, scores, worse).filter(({ fell }) => fell)).toEqual([])
  })

  test('more false answers is a fall though the number rises', () => {
    const answered = (count: number) => {
      const entries = Array.from({ length: 40 }, (_, index) =>
        sampleEntry(
          sampleQuestion({ id: `q${index}`, outcome: 'no_evidence' }),
          index < count ? sampleAnswer('dalian-43/19', 'zh-Hans') : sampleRefusal('no_evidence'),
        ),
      )
      const context = sampleContext(entries)
      return { record: context.record, scores: scoreRecord(context) }
    }
    const { record, scores } = answered(0)
    const worse = answered(12)
    const fell = compareWithBaseline(worse.record, worse.scores, baselineOf(record, scores))
      .filter((comparison) => comparison.fell)
      .map(({ key }) => key)
    expect(fell).toContain('false-answers')
  })

  test('a question that was reworded is not compared', () => {
    const { record, scores } = run(0)
    const baseline = baselineOf(record, scores)
    const reworded = {
      ...record,
      entries: record.entries.map((entry, index) =>
        index === 0
          ? { ...entry, question: { ...entry.question, question: 'other words' } }
          : entry,
      ),
    }
    const [first] = compareWithBaseline(reworded, scores, baseline)
    expect(first?.pairs).toBe(59)
  })

  test.each([
    ['{', 'expected a baseline'],
    ['{"format": 2}', 'format'],
  ])('%s is refused with its file', (content, message) => {
    const file = join(folder, 'baseline.json')
    writeFileSync(file, content)
    expect(() => readBaseline(file)).toThrow(message)
    expect(() => readBaseline(file)).toThrow(file)
  })
})

describe('floors', () => {
  const floors: Floors = {
    'first-citation': { 'zh-Hans': 0.95, en: 0.9 },
    'false-refusals': { all: 0.04 },
  }

  test('hold for what the run has, and less is better where it is', () => {
    const good = floorChecks(run(1).scores, floors, 1)
    expect(good.map(({ id, passed }) => [id, passed])).toEqual([
      ['floor:first-citation:zh-Hans', true],
      ['floor:false-refusals:all', true],
    ])
    const bad = floorChecks(run(10).scores, floors, 1)
    expect(bad.find(({ id }) => id === 'floor:first-citation:zh-Hans')?.passed).toBe(false)
    const refused = sampleContext([
      sampleEntry(sampleQuestion({ gold: ['dalian-43/19'] }), sampleRefusal('no_evidence')),
    ])
    expect(
      floorChecks(scoreRecord(refused), floors, 1).find(({ id }) => id.endsWith(':all'))?.passed,
    ).toBe(false)
  })

  test('only the test split counts, and only a complete run', () => {
    const entries = [
      sampleEntry(
        sampleQuestion({ split: 'dev', gold: ['dalian-43/19'] }),
        sampleRefusal('no_evidence'),
      ),
    ]
    const context = sampleContext(entries)
    expect(floorChecks(scoreRecord(context), floors, 1)).toEqual([])
    const bad = run(10).context
    const part = {
      ...bad,
      record: { ...bad.record, header: { ...bad.record.header, complete: false } },
    }
    const ids = (given: typeof bad) =>
      makeReport(given, { floors })
        .report.checks.map(({ id }) => id)
        .filter((id) => id.startsWith('floor'))
    expect(ids(bad).length).toBeGreaterThan(0)
    expect(ids(part)).toEqual([])
  })

  test('a floor for a metric that does not exist is refused', () => {
    const file = join(folder, 'floors.json')
    writeFileSync(file, '{ "floors": { "recal@5": { "en": 0.9 } } }')
    expect(() => readFloors(file)).toThrow('found "recal@5"')
    writeFileSync(file, '{ "floors": { "recall@5": { "fr": 0.9 } } }')
    expect(() => readFloors(file)).toThrow(file)
  })
})

describe('the budget of lengths', () => {
  const summary = (median: number) => ({
    n: 9,
    median,
    medianInterval: { low: median - 5, high: median + 5 },
    p90: 2 * median,
  })

  test('is for the median of each language, in characters or words', () => {
    const checks = lengthChecks({
      'zh-Hans': summary(160),
      'zh-Hant': summary(161),
      'zh-Hant-HK': summary(500),
      en: summary(91),
    })
    expect(checks.map(({ id, passed }) => [id, passed])).toEqual([
      ['length:zh-Hans', true],
      ['length:zh-Hant', false],
      ['length:en', false],
    ])
    expect(checks[2]?.detail).toBe('at most 90 words: 91 [86, 96] over 9')
  })

  test('is not asked of a part of the questions', () => {
    const { context } = run(0, 5)
    const ids = (complete: boolean): string[] =>
      makeReport(
        {
          ...context,
          record: { ...context.record, header: { ...context.record.header, complete } },
        },
        {},
      )
        .report.checks.map(({ id }) => id)
        .filter((id) => id.startsWith('length'))
    expect(ids(true)).toEqual(['length:zh-Hans'])
    expect(ids(false)).toEqual([])
  })
})

test('safetyChecks name the questions at fault', () => {
  const context = sampleContext([
    sampleEntry(sampleQuestion({ gold: ['dalian-43/19'] }), {
      ...sampleAnswer('dalian-43/19', 'zh-Hans'),
      citations: [],
    }),
  ])
  const failed = safetyChecks(context, scoreRecord(context)).filter(({ passed }) => !passed)
  expect(failed.map(({ id }) => id)).toEqual([
    'safety:citations-resolve',
    'safety:citations-iff-answered',
  ])
  expect(failed[0]?.detail).toBe('expected all, found 0 of 1: q1: [1] has no citation')
})
