import { describe, expect, test } from 'vitest'
import type { EvaluationEntry } from './evaluation-record.js'
import { type MetricSummary, scoreRecord } from './score-record.js'
import {
  sampleAnswer,
  sampleContext,
  sampleEntries,
  sampleEntry,
  sampleQuestion,
  sampleRefusal,
} from './testing/sample-context.fixture.js'

function scored(entries: readonly EvaluationEntry[] = sampleEntries()) {
  const scores = scoreRecord(sampleContext(entries))
  const metric = (key: string): MetricSummary => {
    const found = scores.metrics.find((summary) => summary.key === key)
    if (found === undefined) throw new Error(`no metric ${key}`)
    return found
  }
  return { scores, metric, value: (key: string) => metric(key).all?.value }
}

describe('scoreRecord', () => {
  const { scores, metric, value } = scored()

  test('a crash is wrong wherever something could have been right', () => {
    // Three answerable questions, one of which crashed; one to be refused.
    expect(metric('first-citation').all?.n).toBe(3)
    expect(value('first-citation')).toBeCloseTo(2 / 3, 6)
    expect(value('recall@5')).toBeCloseTo(2 / 3, 6)
    expect(value('false-refusals')).toBeCloseTo(1 / 3, 6)
    expect(value('outcome')).toBe(0.75)
    expect(value('no-crash')).toBe(0.75)
    expect(value('refusal-right')).toBe(1)
    expect(value('false-answers')).toBe(0)
  })

  test('what only an answer can have is not counted without one', () => {
    expect(metric('verbatim-quotes').all).toMatchObject({ n: 2, value: 1 })
    expect(metric('language').all).toMatchObject({ n: 3, value: 1 })
    expect(metric('fact-coverage').all).toMatchObject({ n: 1, value: 1 })
  })

  test('forms of one question: the two that answered agree, the crash does not', () => {
    expect(metric('agree-first').all).toMatchObject({ n: 1, value: 0 })
    expect(metric('agree-scripts').all).toMatchObject({ n: 1, value: 0 })
    const answered = scored(sampleEntries().slice(0, 2))
    expect(answered.metric('agree-first').all).toMatchObject({ n: 1, value: 1 })
    expect(answered.metric('agree-scripts').all).toBeNull()
  })

  test('breaks down by language, type, office and split, with intervals', () => {
    const { byLanguage, byType, byOffice, bySplit } = metric('first-citation')
    expect(Object.keys(byLanguage)).toEqual(['en', 'zh-Hans', 'zh-Hant', 'zh-Hant-HK'])
    expect(byLanguage['zh-Hant']?.value).toBe(0)
    expect(byType['paraphrase']?.n).toBe(3)
    expect(byOffice['dalian-customs']).toMatchObject({ n: 3 })
    expect(bySplit['test']?.n).toBe(3)
    expect(byLanguage['en']?.low).toBeLessThan(1)
  })

  test('the confusion table has the crash as an error', () => {
    expect(scores.confusion).toEqual({
      answered: { answered: 2, error: 1 },
      no_evidence: { no_evidence: 1 },
    })
  })

  test('AUROC is over what the gate decided', () => {
    expect(scores.auroc.all).toMatchObject({ n: 3, value: 1 })
  })

  test('a question answered that should be refused, and with a citation, counts twice', () => {
    const wrong = scored([
      sampleEntry(
        sampleQuestion({ outcome: 'no_evidence' }),
        sampleAnswer('dalian-43/19', 'zh-Hans'),
      ),
      sampleEntry(sampleQuestion({ id: 'q2', outcome: 'no_evidence' }), {
        ...sampleAnswer('dalian-43/19', 'zh-Hans'),
        outcome: 'no_evidence',
      }),
    ])
    expect(wrong.value('false-answers')).toBe(0.5)
    expect(wrong.value('citations-iff-answered')).toBe(0.5)
  })

  test('an uncited statement and a wrong written form are seen', () => {
    const answer = sampleAnswer('dalian-43/19', 'zh-Hans')
    const wrong = scored([
      sampleEntry(sampleQuestion({ gold: ['dalian-43/19'], language: 'zh-Hant-TW' }), {
        ...answer,
        claims: [{ kind: 'statement', text: '可先行提离。', citations: [] }],
      }),
      sampleEntry(
        sampleQuestion({ id: 'q2', outcome: 'out_of_scope' }),
        sampleRefusal('out_of_scope'),
      ),
    ])
    expect(wrong.value('statements-cited')).toBe(0.5)
    expect(wrong.value('language')).toBe(0.5)
    expect(wrong.value('wording')).toBe(0.5)
  })

  test('the same record gives the same numbers', () => {
    expect(scored().scores.metrics).toEqual(scores.metrics)
  })
})

function variant(
  questionId: string,
  kind: 'slips' | 'traditional',
  ranked: string[],
  cited: string[] = [],
) {
  return { questionId, kind, text: 'x', ranked, cited, error: null }
}

test('other forms: mistyped questions find less, converted ones may cite more', () => {
  const context = sampleContext()
  const record = {
    ...context.record,
    variants: [
      variant('q1', 'slips', ['dalian-43/1']),
      variant('q2', 'slips', ['dalian-43/19']),
      variant('q1', 'traditional', [], ['dalian-43/19']),
      variant('q2', 'traditional', [], ['dalian-43/41', 'dalian-43/19']),
    ],
  }
  const scores = scoreRecord({ ...context, record })
  const slips = scores.metrics.find(({ key }) => key === 'slips:recall@5')
  expect(slips?.all).toMatchObject({ n: 2, value: 0.5 })
  expect(scores.slips).toMatchObject({ pairs: 2, difference: -0.5 })
  const converted = scores.metrics.find(({ key }) => key === 'agree-converted')
  expect(converted?.all).toMatchObject({ n: 2, value: 0.5 })
})
