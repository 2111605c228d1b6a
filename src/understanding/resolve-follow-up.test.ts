import { describe, expect, test } from 'vitest'
import type { HistoryTurn } from '../domain/answer.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { type ResolvedQuestion, resolveFollowUp } from './resolve-follow-up.js'

const { reader, corpus } = loadTestReader()

const asked = (content: string): HistoryTurn => ({ role: 'user', content })
const answered = (content: string, ...measures: string[]): HistoryTurn =>
  measures.length === 0 ? { role: 'assistant', content } : { role: 'assistant', content, measures }

const SAMPLES = [
  asked('货值八千块的样品等化验结果，能先把货拉走吗？'),
  answered('大连海关43项惠企措施第（十九）项对此有规定。', 'dalian-43/19'),
]
const RULING = [
  asked('大连海关对预裁定有什么规定？'),
  answered('货物实际进出口3个月前可以申请。', 'dalian-43/33'),
]

function resolve(question: string, history: readonly HistoryTurn[]): ResolvedQuestion {
  const context = { requestedLanguage: 'auto', history }
  return resolveFollowUp(reader.read(question, context), context, reader, corpus)
}
const continued = ({ continues }: ResolvedQuestion): string[] => continues.map(({ id }) => id)
const referenced = ({ understanding }: ResolvedQuestion): string[] =>
  understanding.references.map(({ documentId, number }) => `${documentId}/${number}`)

describe('a question that stands alone', () => {
  test('takes over nothing without a history', () => {
    const resolved = resolve('上限是多少钱？', [])
    expect(resolved).toMatchObject({ standaloneQuestion: '上限是多少钱？', continues: [] })
    expect(resolved.otherwise).toBeUndefined()
  })

  test.each([
    '深圳海关第十九条',
    '案例3',
    '深圳海关有哪些措施？',
    '今天天气怎么样',
    'How is the weather today?',
  ])('%s takes over nothing from an earlier answer', (question) => {
    const resolved = resolve(question, SAMPLES)
    expect(resolved).toMatchObject({ standaloneQuestion: question, continues: [] })
    expect(resolved.otherwise).toBeUndefined()
    expect(resolved.understanding).toEqual(
      reader.read(question, { requestedLanguage: 'auto', history: SAMPLES }),
    )
  })

  test('a full question is read by itself first, and with what came before only otherwise', () => {
    const question = '加工贸易企业出口的保税料件内销要交缓税利息吗？'
    const resolved = resolve(question, SAMPLES)
    expect(resolved).toMatchObject({ standaloneQuestion: question, continues: [] })
    expect(resolved.otherwise && continued(resolved.otherwise)).toEqual(['dalian-43/19'])
  })
})

describe('a question that goes on about the last answer', () => {
  test.each([
    '上限是多少钱？',
    '上限是多少錢？',
    "And what's the value limit?",
    '要什么条件？',
    '它对哪些企业适用，是不是所有进口的货物都算在内？',
    'Does it apply to exporters who ship several consignments?',
  ])('%s takes over its measure', (question) => {
    const resolved = resolve(question, SAMPLES)
    expect(continued(resolved)).toEqual(['dalian-43/19'])
    expect(resolved.standaloneQuestion).toContain('样品')
    expect(resolved.standaloneQuestion.endsWith(question)).toBe(true)
  })

  test('the language is that of the new question', () => {
    expect(resolve("And what's the value limit?", SAMPLES).understanding.language).toBe('en')
    expect(resolve('那深圳呢', RULING).understanding.language).toBe('zh-Hans')
    expect(resolve('咁深圳呢？點樣？', RULING).understanding.language).toBe('zh-Hant-HK')
  })

  test('measures that an answer cites in words only are read from its text', () => {
    const history = [asked('样品能先提走吗'), answered('见大连海关43项惠企措施第（十九）项。')]
    expect(continued(resolve('上限是多少钱？', history))).toEqual(['dalian-43/19'])
  })

  test('the given measures win over the words', () => {
    const history = [
      asked('样品能先提走吗'),
      answered('见大连海关43项惠企措施第（十九）项。', 'dalian-43/20'),
    ]
    expect(continued(resolve('上限是多少钱？', history))).toEqual(['dalian-43/20'])
  })

  test('only the last answer counts, and only measures that exist', () => {
    const history = [...SAMPLES, asked('预裁定呢'), answered('', 'dalian-43/99', 'dalian-43/33')]
    expect(continued(resolve('要提前多久？', history))).toEqual(['dalian-43/33'])
  })

  test('an answer without a measure leaves nothing to go on about', () => {
    const history = [asked('红酒的税率是多少'), answered('收录的文件没有说明这一点。')]
    expect(continued(resolve('上限是多少钱？', history))).toEqual([])
  })
})

describe('a bare number', () => {
  test.each(['第三十三项呢', '第33項呢？', 'And measure 33?'])(
    '%s is one of the last document',
    (question) => {
      const resolved = resolve(question, SAMPLES)
      expect(referenced(resolved)).toEqual(['dalian-43/33'])
      expect(resolved.understanding.looseNumbers).toEqual([])
      expect(resolved.standaloneQuestion).toBe(`大连海关43项惠企措施 ${question}`)
    },
  )

  test('past the end of the last document it is missing there', () => {
    const resolved = resolve('第五十项呢', SAMPLES)
    expect(referenced(resolved)).toEqual([])
    expect(resolved.understanding.missing).toEqual([{ documentId: 'dalian-43', number: 50 }])
  })

  test('stays without a document when no answer named one', () => {
    const history = [asked('你好'), answered('您想了解哪一类？')]
    expect(resolve('第三十三项呢', history).understanding.looseNumbers).toEqual([33])
  })
})

describe('a bare office', () => {
  test.each(['那深圳呢', '那深圳呢？', '深圳呢', 'What about Shenzhen?'])(
    '%s takes over the topic and leaves the other office behind',
    (question) => {
      const { understanding, standaloneQuestion } = resolve(question, RULING)
      expect(understanding.officeIds).toEqual(['shenzhen-customs'])
      expect(understanding.topicTerms).toContain('预裁定')
      expect(standaloneQuestion).toContain('预裁定')
      expect(standaloneQuestion).not.toContain('大连')
    },
  )

  test('an office with a topic of its own keeps that, and has the other only otherwise', () => {
    const resolved = resolve('深圳对退货有什么规定', RULING)
    expect(resolved.understanding.topicTerms).not.toContain('预裁定')
    expect(resolved.otherwise?.understanding.topicTerms).toContain('预裁定')
    expect(resolved.otherwise?.understanding.officeIds).toEqual(['shenzhen-customs'])
  })
})
