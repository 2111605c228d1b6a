import { describe, expect, test } from 'vitest'
import { missingQuantities } from './missing-quantities.js'

/** A source sentence, claims it holds and claims whose quantity differs from its own. */
const SOURCES: readonly {
  readonly source: string
  readonly held: readonly string[]
  readonly refused: readonly string[]
}[] = [
  {
    source:
      '对于货值不满10000元人民币且属于合理自用等情形的低风险低价值货物,可将货物先行提离口岸。',
    held: [
      'Low-risk goods worth less than RMB 10,000 may leave the port first [S1.2].',
      '货值低于1万元的低风险货物可以先行提离口岸[S1.2]。',
      '貨值不足一萬元人民幣的低風險貨物，可先行提離口岸。[S1][S12.3]',
      'Goods worth under **¥10,000** qualify. [1]',
    ],
    refused: [
      'Goods worth up to RMB 10,000 may leave the port.',
      'Goods worth RMB 10,000 or less may leave the port.',
      'Goods worth less than RMB 100,000 may leave the port.',
      'Goods worth less than US$10,000 may leave the port.',
      '货值超过1万元的货物可以先行提离。',
      '货值1万元以下的货物可以先行提离。',
      '货值1万元的货物可以先行提离。',
      '货值不满1000元的货物可以先行提离。',
    ],
  },
  {
    source: '企业可凭相关证明材料办理24个月以上延期手续。',
    held: [
      'Extensions of at least two years can be handled.',
      '可辦理兩年以上的延期手續。',
      '可以办理二十四个月以上的延期。',
    ],
    refused: [
      'Extensions of up to 24 months can be handled.',
      'Extensions of more than 24 months can be handled.',
      '可以办理24个月的延期。',
      '可以办理24年以上的延期。',
      '可以办理24天以上的延期。',
    ],
  },
  {
    source: '相关单位可自缴纳税款之日起1年内申请补办减免税审核确认和税款退还手续。',
    held: ['within 12 months of paying the tax', '自繳稅之日起一年內', '须在12个月以内申请'],
    refused: [
      'within one month',
      'within 365 days',
      '自缴税之日起3年内',
      'a year after paying, or 1 year',
    ],
  },
  {
    source: '有效期由半年延长至1年,压缩企业通关成本。',
    held: ['extended from six months to one year', '由6个月延长至12个月'],
    refused: ['extended from one month to 1 year', 'extended to two years', 'within one year'],
  },
  {
    source: '公证文书由50多页压减至8页。',
    held: ['cut from over 50 pages to 8', '由50余页减为8页', '從五十多頁壓減至八頁'],
    refused: [
      'cut from 50 pages to 8',
      'cut from over 50 documents to 8',
      'cut from over 50 pages to 18',
    ],
  },
  {
    source: '对鲜活农产品实施7×24小时预约通关。',
    held: ['24/7 clearance by appointment', 'round-the-clock clearance', '提供7x24小時預約通關'],
    refused: ['clearance within 24 hours', '24小时内通关', '5×24小时通关'],
  },
  {
    source: '进出口企业提交一次线上申请,即可享受“一事通办”服务。',
    held: ['One online application is enough.', '只需提交一次申请', 'You only apply once.'],
    refused: ['Two applications are needed.', '需提交3次申请'],
  },
  {
    source: '探索推动与周边国家基于预录入数据的“一单两报”试点，应用“一码”“两地”通办，两步申报。',
    held: [
      'One form, two declarations',
      '一單兩報',
      'one code for two places',
      'two-step declaration',
    ],
    refused: ['One form, three declarations', 'three-step declaration', '三步申报'],
  },
  {
    source: '实施“一站式”办理，依托“单一窗口”。',
    held: ['One-stop handling through the Single Window', '一站式服務'],
    refused: ['One application is enough', '提交一次'],
  },
]

describe.each(SOURCES)('$source', ({ source, held, refused }) => {
  test.each(held.map((claim) => [claim]))('holds: %s', (claim) => {
    expect(missingQuantities(claim, [source])).toEqual([])
  })
  test.each(refused.map((claim) => [claim]))('does not hold: %s', (claim) => {
    expect(missingQuantities(claim, [source])).not.toEqual([])
  })
})

test('a quantity may stand in any one source, and each is looked for', () => {
  const sources = ['3天内办结', '费用为500元']
  expect(missingQuantities('Done within 3 days for RMB 500.', sources)).toEqual([])
  expect(missingQuantities('Done within 3 hours for RMB 600.', sources)).toHaveLength(2)
})

test('ordinals and markers of sources are no quantities of a claim', () => {
  expect(missingQuantities('第十九条和 Measure 33 (the third) [S1.2][2]', [])).toEqual([])
})

test('the missing are given with their places', () => {
  const claim = '可在5天内办理，最多3次。'
  expect(
    missingQuantities(claim, ['5天内']).map(({ start, end }) => claim.slice(start, end)),
  ).toEqual(['最多3次'])
})
