import { expect, test } from 'vitest'
import type { AnswerLanguage } from '../domain/language.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const { outcome } = openTestVerifier()

/** What is cited, the language, sentences that are true, and lies that use what lets those through. */
interface Loosening {
  readonly name: string
  readonly cited: string
  readonly language: AnswerLanguage
  readonly honest: readonly string[]
  readonly lies: readonly string[]
}

const LOOSENINGS: readonly Loosening[] = [
  {
    name: 'turns of speech are no statements',
    cited: 'dalian-43/33#2',
    language: 'zh-Hans',
    honest: [
      '简而言之，预裁定结果全国海关通用。',
      '企业需要注意的是，预裁定结果全国海关通用。',
      '也就是说，预裁定结果在全国海关都通用。',
    ],
    lies: [
      '简而言之，预裁定结果不在全国海关通用。',
      '企业需要注意的是，预裁定结果仅在大连海关通用。',
      '也就是说，企业必须申请预裁定。',
    ],
  },
  {
    name: 'turns of speech are no statements',
    cited: 'dalian-43/33#2',
    language: 'en',
    honest: [
      'In short, advance ruling results are valid at customs offices nationwide.',
      'Please note that advance ruling results are valid at customs offices nationwide.',
    ],
    lies: [
      'In short, advance ruling results are not valid at customs offices nationwide.',
      'Please note that only Dalian Customs accepts advance ruling results.',
      'For example, advance ruling results are valid at banks nationwide.',
    ],
  },
  {
    name: 'what is sought cannot be used yet',
    cited: 'haikou-20/7#2',
    language: 'zh-Hans',
    honest: ['海口海关争取跨境电商OTC药品进口试点，所以目前还不能理解为已经可以办理。'],
    lies: [
      '跨境电商OTC药品进口试点目前已经可以办理。',
      '海口海关已开展跨境电商OTC药品进口试点，所以目前还不能理解为正式办理。',
      '海口海关争取跨境电商OTC药品出口试点，所以目前还不能办理。',
    ],
  },
  {
    name: 'what is in force can be used',
    cited: 'dalian-43/33#2',
    language: 'zh-Hans',
    honest: [],
    lies: [
      '预裁定结果全国海关通用，不过目前还不能使用。',
      '预裁定结果目前还不能理解为全国海关通用。',
      '预裁定结果全国海关通用，但现在还不可以办理。',
    ],
  },
  {
    name: 'ahead of something tells that it is still to come',
    cited: 'dalian-43/16#1',
    language: 'zh-Hans',
    honest: [
      '木质包装经现场检查无异常且已取样送检的，经海关同意，企业可先行提离货物，不包括木质包装。',
    ],
    lies: [
      '木质包装经现场检查无异常的，经海关同意，企业可先行提离货物，不包括木质包装。',
      '木质包装经现场检查无异常且已取样送检的，企业可先行提离货物，不包括木质包装。',
      '木质包装经现场检查无异常且已取样送检的，经海关同意，企业可先行提离货物和木质包装。',
      '木质包装经现场检查无异常且已取样送检的，经海关同意，企业可以连同木质包装一起先行提离货物。',
      '木质包装经现场检查无异常且已取样送检的，企业可自行先行提离货物，无须海关同意。',
    ],
  },
  {
    name: 'a number of months ahead is no such period',
    cited: 'dalian-43/33#1',
    language: 'zh-Hans',
    honest: ['企业可在货物实际进出口3个月前申请商品归类、价格、原产地等预裁定。'],
    lies: [
      '企业可在货物实际进出口3个月后申请商品归类、价格、原产地等预裁定。',
      '企业可在货物实际进出口前申请商品归类、价格、原产地等预裁定，最迟1个月。',
      '企业可先行申请商品归类、价格、原产地等预裁定，没有时间限制。',
    ],
  },
  {
    name: 'as a rule is in principle, a company is an enterprise',
    cited: 'dalian-43/26#1',
    language: 'en',
    honest: [
      'As a rule, no sampling and testing is carried out for eligible entrusted-processing products such as household appliances.',
    ],
    lies: [
      'No sampling and testing is ever carried out for eligible entrusted-processing products such as household appliances.',
      'As a rule, no sampling and testing is carried out for entrusted-processing products.',
      'As a rule, sampling and testing is carried out for eligible entrusted-processing products such as household appliances.',
    ],
  },
  {
    name: 'how something may be done, and as soon as',
    cited: 'shenzhen-20/7#4',
    language: 'zh-Hans',
    honest: ['进出口鲜活易腐农食产品可以按“5+2”方式预约查检，并享有优先查检。'],
    lies: [
      '海关可以按情况对进出口鲜活易腐农食产品实施优先查检。',
      '进出口鲜活易腐农食产品可以按“5+2”方式免予查检。',
      '进出口鲜活易腐农食产品必须按“5+2”方式预约查检。',
    ],
  },
  {
    name: 'upon application is no duty',
    cited: 'dalian-43/6#2',
    language: 'zh-Hans',
    honest: [
      '进境种球经口岸现场检查未见异常且已取样送检的，可应企业申请，在实验室检疫鉴定结果出具前提离进境地口岸海关监管区，存放于沈阳关区符合防疫要求的场所。',
    ],
    lies: [
      '进境种球经口岸现场检查未见异常且已取样送检的，企业应申请提离进境地口岸海关监管区，并应存放于企业自有场所。',
      '进境种球可应企业申请提离进境地口岸海关监管区，存放于沈阳关区符合防疫要求的场所。',
      '进境种球经口岸现场检查未见异常且已取样送检的，可应企业申请提离，存放于沈阳关区符合防疫要求的场所，企业可以立即使用。',
    ],
  },
  {
    name: 'who acts with another does not act alone, who gets something does not do it',
    cited: 'dalian-43/8#1',
    language: 'zh-Hans',
    honest: [
      '大连海关与大连市市场监督管理局对共同监管的出口食品生产企业按照一定比例抽选，由一方独立检查、另一方认可检查结果。',
    ],
    lies: [
      '大连海关和企业共同检查出口食品，企业自行认可结果。',
      '由两方分别独立检查，对方认可检查结果。',
      '大连市市场监督管理局与企业一起独立检查，海关认可检查结果。',
    ],
  },
  {
    name: 'no longer tells what is changed',
    cited: 'dalian-43/3#1',
    language: 'zh-Hans',
    honest: [
      '大连海关不再以独立养殖场为监控单位，依据风险分析结果将出口贝类主产区划分为不同风险区域。',
      '过去以独立养殖场为监控单位，现在依据风险分析结果将出口贝类主产区划分为不同风险区域。',
    ],
    lies: [
      '大连海关不再将出口贝类主产区划分为不同风险区域。',
      '大连海关不再对独立养殖场收取检测成本。',
      '过去将出口贝类主产区划分为不同风险区域，现在以独立养殖场为监控单位。',
    ],
  },
  {
    name: 'numbers that count what is named, and fall short of',
    cited: 'dalian-43/19#1',
    language: 'zh-Hans',
    honest: [
      '货值没到1万元人民币且属于合理自用等情形的低风险低价值货物，在口岸检查后等待实验室检测结果期间，企业可在向海关申请并承诺不提前销售、使用的前提下，经海关同意，先行提离口岸。',
    ],
    lies: [
      '货值超过1万元人民币且属于合理自用等情形的低风险低价值货物，在口岸检查后等待实验室检测结果期间，企业可在向海关申请并承诺不提前销售、使用的前提下，经海关同意，先行提离口岸。',
      '货值没到2万元人民币且属于合理自用等情形的低风险低价值货物，在口岸检查后等待实验室检测结果期间，企业可在向海关申请并承诺不提前销售、使用的前提下，经海关同意，先行提离口岸。',
      '货值没有低于1万元人民币且属于合理自用等情形的低风险低价值货物，经海关同意，企业可先行提离口岸。',
    ],
  },
  {
    name: 'a period starts where its source says',
    cited: 'dalian-43/30#2',
    language: 'zh-Hans',
    honest: [
      '符合规定的货物因紧急进口等原因缴税进口的，相关单位可自缴税之日起1年内申请补办减免税审核确认和税款退还手续。',
    ],
    lies: [
      '符合规定的货物因紧急进口等原因缴税进口的，相关单位可自货物进口之日起1年内申请补办减免税审核确认和税款退还手续。',
      '符合规定的货物因紧急进口等原因缴税进口的，相关单位可自申请之日起1年内补办减免税审核确认和税款退还手续。',
      '符合规定的货物因紧急进口等原因缴税进口的，相关单位可自海关放行之日起1年内申请补办减免税审核确认和税款退还手续。',
    ],
  },
  {
    name: 'from one to another, and not the other way round',
    cited: 'gacc-2024-facilitation/6#1',
    language: 'zh-Hans',
    honest: ['真空包装等高新技术货物查验模式改革试点，从海运、空运推广到了铁路口岸。'],
    lies: [
      '真空包装等高新技术货物查验模式改革试点，从铁路口岸推广到了海运、空运。',
      '真空包装等高新技术货物查验模式改革，从海运、空运推广到了公路口岸。',
      '真空包装等高新技术货物查验模式改革试点，从海运、空运缩减到铁路口岸。',
    ],
  },
  {
    name: 'one of several ways is not all of them',
    cited: 'shenzhen-20/14#1',
    language: 'en',
    honest: [
      'Enterprises that meet the requirements get lighter, mitigated or no administrative penalties in accordance with the law.',
    ],
    lies: [
      'Enterprises that meet the requirements will not receive any administrative penalty.',
      'Enterprises are to be exempt from tax if they meet the requirements.',
      'Late payment fees are waived in accordance with the law for enterprises that meet the requirements.',
    ],
  },
]

const rowsOf = (kind: 'honest' | 'lies') =>
  LOOSENINGS.flatMap(({ name, cited, language, ...of }) =>
    of[kind].map((sentence) => ({ name, cited, language, sentence })),
  )

test.each(rowsOf('honest'))('$name: lets through $sentence', async (row) => {
  expect(await outcome(row.sentence, row.language, row.cited)).toBe('ok')
})

test.each(rowsOf('lies'))('$name: stops $sentence', async (row) => {
  expect(await outcome(row.sentence, row.language, row.cited)).not.toBe('ok')
})

test('each loosening has three lies that use it', () => {
  expect(LOOSENINGS.filter(({ lies }) => lies.length < 3)).toEqual([])
})
