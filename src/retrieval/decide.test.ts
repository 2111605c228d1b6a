import { describe, expect, test } from 'vitest'
import type { CorpusDocument } from '../domain/corpus.js'
import { loadTestReader, NO_CONTEXT } from '../testing/load-test-reader.js'
import { allowedMeasures } from './allowed-measures.js'
import {
  type Decision,
  decideBeforeSearch,
  decideFromSearch,
  indexesOf,
  type RestrictedSearch,
} from './decide.js'
import type { Evidence, Hit } from './search-measures.js'

const { corpus, reader } = loadTestReader()
const { measures } = corpus
const read = (question: string) => reader.read(question, NO_CONTEXT)

const NO_EVIDENCE: Evidence = {
  lexicalShare: 0,
  bestWords: 0,
  bestEnglish: 0,
  englishCoverage: 0,
  chineseCoverage: 0,
  bestOriginal: 0,
  bestLay: 0,
  bestEnglishCosine: 0,
  margin: 0,
  bestLayAnywhere: 0.9,
  bestUnanswered: 0.8,
  unansweredShare: 0.1,
  bestShare: 0.5,
}

/** What the fake search knows: scores by measure id; 1 and above passes the gate, .5 and above beside another. */
type Scores = Readonly<Record<string, number>>

/** A search without an index: all measures match a little, those of `scores` by their score. */
function fakeSearch(
  scores: Scores,
  outside = false,
): RestrictedSearch & { readonly searched: string[][] } {
  const searched: string[][] = []
  const search: RestrictedSearch = async (allowed) => {
    const indexes = [...(allowed ?? measures.keys())]
    const hits = indexes.flatMap((index): Hit[] => {
      const measure = measures[index]
      if (measure === undefined) return []
      return [
        {
          measure,
          index,
          score: scores[measure.id] ?? 0.01,
          sentenceCosines: [],
          layCosines: [],
          explain: () => [],
        },
      ]
    })
    searched.push([...new Set(hits.map(({ measure }) => measure.documentId))])
    hits.sort((a, b) => b.score - a.score || a.index - b.index)
    const best = hits[0]?.score ?? 0
    return {
      hits: hits.slice(0, 10),
      evidence: NO_EVIDENCE,
      outside,
      passes: best >= 1,
      passesBeside: best >= 0.5,
    }
  }
  return Object.assign(search, { searched })
}

interface Setting {
  readonly scores?: Scores
  /** What the gate says of the scope. */
  readonly outside?: boolean
  readonly filters?: Parameters<typeof allowedMeasures>[1]
  readonly silent?: (document: CorpusDocument) => boolean
}

/** The whole decision, as the assistant takes it. */
async function decide(question: string, setting: Setting = {}): Promise<Decision> {
  const understanding = read(question)
  return (
    decideBeforeSearch(understanding, corpus) ??
    decideFromSearch(
      understanding,
      corpus,
      allowedMeasures(corpus, setting.filters),
      fakeSearch(setting.scores ?? {}, setting.outside),
      async (document) => setting.silent?.(document) ?? false,
    )
  )
}

async function evidence(
  question: string,
  setting: Setting,
): Promise<Extract<Decision, { kind: 'evidence' }>> {
  const decision = await decide(question, setting)
  if (decision.kind !== 'evidence') throw new Error(`expected evidence, found ${decision.kind}`)
  return decision
}
const cited = (decision: { readonly hits: readonly Hit[] }): string[] =>
  decision.hits.map(({ measure }) => measure.id)

describe('decided before any search', () => {
  test.each([
    ['大连海关第三十三项写了什么', ['dalian-43/33']],
    ['深圳第3到第5条', ['shenzhen-20/3', 'shenzhen-20/4', 'shenzhen-20/5']],
    ['Shenzhen measure 3 and Dalian measure 33', ['shenzhen-20/3', 'dalian-43/33']],
  ])('%s looks up %j', async (question, expected) => {
    const decision = decideBeforeSearch(read(question), corpus)
    expect(decision).toMatchObject({ kind: 'lookup', missing: [] })
    expect(decision?.kind === 'lookup' && decision.measures.map(({ id }) => id)).toEqual(expected)
  })

  test('a range that ends past the last measure is looked up, and what is missing is kept', async () => {
    expect(await decide('深圳第19到21条')).toMatchObject({
      kind: 'lookup',
      missing: [{ documentId: 'shenzhen-20', number: 21 }],
    })
  })

  test.each(['深圳第三十条是什么', 'case 7', '案例1', 'Dalian measure 44'])(
    '%s is a number that is not there',
    async (question) => {
      expect((await decide(question)).kind).toBe('measure-not-found')
    },
  )

  test.each(['第十九条', 'measure 19', '第19条说的是什么货物'])(
    '%s asks back which document',
    async (question) => {
      expect(await decide(question)).toEqual({ kind: 'which-document', numbers: [19] })
    },
  )

  test('a number with an office that is not covered is no question of which document', async () => {
    expect(await decide('上海海关第十九条')).toMatchObject({
      kind: 'office-not-covered',
      officeIds: ['shanghai-customs'],
      hasTopic: false,
    })
  })

  test.each(['《海关法》第八十二条是什么', 'What does Article 3 of the Customs Law say?'])(
    '%s is of a document we do not have, whatever a search would find',
    async (question) => {
      expect((await decide(question, { scores: { 'dalian-43/33': 9 } })).kind).toBe('no-evidence')
    },
  )

  test.each(['¿Cómo importo vino?', '通関の手続きを教えて'])(
    '%s is in a language that is not answered',
    async (question) => {
      expect((await decide(question, { scores: { 'dalian-43/33': 9 } })).kind).toBe(
        'foreign-language',
      )
    },
  )

  test.each(['今天天气怎么样', '帮我写一首诗', 'Tell me a joke'])(
    '%s is out of scope, whatever a search finds',
    async (question) => {
      const setting = { scores: { 'dalian-43/33': 9 }, outside: true }
      expect((await decide(question, setting)).kind).toBe('out-of-scope')
    },
  )

  test.each([
    ['大连办护照要多久', true],
    ['办护照要多久', false],
  ])(
    'a far matter of an office that is named is answered where it is found: %s',
    async (question, answered) => {
      const setting = { scores: { 'dalian-43/33': 9 }, outside: true }
      const { kind } = await decide(question, setting)
      expect(kind).toBe(answered ? 'evidence' : 'out-of-scope')
      const nothing = await decide(question, { scores: { 'dalian-43/33': 0 }, outside: true })
      expect(nothing.kind).toBe('out-of-scope')
    },
  )

  test('a far matter that touches customs is searched', async () => {
    const decision = await decide('台风来了港口货物还放行吗', { scores: { 'dalian-43/33': 9 } })
    expect(decision.kind).toBe('evidence')
  })

  test.each(['有什么优惠？', '你好', '有甚麼優惠'])('%s is too vague', async (question) => {
    expect(await decide(question)).toEqual({ kind: 'vague' })
  })

  test.each([
    ['大连海关有哪些措施', ['dalian-43'], false],
    ['大連海關', ['dalian-43'], false],
    ['深圳20条讲了什么', ['shenzhen-20'], false],
    ['What measures does Haikou Customs have?', ['haikou-20'], false],
    ['深圳和大连有哪些措施', ['dalian-43', 'shenzhen-20'], false],
    [
      '收录了哪些海关',
      ['dalian-43', 'shenzhen-20', 'haikou-20', 'hainan-ftp-cases', 'gacc-2024-facilitation'],
      true,
    ],
  ])('%s is an overview of %j', async (question, expected, everything) => {
    const decision = await decide(question)
    expect(decision).toMatchObject({ kind: 'overview', everything })
    expect(decision.kind === 'overview' && decision.documents.map(({ data }) => data.id)).toEqual(
      expected,
    )
  })

  test.each(['上海海关有哪些措施', '上海海關', 'What does Shanghai Customs offer?'])(
    '%s names only an office that is not covered',
    async (question) => {
      expect(await decide(question, { scores: { 'dalian-43/33': 9 } })).toEqual({
        kind: 'office-not-covered',
        officeIds: ['shanghai-customs'],
        near: [],
        hasTopic: false,
      })
    },
  )
})

describe('a question with a topic', () => {
  test('is answered by the best measure', async () => {
    const decision = await evidence('预裁定要提前多久', { scores: { 'dalian-43/33': 3 } })
    expect(cited(decision)).toEqual(['dalian-43/33'])
    expect(decision).toMatchObject({
      comparison: false,
      uncovered: [],
      silent: [],
      fromOtherOffice: false,
    })
  })

  test('a second measure is cited when it is nearly as good, a third never', async () => {
    const question = '预裁定要提前多久'
    const near = { 'dalian-43/33': 3, 'dalian-43/11': 2.8, 'shenzhen-20/1': 2.75 }
    expect(cited(await evidence(question, { scores: near }))).toEqual([
      'dalian-43/33',
      'dalian-43/11',
    ])
    const far = { 'dalian-43/33': 3, 'dalian-43/11': 2 }
    expect(cited(await evidence(question, { scores: far }))).toEqual(['dalian-43/33'])
  })

  test('near measures are handed on, best first, the cited ones among them', async () => {
    const scores = { 'dalian-43/33': 3, 'shenzhen-20/1': 1.9, 'haikou-20/7': 1.6 }
    const { near } = await evidence('预裁定要提前多久', { scores })
    expect(near.map(({ id }) => id)).toEqual(['dalian-43/33', 'shenzhen-20/1', 'haikou-20/7'])
  })

  test('what scores less than half of the best is not near', async () => {
    const scores = { 'dalian-43/33': 3, 'shenzhen-20/1': 1.4 }
    const { near } = await evidence('预裁定要提前多久', { scores })
    expect(near.map(({ id }) => id)).toEqual(['dalian-43/33'])
  })

  test('is not answered when the gate does not open, however well something ranks', async () => {
    const decision = await decide('进口红酒的关税税率是多少', { scores: { 'haikou-20/4': 0.99 } })
    expect(decision).toMatchObject({ kind: 'no-evidence', silent: [] })
    expect(decision.kind === 'no-evidence' && decision.near[0]?.id).toBe('haikou-20/4')
    expect(decision.kind === 'no-evidence' && decision.signposts[0]?.id).toBe('duty-rate')
  })

  test.each([
    ['进口红酒的关税要交多少', 'no-evidence', false],
    ['量子计算机的原理与发展历史', 'out-of-scope', true],
    ['把量子计算机的纠错原理讲清楚', 'no-evidence', false],
    ['退货', 'vague', false],
  ])('%s without evidence is %s (outside: %s)', async (question, expected, outside) => {
    expect((await decide(question, { outside })).kind).toBe(expected)
  })
})

describe('a covered office is named', () => {
  const question = '大连海关对跨境电商退货有什么规定'

  test('only its own document is searched', async () => {
    const search = fakeSearch({ 'dalian-43/9': 2, 'shenzhen-20/17': 9 })
    const decision = await decideFromSearch(
      read(question),
      corpus,
      undefined,
      search,
      async () => false,
    )
    expect(decision.kind === 'evidence' && cited(decision)).toEqual(['dalian-43/9'])
    expect(search.searched).toEqual([['dalian-43']])
  })

  test('it is silent and the national list speaks: that is cited, and the silence is told', async () => {
    const scores = { 'gacc-2024-facilitation/7': 2, 'shenzhen-20/17': 9 }
    for (const certain of [true, false]) {
      const decision = await evidence(question, { scores, silent: () => certain })
      expect(cited(decision)).toEqual(['gacc-2024-facilitation/7'])
      expect(decision.silent).toEqual([{ officeId: 'dalian-customs', certain }])
    }
  })

  test('it is silent and so is the national list: no evidence; what others say is only near', async () => {
    const decision = await decide(question, { scores: { 'shenzhen-20/17': 9 }, silent: () => true })
    expect(decision).toMatchObject({
      kind: 'no-evidence',
      silent: [{ officeId: 'dalian-customs', certain: true }],
    })
    expect(decision.kind === 'no-evidence' && decision.near[0]?.id).toBe('shenzhen-20/17')
  })

  test('one name of two documents searches both as one', async () => {
    const search = fakeSearch({ 'hainan-ftp-cases/3': 2, 'haikou-20/3': 1.9 })
    const decision = await decideFromSearch(
      read('海南离岛免税有什么便利'),
      corpus,
      undefined,
      search,
      async () => false,
    )
    expect(decision).toMatchObject({ kind: 'evidence', comparison: false, silent: [] })
    expect(search.searched).toEqual([['haikou-20', 'hainan-ftp-cases']])
  })

  test('a second name that narrows the first compares nothing, and nothing is silent', async () => {
    const decision = await evidence('想卖到海南，海口对跨境电商退货有什么规定', {
      scores: { 'haikou-20/4': 3 },
    })
    expect(cited(decision)).toEqual(['haikou-20/4'])
    expect(decision).toMatchObject({ comparison: false, silent: [] })
  })

  test('全国 points to the national list without excluding the rest', async () => {
    const decision = await evidence('预裁定是不是全国通用', { scores: { 'dalian-43/33': 3 } })
    expect(cited(decision)).toEqual(['dalian-43/33'])
    expect(decision.silent).toEqual([])
  })

  test('the national list named as a document excludes the rest', async () => {
    const decision = await decide('全国任务表对预裁定怎么说', { scores: { 'dalian-43/33': 3 } })
    expect(decision).toMatchObject({
      kind: 'no-evidence',
      silent: [{ officeId: 'national-2024', certain: false }],
    })
  })
})

describe('an office that is not covered, with a topic', () => {
  const question = '上海海关对跨境电商退货有什么规定'

  test('the national list speaks for it before any other office, however much better that fits', async () => {
    const scores = { 'gacc-2024-facilitation/7': 1.5, 'shenzhen-20/17': 9 }
    const decision = await evidence(question, { scores })
    expect(cited(decision)).toEqual(['gacc-2024-facilitation/7'])
    expect(decision).toMatchObject({ uncovered: ['shanghai-customs'], fromOtherOffice: false })
  })

  test('where the national list is silent another office is shown as what it is', async () => {
    const decision = await evidence(question, { scores: { 'shenzhen-20/17': 2 } })
    expect(cited(decision)).toEqual(['shenzhen-20/17'])
    expect(decision).toMatchObject({ uncovered: ['shanghai-customs'], fromOtherOffice: true })
  })

  test('one measure is enough', async () => {
    const scores = { 'gacc-2024-facilitation/7': 2, 'gacc-2024-facilitation/8': 2 }
    expect(cited(await evidence(question, { scores }))).toEqual(['gacc-2024-facilitation/7'])
  })

  test('where nobody speaks it is not covered, with what is near', async () => {
    const decision = await decide(question, { scores: { 'shenzhen-20/17': 0.9 } })
    expect(decision).toMatchObject({
      kind: 'office-not-covered',
      officeIds: ['shanghai-customs'],
      hasTopic: true,
    })
    expect(decision.kind === 'office-not-covered' && decision.near[0]?.id).toBe('shenzhen-20/17')
  })

  test('beside a covered one that speaks, both are told', async () => {
    const decision = await evidence('大连和广州海关对预裁定有什么规定', {
      scores: { 'dalian-43/33': 3 },
    })
    expect(cited(decision)).toEqual(['dalian-43/33'])
    expect(decision).toMatchObject({
      uncovered: ['guangzhou-customs'],
      fromOtherOffice: false,
      silent: [],
    })
  })
})

describe('a comparison', () => {
  test('of all offices gives those that speak, a row each, and tells of no silence', async () => {
    const scores = { 'dalian-43/31': 3, 'shenzhen-20/1': 2.5, 'gacc-2024-facilitation/6': 2 }
    const decision = await evidence('哪些海关对真空包装的货物有查验便利', { scores })
    expect(cited(decision)).toEqual(['dalian-43/31', 'shenzhen-20/1', 'gacc-2024-facilitation/6'])
    expect(decision).toMatchObject({ comparison: true, silent: [], uncovered: [] })
  })

  test('the best of each office comes before a second of any', async () => {
    const scores = { 'dalian-43/31': 9, 'dalian-43/32': 8, 'shenzhen-20/1': 6 }
    const decision = await evidence('大连和深圳对真空包装货物有什么不同', { scores })
    expect(cited(decision)).toEqual(['dalian-43/31', 'shenzhen-20/1'])
  })

  test('of no office by name stands in the order of how well each answers', async () => {
    const scores = { 'dalian-43/39': 6, 'shenzhen-20/14': 9, 'haikou-20/20': 7 }
    const best = await evidence('哪些海关对主动披露从轻处理', { scores })
    expect(cited(best)).toEqual(['shenzhen-20/14', 'haikou-20/20', 'dalian-43/39'])
  })

  test('a row far below the best one only brushes the topic and is left out', async () => {
    const scores = { 'dalian-43/31': 9, 'shenzhen-20/1': 8, 'haikou-20/7': 4 }
    const decision = await evidence('哪些海关对真空包装的货物有查验便利', { scores })
    expect(cited(decision)).toEqual(['dalian-43/31', 'shenzhen-20/1'])
  })

  test('an office named without evidence is silent, and told so', async () => {
    const decision = await evidence('比较大连和深圳的预裁定', {
      scores: { 'dalian-43/33': 3 },
      silent: ({ data }) => data.id === 'shenzhen-20',
    })
    expect(cited(decision)).toEqual(['dalian-43/33'])
    expect(decision.silent).toEqual([{ officeId: 'shenzhen-customs', certain: true }])
  })

  test('weak evidence of a named office counts beside strong evidence of another', async () => {
    const question = '比较大连和深圳的预裁定'
    const scores = { 'dalian-43/33': 1, 'shenzhen-20/5': 0.7 }
    const decision = await evidence(question, { scores })
    expect(cited(decision)).toEqual(['dalian-43/33', 'shenzhen-20/5'])
    expect(decision.silent).toEqual([])
    // Nobody has passed: weak evidence alone is none.
    expect((await decide(question, { scores: { 'shenzhen-20/5': 0.6 } })).kind).not.toBe('evidence')
  })

  test('weak evidence counts for named offices only', async () => {
    const scores = { 'dalian-43/33': 1, 'shenzhen-20/5': 0.7 }
    expect(cited(await evidence('哪些海关有预裁定', { scores }))).toEqual(['dalian-43/33'])
  })

  test('one name of two documents is one side of it', async () => {
    const scores = { 'haikou-20/3': 3, 'hainan-ftp-cases/3': 1, 'dalian-43/33': 2 }
    const decision = await evidence('比较海南和大连的免税便利', { scores })
    expect(cited(decision)).toEqual(['haikou-20/3', 'dalian-43/33'])
  })

  test('of a covered with an uncovered office tells that one is not there', async () => {
    const decision = await evidence('比较大连和上海的预裁定', { scores: { 'dalian-43/33': 3 } })
    expect(decision).toMatchObject({ comparison: true, uncovered: ['shanghai-customs'] })
  })
})

describe('filters', () => {
  const scores = { 'dalian-43/33': 3, 'shenzhen-20/1': 2, 'gacc-2024-facilitation/6': 2 }

  test('nothing outside them is cited or near', async () => {
    const decision = await evidence('预裁定要提前多久', {
      scores,
      filters: { offices: ['shenzhen-customs'] },
    })
    expect(cited(decision)).toEqual(['shenzhen-20/1'])
    expect(decision.near.every(({ documentId }) => documentId === 'shenzhen-20')).toBe(true)
  })

  test('keep the national list from speaking for an office that is not covered', async () => {
    const decision = await decide('上海海关对预裁定怎么规定', {
      scores: { 'gacc-2024-facilitation/6': 2 },
      filters: { offices: ['shenzhen-customs'] },
    })
    expect(decision.kind).toBe('office-not-covered')
  })

  test('that nothing can pass find nothing', async () => {
    const decision = await decide('进口货物的预裁定要提前多久', {
      scores,
      filters: { offices: ['dalian-customs'], documents: ['haikou-20'] },
    })
    expect(decision).toMatchObject({ kind: 'no-evidence', near: [] })
  })

  test('restrict each row of a comparison', async () => {
    const decision = await evidence('哪些海关有预裁定', {
      scores,
      filters: { documents: ['dalian-43', 'shenzhen-20'] },
    })
    expect(cited(decision)).toEqual(['dalian-43/33', 'shenzhen-20/1'])
  })
})

test('indexesOf gives the measures of the documents, ascending', async () => {
  const documents = corpus.documents.filter(({ data }) => data.office !== 'dalian-customs')
  const indexes = [...indexesOf(corpus, documents)]
  expect(indexes).toHaveLength(73)
  expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
  expect(indexes.some((index) => measures[index]?.documentId === 'dalian-43')).toBe(false)
})
