import { describe, expect, test } from 'vitest'
import type { Outcome } from '../domain/answer.js'
import type { AskedFacet } from '../domain/cues.js'
import type { EvaluationEntry, RecordedGeneration } from './evaluation-record.js'
import { wrongsOf } from './report/verdict.js'
import { type MetricSummary, scoreRecord } from './score-record.js'
import { withoutRemarks } from './testing/changed-answer.fixture.js'
import { composedAnswer } from './testing/composed-answer.fixture.js'
import {
  sampleContext,
  sampleEntry,
  sampleQuestion,
  sampleRefusal,
} from './testing/sample-context.fixture.js'

function metricOf(entries: readonly EvaluationEntry[], key: string): MetricSummary | undefined {
  return scoreRecord(sampleContext(entries)).metrics.find((metric) => metric.key === key)
}

const gold = { gold: ['haikou-20/7'] }
const weak = composedAnswer('zh-Hans', ['haikou-20/7#2'])

describe('strength-shown', () => {
  const entries = [
    sampleEntry(sampleQuestion({ ...gold, id: 'q1' }), weak),
    sampleEntry(sampleQuestion({ ...gold, id: 'q2' }), withoutRemarks(weak)),
    sampleEntry(
      sampleQuestion({ gold: ['dalian-43/33'], id: 'q3' }),
      composedAnswer('zh-Hans', ['dalian-43/33#1']),
    ),
    sampleEntry(sampleQuestion({ outcome: 'no_evidence', id: 'q4' }), sampleRefusal('no_evidence')),
    sampleEntry(sampleQuestion({ ...gold, id: 'q5' }), null),
  ]

  test('is over the answers that quote something less than in force', () => {
    expect(metricOf(entries, 'strength-shown')?.all).toMatchObject({ n: 2, value: 0.5 })
  })

  test('is told for each question', () => {
    const [shown, unshown] = entries.map((entry) => wrongsOf(entry, sampleContext(entries)))
    expect(shown).toEqual([])
    expect(unshown).toEqual(['strength not shown: [1] is explored, nothing says so'])
  })
})

test('what is told as missing or as stated, whichever it is not', () => {
  const asked = (
    expected: Outcome,
    found: 'answered' | 'partial' | 'no_evidence' | null,
    over: Parameters<typeof sampleQuestion>[0] = {},
  ): EvaluationEntry =>
    sampleEntry(
      sampleQuestion({ ...gold, type: 'facet', outcome: expected, ...over }),
      found === null
        ? null
        : found === 'no_evidence'
          ? sampleRefusal(found)
          : { ...weak, outcome: found },
    )
  const entries = [
    asked('answered', 'answered'),
    asked('answered', 'partial', { type: 'strength', language: 'en', split: 'dev' }),
    asked('answered', 'no_evidence'),
    asked('answered', 'partial', { type: 'compare' }),
    asked('answered', null),
    asked('partial', 'partial'),
    asked('partial', 'answered', { type: 'paraphrase' }),
    asked('partial', 'answered', { type: 'followup' }),
    asked('no_evidence', 'answered', { gold: [] }),
  ].map((entry, at) => ({ ...entry, question: { ...entry.question, id: `q${at}` } }))
  const [missing, stated] = ['stated-missing', 'missing-stated'].map((key) =>
    metricOf(entries, key),
  )
  expect(missing).toMatchObject({
    better: 'lower',
    all: { n: 2, value: 0.5 },
    byLanguage: { en: { n: 1, value: 1 }, 'zh-Hans': { n: 1, value: 0 } },
    bySplit: { dev: { value: 1 }, test: { value: 0 } },
  })
  expect(stated).toMatchObject({ better: 'lower', all: { n: 2, value: 0.5 } })
})

describe('what the answer says is not stated', () => {
  const partial = (
    outcome: Outcome,
    missing: readonly AskedFacet[] | undefined,
    unstated: readonly AskedFacet[] | undefined,
  ): EvaluationEntry => ({
    ...sampleEntry(
      sampleQuestion({
        ...gold,
        type: 'facet',
        outcome,
        ...(missing === undefined ? {} : { missing: [...missing] }),
      }),
      { ...weak, outcome: 'partial' },
    ),
    ...(unstated === undefined ? {} : { unstated: [...unstated] }),
  })
  const only = (key: string, entry: EvaluationEntry): number | undefined =>
    metricOf([entry], key)?.all?.value

  test('must be what is missing, or be asked for in its words', () => {
    expect(only('missing-stated', partial('partial', ['duration'], ['timeLimit']))).toBe(0)
    expect(only('missing-stated', partial('partial', ['duration'], ['fee']))).toBe(1)
    expect(only('missing-stated', partial('partial', ['duration'], []))).toBe(1)
    expect(only('missing-stated', partial('partial', ['duration'], undefined))).toBe(0)
    expect(only('missing-stated', partial('partial', undefined, ['fee']))).toBe(0)
  })

  test('is no matter of an office that is not covered', () => {
    expect(metricOf([partial('partial', [], [])], 'missing-stated')?.all ?? null).toBeNull()
    expect(only('stated-missing', partial('answered', undefined, []))).toBe(0)
    expect(only('stated-missing', partial('answered', undefined, ['fee']))).toBe(1)
  })
})

describe('what a language model wrote', () => {
  const rejected = { text: '可立即提离。', reason: 'strength' }
  const entry = (generation: Partial<RecordedGeneration> | null): EvaluationEntry => ({
    ...sampleEntry(sampleQuestion(gold), weak),
    generation:
      generation === null
        ? null
        : {
            promptVersion: 1,
            verified: 0,
            replaced: [],
            dropped: [],
            failure: null,
            ...generation,
          },
  })
  const entries = [
    entry({ verified: 2, replaced: [rejected], dropped: [rejected] }),
    entry({ dropped: [rejected], failure: 'nothing_verified' }),
    entry({ failure: 'unavailable' }),
    entry(null),
  ].map((one, at) => ({ ...one, question: { ...one.question, id: `q${at}` } }))

  test('shares of its sentences, and how often nothing of it was shown', () => {
    expect(metricOf(entries, 'dropped-sentences')?.all).toMatchObject({ n: 2, value: 0.625 })
    expect(metricOf(entries, 'replaced-sentences')?.all).toMatchObject({ n: 2, value: 0.125 })
    expect(metricOf(entries, 'fallbacks')?.all).toMatchObject({ n: 3, value: 0.666667 })
  })

  test('is no metric of a run that asked none', () => {
    const keys = scoreRecord(sampleContext([entry(null)])).metrics.map(({ key }) => key)
    expect(keys).toContain('strength-shown')
    for (const key of ['dropped-sentences', 'replaced-sentences', 'fallbacks']) {
      expect(keys).not.toContain(key)
    }
  })
})
