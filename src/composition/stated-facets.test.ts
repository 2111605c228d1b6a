import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AskedFacet, askedFacetSchema } from '../domain/cues.js'
import type { Facet, MeasureRecord } from '../domain/measure.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { statedFacets } from './stated-facets.js'
import { createTopicReader } from './topic-parts.js'

const { corpus, reader, tokenizer } = loadTestReader()

function measureOf(id: string): MeasureRecord {
  const found = corpus.measures.find((measure) => measure.id === id)
  if (found === undefined) throw new Error(`no measure ${id}`)
  return found
}

/** A measure that says nothing but the words, marked as the facet, in its second sentence. */
function saying(facet: Facet, words: string): Parameters<typeof statedFacets>[0] {
  const title = '标题。'
  return {
    text: `${title}${words}`,
    sentences: [
      { start: 0, end: title.length },
      { start: title.length, end: title.length + words.length },
    ],
    facets: [{ facet, start: title.length, end: title.length + words.length }],
    responsible: [],
  }
}

describe('in the corpus', () => {
  test.each<[string, AskedFacet, string]>([
    ['dalian-43/32', 'period', 'how long the report is valid'],
    ['dalian-43/29', 'period', 'how long the extension is'],
    ['dalian-43/29', 'timeLimit', 'an extension is a time as well'],
    ['dalian-43/33', 'timeLimit', 'how early'],
    ['dalian-43/33', 'duration', '3 months'],
    ['dalian-43/30', 'duration', 'a year, and each quarter'],
    ['dalian-43/43', 'duration', 'each month'],
    ['gacc-2024-facilitation/1', 'timeLimit', 'at once'],
    ['hainan-ftp-cases/3', 'timeLimit', 'since when'],
    ['hainan-ftp-cases/5', 'timeLimit', 'since when'],
    ['hainan-ftp-cases/6', 'percentage', 'over 77%'],
    ['hainan-ftp-cases/5', 'percentage', 'nearly nine tenths'],
    ['hainan-ftp-cases/5', 'amount', 'how many problems'],
    ['dalian-43/19', 'amount', 'the value'],
    ['dalian-43/35', 'channel', 'to which office, online'],
    ['dalian-43/34', 'place', 'a platform is where one looks it up'],
    ['dalian-43/40', 'conditions', 'small and micro enterprises only'],
    ['dalian-43/25', 'conditions', 'parts without the certificate'],
    ['dalian-43/30', 'conditions', 'an urgent import, said after 符合规定'],
    ['dalian-43/13', 'who', 'ships'],
    ['gacc-2024-facilitation/23', 'fee', 'no charge outside the list'],
    ['dalian-43/16', 'responsible', 'the customs office that agrees'],
  ])('%s states %s: %s', (id, facet) => {
    expect(statedFacets(measureOf(id), [facet]).missing).toEqual([])
  })

  test.each<[string, AskedFacet, string]>([
    ['hainan-ftp-cases/3', 'period', 'since when is not how long'],
    ['hainan-ftp-cases/5', 'period', 'since when is not how long'],
    ['dalian-43/30', 'period', 'a deadline is no validity'],
    ['dalian-43/32', 'timeLimit', 'a validity is not how long anything takes'],
    ['gacc-2024-facilitation/1', 'duration', 'at once is no number of days'],
    ['gacc-2024-facilitation/2', 'duration', '7×24小时 is when, not how long'],
    ['hainan-ftp-cases/3', 'duration', 'a date is no length of time'],
    ['hainan-ftp-cases/4', 'duration', 'hours saved by all together'],
    ['dalian-43/8', 'amount', '一定比例 has no figure'],
    ['dalian-43/8', 'percentage', '一定比例 has no figure'],
    ['dalian-43/30', 'amount', 'a deadline is no sum'],
    ['dalian-43/41', 'amount', 'holidays are no sum'],
    ['dalian-43/19', 'fee', 'the value of goods is no fee'],
    ['hainan-ftp-cases/4', 'fee', 'costs saved are no fee'],
    ['dalian-43/27', 'channel', 'a place of goods is not where one applies'],
    ['dalian-43/18', 'channel', 'a place of goods is not where one applies'],
    ['dalian-43/42', 'place', 'a mode of supervision is no place'],
    ['dalian-43/13', 'conditions', '符合条件的船舶 says that there are some'],
    ['gacc-2024-facilitation/1', 'conditions', '符合要求的 says that there are some'],
    ['gacc-2024-facilitation/6', 'conditions', '放宽条件 says that there are some'],
    ['shenzhen-20/8', 'conditions', 'a trade is no condition'],
    ['dalian-43/7', 'conditions', 'goods as such are no condition'],
    ['dalian-43/7', 'who', 'goods are not who applies'],
    ['shenzhen-20/14', 'who', '符合要求的企业 may be any'],
    ['hainan-ftp-cases/6', 'responsible', 'the report names nobody'],
  ])('%s does not state %s: %s', (id, facet) => {
    expect(statedFacets(measureOf(id), [facet])).toEqual({ sentences: [], missing: [facet] })
  })

  test.each<[string, AskedFacet, string]>([
    ['dalian-43/30', 'timeLimit', '自缴纳税款之日起1年内'],
    ['dalian-43/32', 'period', '有效期由半年延长至1年'],
    ['dalian-43/33', 'duration', '3个月前'],
    ['gacc-2024-facilitation/23', 'fee', '一律不得收费'],
    ['dalian-43/18', 'responsible', '经口岸海关同意'],
  ])('the sentence of %s that states %s holds %s', (id, facet, words) => {
    const measure = measureOf(id)
    const stating = statedFacets(measure, [facet]).sentences.map((index) => {
      const { start = 0, end = 0 } = measure.sentences[index] ?? {}
      return measure.text.slice(start, end)
    })
    expect(stating.join('')).toContain(words)
  })
})

test.each<[string, AskedFacet, string, boolean]>([
  ['dalian-43/24', 'materials', '合格评定看我们交什么', true],
  ['shenzhen-20/10', 'responsible', '是谁出面一起担', true],
  ['gacc-2024-facilitation/26', 'responsible', '资质由哪个机构认定', false],
  ['gacc-2024-facilitation/23', 'who', '把责任压给谁', true],
  ['gacc-2024-facilitation/28', 'who', 'who is opening new channels', true],
  ['gacc-2024-facilitation/28', 'period', 'until when can i claim the refund', false],
  ['dalian-43/30', 'period', 'can we still claim it back, and until when', true],
  ['dalian-43/30', 'period', 'until when is it valid', false],
  ['hainan-ftp-cases/5', 'responsible', 'whom can a company ask to see', true],
])('whether %s states %s for %s: %s', (id, facet, folded, isStated) => {
  const { missing } = statedFacets(measureOf(id), [facet], { folded, topicOf: () => [] })
  expect(missing.length === 0).toBe(isStated)
})

describe('by the words of a span', () => {
  test.each<[AskedFacet, Facet, string]>([
    ['duration', 'timeLimit', '5个工作日内'],
    ['duration', 'timeLimit', '十天'],
    ['duration', 'period', '有效期2年'],
    ['duration', 'timeLimit', '每季度初'],
    ['duration', 'conditions', '连续经营三年'],
    ['percentage', 'amount', '下降三成'],
    ['percentage', 'amount', '增长 12.5 %'],
    ['percentage', 'amount', '扩大2倍'],
    ['period', 'period', '执行至2027年12月31日'],
    ['timeLimit', 'period', '2025年起实施'],
    ['amount', 'conditions', '分为四类管理'],
  ])('%s is stated by %s %s', (asked, facet, words) => {
    expect(statedFacets(saying(facet, words), [asked])).toEqual({ sentences: [1], missing: [] })
  })

  test.each<[AskedFacet, Facet, string]>([
    ['duration', 'timeLimit', '2024年4月'],
    ['duration', 'period', '自2024年7月1日起'],
    ['duration', 'timeLimit', '今年3月底前'],
    ['duration', 'timeLimit', '全天候'],
    ['percentage', 'amount', '已全部完成约见'],
    ['percentage', 'amount', '降低成本'],
    ['percentage', 'amount', '4100票'],
    ['period', 'period', '自2025年1月1日起施行'],
    ['amount', 'amount', '一律不得收取'],
    ['amount', 'timeLimit', '30日内'],
    ['place', 'channel', '远程视频监管'],
    ['channel', 'place', '指定监管场地'],
    ['materials', 'conditions', '提供担保'],
  ])('%s is not stated by %s %s', (asked, facet, words) => {
    expect(statedFacets(saying(facet, words), [asked])).toEqual({ sentences: [], missing: [asked] })
  })
})

test('each facet asked for is missing or has what states it, whatever else is asked', () => {
  const facets = fc.subarray([...askedFacetSchema.options])
  fc.assert(
    fc.property(fc.constantFrom(...corpus.measures), facets, (measure, asked) => {
      const { missing, sentences } = statedFacets(measure, asked)
      const alone = asked.map((facet) => statedFacets(measure, [facet]))
      expect(missing).toEqual(alone.flatMap((one) => one.missing))
      expect(new Set(sentences)).toEqual(new Set(alone.flatMap((one) => one.sentences)))
      for (const index of sentences) expect(index).toBeLessThan(measure.sentences.length)
    }),
  )
})

describe('in answer to a question', () => {
  const rare = { idf: () => 1 }

  /** What of the measure answers the question's facets; all words are equally rare. */
  function answering(id: string, question: string): ReturnType<typeof statedFacets> {
    const { askedFacets, folded, topicTerms, topicText } = reader.read(question, {
      requestedLanguage: 'auto',
      history: [],
    })
    expect(askedFacets).not.toEqual([])
    const topicOf = createTopicReader(
      { tokenizer, words: rare, bigrams: rare, english: rare },
      { topicTerms, topicText },
    )
    return statedFacets(measureOf(id), askedFacets, { folded, topicOf })
  }

  test.each<[string, string]>([
    ['dalian-43/6', '进口种球从大连先提走，化验没出来前得存在什么地方？'],
    ['dalian-43/32', '大连先进制造的危险货物包装检测报告，有效期多久？'],
    ['dalian-43/43', '大连的专场活动多久办一次？'],
    ['haikou-20/10', '海口的进境动植物检疫许可证多久批下来？'],
    ['hainan-ftp-cases/3', '先入区后报关以后，通关时效缩短了百分之几？'],
    ['shenzhen-20/10', '深圳办展由谁统一向海关提供担保？'],
    ['haikou-20/15', '海口的法检由哪个实验室就近承接？'],
    ['dalian-43/33', '大连的预裁定最晚要在进口前几个月申请？'],
    [
      'gacc-2024-facilitation/29',
      'How often are the consultation meetings of ports held nationwide?',
    ],
  ])('%s states what is asked: %s', (id, question) => {
    expect(answering(id, question).missing).toEqual([])
  })

  test.each<[string, string, string]>([
    [
      'dalian-43/32',
      '高新技术企业进口危险品原材料的白名单，有效期多久？',
      'a report is valid so long',
    ],
    [
      'dalian-43/36',
      '新型加工贸易风险担保模式对企业有什么资格要求？',
      'another rule goes by the rating',
    ],
    ['dalian-43/43', '大连的企业家沙龙多久办一次？', 'another event is monthly'],
    ['haikou-20/10', '海口的出口食品生产企业备案要多久？', 'a permit is given at once'],
    ['haikou-20/17', '银行的AEO联合激励，利率低百分之几？', 'their number grows by a share'],
    ['shenzhen-20/15', '加工贸易提档升级服务站设在哪里？', 'another step is done in China'],
    ['haikou-20/17', '进海口的AEO培育库，营业额有没有最低门槛？', 'their number grows by a share'],
    ['dalian-43/40', '大连的小微企业融资，具体是哪几家银行？', 'banks in general'],
    ['dalian-43/33', '大连的预裁定书能用到哪一年？', 'how early is no validity'],
    ['gacc-2024-facilitation/25', '国际贸易信息门户的网址是多少？', 'its name is no address'],
  ])('%s states it of something else: %s (%s)', (id, question) => {
    const { missing, sentences } = answering(id, question)
    expect(missing).not.toEqual([])
    expect(sentences).toEqual([])
  })
})
