import { expect, test } from 'vitest'
import { answerLength, answerLengths } from './answer-lengths.js'
import type { EvaluationEntry } from './evaluation-record.js'
import { composedAnswer, composedTable, composedWhole } from './testing/composed-answer.fixture.js'
import {
  sampleAnswer,
  sampleContext,
  sampleEntry,
  sampleQuestion,
  sampleRefusal,
} from './testing/sample-context.fixture.js'

const claim = (kind: 'statement' | 'lead' | 'absence' | 'signpost', text: string) => ({
  kind,
  text,
  citations: [],
})

test('Chinese is counted in characters, English in words', () => {
  const chinese = [
    claim('lead', '**海口海关“二十条措施”第7条**：'),
    claim('statement', '可在3个月内申请OTC。'),
    claim('absence', '没有写明。'),
    claim('signpost', '请拨打12360。'),
  ]
  // 海口海关二十条措施第条, 可在个月内申请, 没有写明
  expect(answerLength({ language: 'zh-Hans', claims: chinese })).toBe(11 + 7 + 4)
  const english = [
    claim('lead', '**Haikou Customs, Measure 7:** '),
    claim('statement', 'Firms’ goods (10,000 t) may leave pre-clearance.'),
    claim('statement', 'Unofficial translation. Original: 「货物可以先行提离。」'),
    claim('signpost', 'Call 12360.'),
  ]
  // Haikou Customs Measure 7, Firms’ goods 10,000 t may leave pre-clearance
  expect(answerLength({ language: 'en', claims: english })).toBe(4 + 7)
})

test('an English answer is as long as what it says beside the quoted original', () => {
  const whole = composedAnswer('en', ['dalian-43/33#1'])
  const own = whole.claims.filter(({ text }) => !text.includes('Original:'))
  expect(own).toHaveLength(whole.claims.length - 1)
  expect(answerLength({ language: 'en', claims: own })).toBe(answerLength(whole))
})

function entriesOf(...lengths: readonly number[]): EvaluationEntry[] {
  return lengths.map((length, at) =>
    sampleEntry(sampleQuestion({ id: `q${at}`, gold: ['dalian-43/19'] }), {
      ...sampleAnswer('dalian-43/19', 'zh-Hans'),
      claims: [claim('statement', '货'.repeat(length))],
    }),
  )
}

test('the median, its interval by ranks and the 90th percentile', () => {
  const lengths = Array.from({ length: 100 }, (_, at) => at + 1)
  // Ranks 40 and 61 of 100: the binomial interval in the books.
  expect(answerLengths(sampleContext(entriesOf(...lengths)))['zh-Hans']).toEqual({
    n: 100,
    median: 50.5,
    medianInterval: { low: 40, high: 61 },
    p90: 90.1,
  })
  expect(answerLengths(sampleContext(entriesOf(7)))['zh-Hans']).toEqual({
    n: 1,
    median: 7,
    medianInterval: { low: 7, high: 7 },
    p90: 7,
  })
})

test('what is long by its nature is left out, and what is no answer', () => {
  const gold = { gold: ['dalian-43/33'] }
  const left = [
    sampleEntry(sampleQuestion(gold), composedWhole('zh-Hans', 'dalian-43/33')),
    sampleEntry(
      sampleQuestion(gold),
      composedTable('zh-Hans', ['dalian-43/33#1', 'dalian-43/39#3', 'haikou-20/7#2']),
    ),
    ...(['lookup', 'compare'] as const).map((type) =>
      sampleEntry(sampleQuestion({ ...gold, type }), composedAnswer('zh-Hans', ['dalian-43/33#1'])),
    ),
    sampleEntry(sampleQuestion({ outcome: 'no_evidence' }), sampleRefusal('no_evidence')),
    sampleEntry(sampleQuestion(gold), null),
  ]
  expect(answerLengths(sampleContext(left))).toEqual({})
  const kept = sampleEntry(
    sampleQuestion({ ...gold, language: 'zh-Hant-TW' }),
    composedAnswer('zh-Hant-TW', ['dalian-43/33#1'], { outcome: 'partial' }),
  )
  expect(Object.keys(answerLengths(sampleContext([...left, kept])))).toEqual([
    'zh-Hant',
    'zh-Hant-TW',
  ])
})
