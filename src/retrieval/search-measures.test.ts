import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { SearchRequest, SearchResponse } from '../domain/search.js'
import { foldText } from '../scripts/fold.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { createMeasureSearcher, LIST_WEIGHTS, type SearchResult } from './search-measures.js'

const { assistant, open, embedder } = await openTestAssistant()
const { corpus, index, tokenizer } = open
const searcher = createMeasureSearcher(index, corpus.measures, tokenizer)

afterAll(closeTestAssistant)

const search = (query: string, over: Partial<SearchRequest> = {}): Promise<SearchResponse> =>
  assistant.search({ query, limit: 10, language: 'auto', explain: true, ...over })
const found = async (query: string, limit = 10): Promise<string[]> =>
  (await search(query, { limit })).results.map(({ measureId }) => measureId)

async function searchBare(query: string, allowed?: Uint32Array): Promise<SearchResult> {
  const folded = foldText(query)
  const [vector] = await embedder.embed([folded], 'query')
  if (vector === undefined) throw new Error('expected a vector')
  return searcher.search({ folded, vector, added: [], allowed }, corpus.measures.length)
}

const QUESTIONS = [
  '货值八千块的样品在口岸等化验结果，能先把货拉走吗？',
  '跨境電商退貨去邊度辦？',
  'How early do I have to ask for an advance ruling on classification?',
  '锂电池',
  'RCEP 9610 7×24',
  '🙂',
]

describe('the explanation', () => {
  test.each(QUESTIONS)('of %s adds up to the score of each hit', async (question) => {
    const { results } = await search(question, { limit: 50 })
    expect(results).toHaveLength(50)
    for (const { score, explanation = [] } of results) {
      expect(explanation.map(({ list }) => list)).toEqual(Object.keys(LIST_WEIGHTS))
      const sum = explanation.reduce((total, { contribution }) => total + contribution, 0)
      expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-9)
    }
  })

  test('the words of one language count for nothing in a question of the other', async () => {
    const weightOf = async (query: string, list: string): Promise<number> => {
      const { results } = await search(query)
      return results[0]?.explanation?.find((part) => part.list === list)?.weight ?? -1
    }
    expect(await weightOf('预裁定要提前多久申请', 'bm25:english')).toBe(0)
    expect(await weightOf('预裁定要提前多久申请', 'bm25:words')).toBe(LIST_WEIGHTS['bm25:words'])
    expect(await weightOf('How early must I ask?', 'bm25:bigrams')).toBe(0)
    expect(await weightOf('How early must I apply?', 'bm25:english')).toBeGreaterThan(0.3)
  })
})

describe('the hits', () => {
  test.each(QUESTIONS)('of %s come best first, each measure once', async (question) => {
    const { hits } = await searchBare(question)
    expect(hits).toHaveLength(corpus.measures.length)
    expect(new Set(hits.map(({ index }) => index)).size).toBe(corpus.measures.length)
    hits.forEach(({ score, measure, index }, place) => {
      expect(score).toBeLessThanOrEqual(hits[place - 1]?.score ?? Number.POSITIVE_INFINITY)
      expect(corpus.measures[index]).toBe(measure)
    })
  })

  test('carry a cosine for each sentence, none for the title', async () => {
    const { hits } = await searchBare('预裁定要提前多久申请')
    for (const { measure, sentenceCosines, layCosines } of hits) {
      expect(sentenceCosines).toHaveLength(measure.sentences.length)
      expect(layCosines).toHaveLength(measure.sentences.length)
      expect(sentenceCosines[0]).toBe(0)
      expect(sentenceCosines.slice(1).every((cosine) => cosine > 0.5 && cosine <= 1.0001)).toBe(
        true,
      )
    }
  })

  test('the same question gives the same hits and scores', async () => {
    for (const question of QUESTIONS) {
      const [one, other] = [await search(question), await search(question)]
      expect(other.results).toEqual(one.results)
    }
  })

  test('the limit cuts the list and changes nothing else', async () => {
    const all = await found('跨境电商退货', 50)
    expect(await found('跨境电商退货', 1)).toEqual(all.slice(0, 1))
    expect(await found('跨境电商退货', 7)).toEqual(all.slice(0, 7))
  })

  test('the evidence is that of the best measures', async () => {
    const { hits, evidence } = await searchBare('预裁定要提前多久申请')
    expect(evidence.margin).toBeCloseTo((hits[0]?.score ?? 0) - (hits[1]?.score ?? 0), 12)
    expect(evidence.chineseCoverage).toBeGreaterThan(0.5)
    expect(evidence.englishCoverage).toBe(0)
    const near = await searchBare('月球上的重力是多少')
    expect(near.evidence.bestWords).toBeLessThan(evidence.bestWords)
    expect(near.evidence.bestLay).toBeLessThan(evidence.bestLay)
  })
})

describe('a filter', () => {
  test('lets nothing else through, whatever is asked', async () => {
    const byOffice = corpus.documents.map(({ data }) => data.office)
    for (const office of byOffice) {
      const { results } = await search('预裁定要提前多久申请', {
        limit: 50,
        filters: { offices: [office] },
      })
      const own = corpus.measures.filter(({ officeId }) => officeId === office)
      expect(results.every((result) => result.office.id === office)).toBe(true)
      expect(results).toHaveLength(Math.min(50, own.length))
    }
  })

  test('any set of measures is searched as a set', async () => {
    const folded = '预裁定要提前多久申请'
    const [vector] = await embedder.embed([folded], 'query')
    if (vector === undefined) throw new Error('expected a vector')
    await fc.assert(
      fc.asyncProperty(fc.subarray([...corpus.measures.keys()]), async (indexes) => {
        const allowed = Uint32Array.from(indexes)
        const { hits } = await searcher.search({ folded, vector, added: [], allowed }, 200)
        expect(hits.map((hit) => hit.index).toSorted((a, b) => a - b)).toEqual(indexes)
      }),
      { numRuns: 30 },
    )
  })

  test('of no measure finds none', async () => {
    const { hits, evidence } = await searchBare('预裁定', new Uint32Array())
    expect(hits).toEqual([])
    expect(evidence).toMatchObject({ bestWords: 0, bestLay: 0, margin: 0, lexicalShare: 0 })
  })
})

describe('the ranking', () => {
  test.each([
    ['归类预裁定', 'dalian-43/33', 'the only one that rules in advance'],
    ['知识产权保护', 'shenzhen-20/19', 'the one that is about it, before one that mentions it'],
    ['智慧財產權保護', 'shenzhen-20/19', 'the Taiwan word for intellectual property is the same'],
    ['非处方药', 'haikou-20/7', 'it says OTC, not the Chinese word'],
    ['RCEP', 'shenzhen-20/11', 'a scheme by its Latin name'],
    ['活鱼进口', 'shenzhen-20/7', 'the one that speaks of live fish, not of aquatic products'],
    ['展品', 'shenzhen-20/10', 'exhibits, before exhibitions mentioned beside luggage'],
    ['边检', 'hainan-ftp-cases/4', 'border inspection is no customs inspection'],
    ['先入区后报关', 'hainan-ftp-cases/3', 'the mode that bears that name'],
    ['暂时进出境延期', 'dalian-43/29', 'the one on prolonging, not on entering'],
    ['外商投资企业登记', 'hainan-ftp-cases/6', '外商投资企业 is the full name of 外资企业'],
    ['船舶保税维修', 'dalian-43/28', 'the one that names ships, before bonded repair in general'],
    ['voluntary disclosure', 'gacc-2024-facilitation/28', 'the one that is about nothing else'],
    ['锂电池包装检测报告有效期多久', 'dalian-43/32', 'the report’s period, not the batteries'],
  ])('of %s begins with %s: %s', async (query, expected) => {
    expect((await found(query))[0]).toBe(expected)
  })

  test.each([
    [
      '主动披露',
      ['gacc-2024-facilitation/28', 'dalian-43/39', 'shenzhen-20/14', 'haikou-20/20'],
      'the four that speak of it, of four offices',
    ],
    [
      '跨境電商退貨',
      ['dalian-43/9', 'shenzhen-20/17', 'gacc-2024-facilitation/7', 'haikou-20/7'],
      'those with returns before the one on e-commerce without',
    ],
    [
      '真空包装',
      ['gacc-2024-facilitation/6', 'dalian-43/31', 'shenzhen-20/1'],
      'the three that name it, however it stands in them',
    ],
    [
      'AEO',
      ['shenzhen-20/13', 'haikou-20/17', 'gacc-2024-facilitation/27', 'dalian-43/38'],
      '高级认证企业 is an AEO',
    ],
  ])('of %s begins with %j: %s', async (query, expected) => {
    const first = (await found(query)).slice(0, expected.length)
    expect(first.toSorted()).toEqual(expected.toSorted())
  })

  test('the two scripts of one query have one ranking', async () => {
    const pairs = [
      ['跨境电商退货', '跨境電商退貨'],
      ['真空包装', '真空包裝'],
      ['进口水果检疫审批', '進口水果檢疫審批'],
    ] as const
    for (const [hans, hant] of pairs) expect(await found(hant, 50)).toEqual(await found(hans, 50))
  })

  test('politeness, width and case change no first place', async () => {
    const [first] = await found('AEO企业有什么便利')
    for (const query of ['请问ＡＥＯ企业有什么便利？谢谢', '  aeo企业 有什么便利  ']) {
      expect((await found(query))[0]).toBe(first)
    }
  })
})
