import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statedFactsSchema } from '../../domain/document.js'
import { BODY, factsOf, OFFICES, property } from './facts.fixture.js'
import type { DocumentFacts, Fact } from './facts-types.js'
import { readFacts } from './read-facts.js'
import { toStatedFacts } from './to-stated-facts.js'
import { validUntil } from './valid-until.js'

const valueOf = (fact: Fact | null): string | null => fact?.value ?? null
const valuesOf = (facts: readonly Fact[]): string[] => facts.map(({ value }) => value)

describe('title', () => {
  test.each<[what: string, front: string, title: string | null]>([
    [
      'on one line',
      '上海海关支持企业出海若干措施\n\n为支持企业，制定以下措施。\n',
      '上海海关支持企业出海若干措施',
    ],
    [
      'over lines',
      '海口海关进一步优化口岸营商环境\n助力海南自贸港外贸高质量发展\n二十条措施\n',
      '海口海关进一步优化口岸营商环境助力海南自贸港外贸高质量发展二十条措施',
    ],
    [
      'over lines with blank ones, after 附件',
      '附件\n\n优化口岸营商环境\n\n促进外贸发展若干措施\n',
      '优化口岸营商环境促进外贸发展若干措施',
    ],
    [
      'over lines inside 《》',
      '关于印发《支持外贸\n稳规模若干措施》的通知\n\n各单位：\n',
      '关于印发《支持外贸稳规模若干措施》的通知',
    ],
    ['with a note in the next line', '跨境电商管理办法\n（试行）\n', '跨境电商管理办法（试行）'],
    [
      'with a note and a year',
      '进出口货物原产地规则（2023年修订）\n',
      '进出口货物原产地规则（2023年修订）',
    ],
    ['with blanks between the letters', '进 出 口 货 物 申 报 办 法\n', '进出口货物申报办法'],
    ['with blanks around a number', '深圳海关优化营商环境 20 条\n', '深圳海关优化营商环境20条'],
    [
      'with its issuers on the line before',
      '海关总署  国家发展改革委\n关于进一步优化口岸营商环境的通知\n',
      '海关总署 国家发展改革委关于进一步优化口岸营商环境的通知',
    ],
    [
      'after a letterhead',
      '海关总署文件\n\n署税发〔2020〕2号\n\n海关总署关于印发减免税管理规定的通知\n\n各直属海关：\n',
      '海关总署关于印发减免税管理规定的通知',
    ],
    [
      'in brackets behind an announcement number',
      '海关总署公告2024年第18号（关于调整税号的公告）\n',
      '关于调整税号的公告',
    ],
    [
      'in brackets on a line of its own',
      '海关总署公告2024年第18号\n（关于调整税号的公告）\n',
      '关于调整税号的公告',
    ],
    [
      'of the annex of a notice',
      '关于印发《口岸通关便利化措施》的通知\n\n津口发〔2023〕12号\n\n各单位：\n现将《口岸通关便利化措施》印发给你们。\n\n口岸办公室\n2023年5月18日\n\n口岸通关便利化措施\n',
      '口岸通关便利化措施',
    ],
    [
      'of an annex that the notice does not name',
      '关于做好2024年口岸工作的通知\n\n各单位：\n现将有关措施印发给你们。\n\n附件：促进措施\n\n附件1\n\n促进口岸降费提效若干措施\n',
      '促进口岸降费提效若干措施',
    ],
    [
      'of the rules that a decree publishes',
      '中华人民共和国海关总署令\n第236号\n\n《海关行政许可管理办法》已经审议通过，现予公布，自2018年7月1日起施行。\n\n署长 张三\n2018年5月29日\n\n海关行政许可管理办法\n',
      '海关行政许可管理办法',
    ],
    [
      'of a notice with a form as annex',
      '关于开展能力核查的通知\n\n各企业：\n现将有关事项通知如下：\n',
      '关于开展能力核查的通知',
    ],
    [
      'named by a field',
      '标　　题：国务院关于促进外贸的意见\n发文字号：国发〔2019〕3号\n',
      '国务院关于促进外贸的意见',
    ],
    [
      'of a Taiwan statute',
      '法規名稱：海關緝私條例\n修正日期：民國 113 年 1 月 5 日\n',
      '海關緝私條例',
    ],
    [
      'in English capitals over two lines',
      'AGREEMENT ON CUSTOMS COOPERATION AND\nMUTUAL ADMINISTRATIVE ASSISTANCE\n\nThe Parties agree as follows.\n',
      'AGREEMENT ON CUSTOMS COOPERATION AND MUTUAL ADMINISTRATIVE ASSISTANCE',
    ],
    [
      'in English after a letterhead and a number',
      'CUSTOMS AND TRADE BUREAU\n\nTrade Circular No. 7/2023\n\nTo: All carriers\n\nAdvance Cargo Information for Road Shipments\n\nPurpose\n',
      'Advance Cargo Information for Road Shipments',
    ],
    [
      'as a Markdown heading',
      '# 单一窗口服务承诺\n\n> 2024年2月修订\n\n## 服务承诺\n',
      '单一窗口服务承诺',
    ],
    [
      'amid running headers',
      '海 关 总 署 规 章\n海关行政处罚听证办法\n第一章 总则\n海 关 总 署 规 章\n',
      '海关行政处罚听证办法',
    ],
    [
      'before its history',
      '国境物品管理法\n\n（2011年3月14日通过 根据2019年10月26日《关于修改部分法律的决定》修正）\n\n目录\n',
      '国境物品管理法',
    ],
    ['only in 制定《》', '为优化服务，按照部署，制定《口岸服务十条措施》。\n', '口岸服务十条措施'],
    ['nowhere', '为进一步打造一流口岸营商环境,大连海关立足实际,推出43项惠企措施,具体如下:\n', null],
    ['nowhere, with a menu of a page', '首页\n打印\n【字号：大 中 小】\n', null],
  ])('%s', (_, front, title) => {
    expect(valueOf(factsOf(front).title)).toBe(title)
  })

  test('a title of the page counts only where the text says it too', () => {
    const front = '要闻\n\n口岸提速降费举措观察\n\n各地积极行动。\n'
    const page = [property('title', '口岸提速降费举措观察_某某网')]
    expect(valueOf(factsOf(front, BODY, '', page).title)).toBe('口岸提速降费举措观察')
    expect(factsOf('各地积极行动。\n', BODY, '', page).title).toBeNull()
    expect(factsOf('各地积极行动。\n', BODY, '', page).file.title).toBe(
      '口岸提速降费举措观察_某某网',
    )
  })
})

describe('document number', () => {
  test.each<[front: string, number: string | null]>([
    ['国务院关于促进外贸的意见\n国发〔2019〕3号\n', '国发〔2019〕3号'],
    ['国务院关于促进外贸的意见\n国发[2019]3号\n', '国发〔2019〕3号'],
    ['国务院关于促进外贸的意见\n国发（2019）3号\n', '国发〔2019〕3号'],
    ['国务院关于促进外贸的意见\n国发［２０１９］３号\n', '国发〔2019〕3号'],
    ['国务院关于促进外贸的意见\n（国发〔2019〕3号）\n', '国发〔2019〕3号'],
    ['国务院关于促进外贸的意见\n国发〔2019〕 3 号\n', '国发〔2019〕3号'],
    ['署税发〔2020〕2号    签发人：张三\n关于减免税的通知\n', '署税发〔2020〕2号'],
    ['京关缉违字〔2020〕0012号\n行政处罚决定\n', '京关缉违字〔2020〕0012号'],
    ['署加發〔2020〕8號\n關於加工貿易的通知\n', '署加發〔2020〕8號'],
    ['海关总署公告2024年第18号\n（关于调整税号的公告）\n', '海关总署公告2024年第18号'],
    ['海关总署公告\n2024年第18号\n\n关于调整税号的公告\n', '海关总署公告2024年第18号'],
    ['海关总署 市场监管总局公告2024年第18号\n', '海关总署市场监管总局公告2024年第18号'],
    [
      '中华人民共和国海关总署令\n第 236 号\n\n海关行政许可管理办法\n',
      '中华人民共和国海关总署令第236号',
    ],
    ['总署令第236号\n海关行政许可管理办法\n', '总署令第236号'],
    ['中华人民共和国主席令\n第八十一号\n\n海关法\n', '中华人民共和国主席令第八十一号'],
    ['2024年第12號公告\n應課稅品條例\n', '2024年第12號公告'],
    ['貨物通告第15/2023號\n過境貨物安排\n', '貨物通告第15/2023號'],
    ['台財關字第1131000001號\n關稅法施行細則\n', '台財關字第1131000001號'],
    ['IMPORT AND EXPORT (REGISTRATION) REGULATIONS 2024\n(L.N. 12 of 2024)\n', 'L.N. 12 of 2024'],
    ['Import and Export Ordinance (Cap. 60)\n', 'Cap. 60'],
    [
      'Trade Circular No. 7/2023\nAdvance Cargo Information for Road Shipments\n',
      'Trade Circular No. 7/2023',
    ],
    [
      '发文字号：国发〔2019〕3号 成文日期：2019年1月5日\n国务院关于促进外贸的意见\n',
      '国发〔2019〕3号',
    ],
    ['【文 号】公告〔2024〕211号\n【发文机关】海关总署\n', '公告〔2024〕211号'],
    ['听证办法\n（2006年1月26日海关总署令第145号公布）\n', '海关总署令第145号'],
    ['关于外贸的意见\n\n根据国发〔2019〕3号文件要求，制定本意见。\n', null],
    ['关于外贸的意见\n\n为落实《国务院意见》（国发〔2019〕3号），现提出如下意见。\n', null],
  ])('%j', (front, number) => {
    expect(valueOf(factsOf(front).documentNumber)).toBe(number)
  })
})

describe('days', () => {
  test.each<
    [
      what: string,
      front: string,
      body: string,
      back: string,
      days: Partial<Record<'signed' | 'published' | 'effective' | 'repealed', string>>,
    ]
  >([
    [
      'signature at the end',
      '某措施\n',
      BODY,
      '\n海关总署\n2024年5月1日\n',
      { signed: '2024-05-01' },
    ],
    [
      'signature on one line',
      '某措施\n',
      BODY,
      '\n海关总署 2024年5月1日\n',
      { signed: '2024-05-01' },
    ],
    [
      'in Han numerals with ○',
      '某措施\n',
      BODY,
      '\n海关总署\n二○二四年五月一日\n',
      { signed: '2024-05-01' },
    ],
    [
      'in Han numerals with 〇',
      '某措施\n',
      BODY,
      '\n海关总署\n二〇二四年十二月二十一日\n',
      { signed: '2024-12-21' },
    ],
    [
      'in Han numerals with 零',
      '某通告\n',
      BODY,
      '\n香港海關\n二零二四年六月十四日\n',
      { signed: '2024-06-14' },
    ],
    [
      'of the Republic',
      '某要點\n',
      BODY,
      '\n財政部關務署\n中華民國113年1月5日\n',
      { signed: '2024-01-05' },
    ],
    [
      'of the Republic, in words',
      '某要點\n',
      BODY,
      '\n財政部\n中華民國一百一十三年一月五日\n',
      { signed: '2024-01-05' },
    ],
    ['ISO after a name', '某措施\n', BODY, '\n上海海关\n2024-05-01\n', { signed: '2024-05-01' }],
    [
      'English, day first',
      'Some Measures for Trade\n',
      '1. Do it.\n',
      '\nCustoms and Excise Department\n14 June 2024\n',
      { signed: '2024-06-14' },
    ],
    [
      'English, month first',
      'Some Measures for Trade\n',
      '1. Do it.\n',
      '\nGeneral Administration of Customs\nMay 1, 2024\n',
      { signed: '2024-05-01' },
    ],
    [
      'cut by a line break',
      '某措施\n',
      BODY,
      '\n海关总署\n2024年5月\n1日\n',
      { signed: '2024-05-01' },
    ],
    ['set apart', '某措施\n', BODY, '\n海 关 总 署\n2024 年 5 月 1 日\n', { signed: '2024-05-01' }],
    [
      'of the notice, not of the annex',
      '关于印发《某措施》的通知\n\n口岸办公室\n2023年5月18日\n\n某措施\n',
      BODY,
      '',
      { signed: '2023-05-18' },
    ],
    [
      'under the title in brackets',
      '某某措施\n（2024年5月1日）\n',
      BODY,
      '',
      { signed: '2024-05-01' },
    ],
    [
      'a signature that ended up in the last measure',
      '某措施\n',
      `${BODY}上海海关\n2024年5月1日\n`,
      '',
      { signed: '2024-05-01' },
    ],
    [
      'a person signs',
      '某办法\n',
      BODY,
      '\n海关总署\n署长 张三\n2018年5月29日\n',
      { signed: '2018-05-29' },
    ],
    ['a day that does not exist', '某措施\n', BODY, '\n海关总署\n2024年2月30日\n', {}],
    [
      'deadlines in a table',
      '某任务清单\n',
      '1\n简化单证\n海关\n2024年6月30日\n2\n压缩时间\n邮政管理局\n2024年9月30日\n',
      '',
      {},
    ],
    ['days inside sentences', '某措施\n\n2024年1月10日，上海海关召开发布会。\n', BODY, '', {}],
    [
      'a deadline with a year to be guessed',
      '某措施\n',
      '一、今年3月底前，实现互认。\n二、2025年1月1日前完成。\n',
      '',
      {},
    ],
    [
      'a published page',
      '发布日期：2024-05-06 来源：海关总署\n某措施\n',
      BODY,
      '\n海关总署\n2024年5月1日\n',
      { signed: '2024-05-01', published: '2024-05-06' },
    ],
    ['a page without a label', '某措施\n2024-05-06 10:30\n', BODY, '', { published: '2024-05-06' }],
    [
      'issued, under the title',
      '某措施\n（2023年6月26日印发）\n',
      BODY,
      '',
      { published: '2023-06-26' },
    ],
    [
      'sent out, at the foot',
      '某通知\n',
      BODY,
      '\n海关总署\n2024年5月1日\n\n海关总署办公厅 2024年5月8日印发\n',
      { signed: '2024-05-01', published: '2024-05-08' },
    ],
    [
      'a history',
      '海关法\n（1987年1月22日第六届全国人民代表大会常务委员会第十九次会议通过　根据2000年7月8日第九届全国人民代表大会常务委员会第十六次会议《关于修改〈中华人民共和国海关法〉的决定》修正）\n',
      BODY,
      '',
      { signed: '1987-01-22' },
    ],
    [
      'a decree in the history',
      '某办法\n（2018年5月29日海关总署令第240号公布　自2018年7月1日起施行）\n',
      BODY,
      '',
      { published: '2018-05-29', effective: '2018-07-01' },
    ],
    [
      'Taiwan',
      '法規名稱：某條例\n修正日期：民國 113 年 1 月 5 日\n',
      BODY,
      '',
      { signed: '2024-01-05' },
    ],
    [
      'Taiwan, dotted',
      '法規名稱：某條例\n公發布日：民國 99.06.15\n',
      BODY,
      '',
      { published: '2010-06-15' },
    ],
    [
      'Hong Kong, commencement in brackets',
      'Import and Export Ordinance (Cap. 60)\n[14 June 2024]\n',
      '1. Short title\n',
      '',
      { effective: '2024-06-14' },
    ],
    [
      'in force',
      '某办法\n',
      `${BODY}三、附则。本办法自2024年3月1日起施行。\n`,
      '',
      { effective: '2024-03-01' },
    ],
    [
      'in force, wrapped',
      '某办法\n',
      `${BODY}三、附则。本办法自2024年3月\n1日起施\n行。\n`,
      '',
      { effective: '2024-03-01' },
    ],
    [
      'in force by the decree',
      '总署令\n《某办法》已经审议通过，现予公布，自2018年7月1日起施行。\n某办法\n',
      BODY,
      '',
      { effective: '2018-07-01' },
    ],
    [
      'in force, Traditional',
      '某辦法\n',
      '一、本辦法自2024年3月1日起實施。\n',
      '',
      { effective: '2024-03-01' },
    ],
    [
      'in force from publication',
      '某办法\n（2018年5月29日公布）\n',
      `${BODY}三、本办法自公布之日起施行。\n`,
      '',
      { published: '2018-05-29', effective: '2018-05-29' },
    ],
    [
      'in force from a publication of no known day',
      '某办法\n',
      `${BODY}三、本办法自公布之日起施行。\n`,
      '\n海关总署\n2024年5月1日\n',
      { signed: '2024-05-01' },
    ],
    [
      'in force in English',
      'Some Regulations 2024\n',
      '1. Commencement\nThese Regulations come into operation on 14 June 2024.\n',
      '',
      { effective: '2024-06-14' },
    ],
    [
      'in force in English, from',
      'Trade Circular\n',
      '1. This circular takes effect from 1 May 2024.\n',
      '',
      { effective: '2024-05-01' },
    ],
    [
      'an article that begins later',
      '某法\n',
      '第一条 查验。\n第二条 本法自2024年1月1日起施行。本法第一条自2025年1月1日起施行。\n',
      '',
      { effective: '2024-01-01' },
    ],
    [
      'in force but for an article',
      '某法\n',
      '一、本法除第十条外，自2024年1月1日起施行。\n',
      '',
      { effective: '2024-01-01' },
    ],
    [
      'in force in English but for a section',
      'Some Regulations 2018\n',
      '1. These Regulations, except section 10, come into operation on 1 January 2019.\n',
      '',
      { effective: '2019-01-01' },
    ],
    [
      'the clause of a quoted law',
      '关于修改某办法的决定\n',
      '一、将第九条修改为：“第九条　本办法自2030年1月1日起施行。”\n',
      '本决定自2024年1月1日起施行。\n',
      { effective: '2024-01-01' },
    ],
    ['a benefit that begins', '某措施\n', '一、出口退税政策自2024年1月1日起实施。\n', '', {}],
    [
      'a last day',
      '某措施\n',
      '一、本措施自2024年3月1日起施行，有效期至2026年2月28日。\n',
      '',
      { effective: '2024-03-01', repealed: '2026-02-28' },
    ],
    [
      'a period',
      '某办法\n',
      '一、本办法自2024年3月1日起施行，有效期5年。\n',
      '',
      { effective: '2024-03-01', repealed: '2029-02-28' },
    ],
    [
      'two years on trial',
      '某办法\n',
      '一、本办法自2024年3月1日起试行，试行两年。\n二、本办法自2024年3月1日起施行，试行两年。\n',
      '',
      { effective: '2024-03-01', repealed: '2026-02-28' },
    ],
    [
      'a period whose begin is not known',
      '某方案\n',
      '一、本方案自发布之日起施行，试行两年。\n',
      '',
      {},
    ],
    [
      'from a day to a day',
      '某公告\n',
      '一、本公告执行期限为2024年1月1日至2027年12月31日。\n',
      '',
      { effective: '2024-01-01', repealed: '2027-12-31' },
    ],
    [
      'the period of a licence',
      '某要点\n',
      '一、许可证有效期为三年，有效期至2026年2月28日。\n二、本要点自2024年3月1日起施行。\n',
      '',
      { effective: '2024-03-01' },
    ],
    [
      'repealed, by a field',
      '某办法\n实施日期：2018年7月1日\n失效日期：2023年6月30日\n',
      BODY,
      '',
      { effective: '2018-07-01', repealed: '2023-06-30' },
    ],
    [
      'repealed by itself',
      '某通知\n本通知自2025年1月1日起废止。\n',
      BODY,
      '',
      { repealed: '2025-01-01' },
    ],
  ])('%s', (_, front, body, back, days) => {
    const facts = factsOf(front, body, back)
    expect({
      signed: valueOf(facts.signedOn),
      published: valueOf(facts.publishedOn),
      effective: valueOf(facts.effectiveOn),
      repealed: valueOf(facts.repealedOn),
    }).toEqual({ signed: null, published: null, effective: null, repealed: null, ...days })
  })

  test('a relative clause is the quote of the day it comes to, and kept where it comes to none', () => {
    const known = factsOf('某办法\n（2018年5月29日公布）\n', '一、本办法自公布之日起施行。\n')
    expect(known.effectiveOn?.quote).toBe('本办法自公布之日起施行')
    const unknown = factsOf('某办法\n', '一、本办法自公布之日起施行，试行两年。\n')
    expect(unknown.effectiveOn).toBeNull()
    expect(unknown.clauses.effective?.quote).toBe('本办法自公布之日起施行')
    expect(unknown.clauses.end?.quote).toBe('试行两年')
  })

  test('a last day is told from the first day without the document', () => {
    const until = factsOf('某措施\n', '一、本措施自2024年3月1日起施行，有效期至2026年2月28日。\n')
    expect(until.repealedOn).toMatchObject({ inclusive: true })
    expect(validUntil(until)).toBe('2026-02-28')
    const from = factsOf('某通知\n', '一、本通知自2025年1月1日起废止。\n')
    expect(from.repealedOn).toMatchObject({ inclusive: false })
    expect(validUntil(from)).toBe('2024-12-31')
    expect(validUntil(factsOf('某通知\n'))).toBeNull()
  })

  test('the day of the page is not the day of the text', () => {
    const facts = factsOf('某措施\n', BODY, '\n海关总署\n2024年5月1日\n', [
      property('published', '2024-05-06 09:00'),
    ])
    expect(facts.publishedOn).toBeNull()
    expect(facts.file.publishedOn).toBe('2024-05-06')
    expect(facts.signedOn?.value).toBe('2024-05-01')
  })

  test('a history keeps its amendments', () => {
    const { history } = factsOf(
      '某办法\n（2018年5月29日公布，根据2020年11月1日海关总署令第245号《关于修改部分规章的决定》修正）\n',
    )
    expect(history.map(({ kind, value }) => [kind, value])).toEqual([
      ['published', '2018-05-29'],
      ['amended', '2020-11-01'],
    ])
  })
})

describe('issuers', () => {
  test.each<[what: string, front: string, back: string, issuers: string[]]>([
    ['of the signature', '某措施\n', '\n上海海关\n2024年5月1日\n', ['上海海关']],
    [
      'several, parted by blanks',
      '某通知\n',
      '\n海关总署　国家发展改革委　财政部\n2024年5月1日\n',
      ['海关总署', '国家发展改革委', '财政部'],
    ],
    [
      'several, on lines',
      '某通知\n',
      '\n海关总署\n国家发展改革委\n2024年5月1日\n',
      ['海关总署', '国家发展改革委'],
    ],
    ['letters set apart', '某通知\n', '\n海 关 总 署\n2024年5月1日\n', ['海关总署']],
    ['beside a person', '某办法\n', '\n海关总署\n署长　张三\n2018年5月29日\n', ['海关总署']],
    ['of a field', '发文机关：海关总署、国家税务总局\n某通知\n', '', ['海关总署', '国家税务总局']],
    ['of the number', '海关总署公告2024年第18号\n（关于调整税号的公告）\n', '', ['海关总署']],
    [
      'several, of the number',
      '海关总署 市场监管总局公告2024年第18号\n（关于调整税号的公告）\n',
      '',
      ['海关总署', '市场监管总局'],
    ],
    ['of the title', '国务院办公厅关于提升口岸服务的意见\n', '', ['国务院办公厅']],
    [
      'several, of the title',
      '海关总署 国家发展改革委\n关于优化口岸营商环境的通知\n',
      '',
      ['海关总署', '国家发展改革委'],
    ],
    [
      'a customs office that begins the title',
      '邕州海关支持边贸发展二十项举措\n',
      '',
      ['邕州海关'],
    ],
    ['no office: smart customs', '智慧海关建设行动方案\n', '', []],
    ['no office: a region', '长三角海关一体化协同实施意见\n', '', []],
    ['no office: the law on customs', '中华人民共和国海关进出口货物申报管理规定\n', '', []],
    [
      'of the history',
      '海关法\n（1987年1月22日第六届全国人民代表大会常务委员会第十九次会议通过）\n',
      '',
      ['全国人民代表大会常务委员会'],
    ],
    ['of the letterhead', '上海海关文件\n\n某项措施\n', '', ['上海海关']],
    [
      'of an English letterhead',
      'CUSTOMS AND EXCISE DEPARTMENT\n\nCircular No. 3/2024\n\nNew Arrangements for Air Cargo\n',
      '',
      ['CUSTOMS AND EXCISE DEPARTMENT'],
    ],
    [
      'of the sentence that says so',
      '为打造一流口岸,大连海关立足实际,推出43项惠企措施,具体如下:\n',
      '',
      ['大连海关'],
    ],
    [
      'not those whose wishes are followed',
      '按照海关总署、国务院部署，制定若干措施如下：\n',
      '',
      [],
    ],
    ['none', '某措施\n', '', []],
  ])('%s', (_, front, back, issuers) => {
    expect(valuesOf(factsOf(front, BODY, back).issuers)).toEqual(issuers)
  })
})

describe('repeals', () => {
  test.each<[clause: string, repeals: string[]]>([
    [
      '本办法自2024年3月1日起施行。《旧办法》（国发〔2010〕1号）同时废止。',
      ['《旧办法》（国发〔2010〕1号）'],
    ],
    [
      '本办法自2024年3月1日起施行，《旧办法》《更旧办法》同时废止。',
      ['《旧办法》', '《更旧办法》'],
    ],
    ['2006年1月26\n日公布的《海关听证暂行办法》同时废止。', ['《海关听证暂行办法》']],
    ['自2024年3月1日起，《旧办法》废止。', ['《旧办法》']],
    ['海关总署公告2010年第3号同时废止。', ['海关总署公告2010年第3号']],
    ['本通告取代《旧通告》。', ['《旧通告》']],
    ['本通告取代貨物通告第3/2021號。', ['貨物通告第3/2021號']],
    ['《旧办法》第三条同时废止。', []],
    ['依照《行政许可法》，相关许可予以注销。', []],
    ['根据《立法法》，《旧办法》同时废止。', ['《旧办法》']],
    ['The Import Regulations 2010 are repealed.', ['Import Regulations 2010']],
    ['This circular supersedes Trade Circular No. 3/2021.', ['Trade Circular No. 3/2021']],
  ])('%j', (clause, repeals) => {
    expect(valuesOf(factsOf('某办法\n', `${BODY}三、${clause}\n`).repeals)).toEqual(repeals)
  })

  test('title and number of what is repealed are told apart', () => {
    const [repeal] = factsOf('某办法\n', '一、《旧办法》（国发[2010]1号）同时废止。\n').repeals
    expect(repeal).toMatchObject({ title: '旧办法', documentNumber: '国发〔2010〕1号' })
  })

  test('a repeal in the middle of a long document is one of its measures', () => {
    const body = `一、《旧目录》同时废止。\n${'二、优化查验流程，提升通关效率。\n'.repeat(300)}`
    expect(factsOf('某措施\n', body).repeals).toEqual([])
  })
})

describe('what kind of text it is', () => {
  test.each<[front: string, body: string, expected: Partial<DocumentFacts>]>([
    ['某措施\n', BODY, { script: 'Hans', nature: 'measures' }],
    ['(以下附錄節錄自網站)\n某措施\n', BODY, { script: 'Hans' }],
    ['某辦法\n', '第一條 為簡化進口貨物申報程序，訂定本辦法。\n', { script: 'Hant' }],
    ['Rules of Trade\n', 'Article 1 The goods are declared.\n', { script: 'Latn' }],
    ['重点任务分工表\n', BODY, { nature: 'task-list' }],
    ['某专项行动\n\n\t序号\n\t改革事项\n\t主要内容\n', BODY, { nature: 'task-list' }],
    ['优化营商环境典型案例汇编\n', BODY, { nature: 'press-report' }],
  ])('%j', (front, body, expected) => {
    expect(factsOf(front, body)).toMatchObject(expected)
  })

  test.each<[title: string, body: string, unit: string, en: string]>([
    ['某市二十条措施\n', BODY, '条', 'Measure'],
    ['某海关43项惠企措施\n', BODY, '项', 'Measure'],
    ['某任务分工表\n', BODY, '项', 'Item'],
    ['典型案例汇编\n', BODY, '则', 'Case'],
    ['某办法\n', '第一条 甲。\n第二条 乙。\n第三条 丙。\n', '条', 'Article'],
    ['某作業要點\n', '一、甲。\n', '点', 'Point'],
  ])('unit of %j', (title, body, unit, en) => {
    expect(factsOf(title, body).unit).toMatchObject({ 'zh-Hans': unit, en })
  })

  test('the address is the page’s, or one that stands before the measures', () => {
    const front = '(全文可參閱\nhttp://www.example.gov.cn/a/index.html)\n某措施\n'
    expect(factsOf(front).sourceUrl).toBe('http://www.example.gov.cn/a/index.html')
    const page = [property('url', 'https://example.gov.cn/b')]
    expect(factsOf(front, BODY, '', page).sourceUrl).toBe('https://example.gov.cn/b')
    expect(factsOf('某措施\n').sourceUrl).toBeNull()
  })
})

describe('heads of documents as offices publish them', () => {
  type Expected = Partial<
    Record<'title' | 'number' | 'signed' | 'published' | 'effective' | 'repealed', string>
  > & { issuers?: string[] }

  test.each<[what: string, front: string, body: string, back: string, expected: Expected]>([
    [
      'a page of the State Council with its table of fields',
      '索 引 号：\n000014349/2019-00003\n主题分类：\n商贸\\海关\n发文机关：\n国务院\n成文日期：\n2019年01月02日\n标　　题：\n国务院关于促进综合保税区发展的若干意见\n发文字号：\n国发〔2019〕3号\n发布日期：\n2019年01月25日\n\n国务院关于促进综合保税区发展的若干意见\n国发〔2019〕3号\n\n各省、自治区、直辖市人民政府：\n',
      BODY,
      '\n国务院\n2019年1月2日\n\n（此件公开发布）\n',
      {
        title: '国务院关于促进综合保税区发展的若干意见',
        number: '国发〔2019〕3号',
        signed: '2019-01-02',
        published: '2019-01-25',
        issuers: ['国务院'],
      },
    ],
    [
      'an announcement with its fields in brackets',
      '海关总署公告2024年第211号（关于优化出口监管的公告）\n【法规类型】海关规范性文件\n【文    号】公告〔2024〕211号\n【发文机关】海关总署\n【发布日期】2024-12-31\n【生效日期】2025-01-01\n【效    力】[有效]\n\n为促进发展，现公告如下：\n',
      '一、甲。\n二、本公告自2025年1月1日起施行。\n',
      '\n特此公告。\n\n海关总署\n2024年12月30日\n',
      {
        title: '关于优化出口监管的公告',
        number: '公告〔2024〕211号',
        signed: '2024-12-30',
        published: '2024-12-31',
        effective: '2025-01-01',
        issuers: ['海关总署'],
      },
    ],
    [
      'a notice of six bodies that covers a list',
      '海关总署　国家发展改革委　财政部　交通运输部\n商务部　市场监管总局关于印发\n《深化贸易便利化改革的若干措施》的通知\n\n署岸发〔2024〕38号\n\n各省、自治区、直辖市人民政府：\n\n　　现将《深化贸易便利化改革的若干措施》印发给你们。\n\n海关总署　国家发展改革委　财政部\n交通运输部　商务部　市场监管总局\n2024年4月8日\n\n深化贸易便利化改革的\n若干措施\n\n',
      BODY,
      '',
      {
        title: '深化贸易便利化改革的若干措施',
        number: '署岸发〔2024〕38号',
        signed: '2024-04-08',
        issuers: ['海关总署', '国家发展改革委', '财政部', '交通运输部', '商务部', '市场监管总局'],
      },
    ],
    [
      'a decree of the State Council',
      '中华人民共和国国务院令\n\n第 795 号\n\n《海关稽查条例》已经2024年11月22日国务院第46次常务会议通过，现予公布，自2025年1月20日起施行。\n\n总理　张三\n2024年12月6日\n\n海关稽查条例\n\n',
      '第一条　甲。\n第二条　本条例自2025年1月20日起施行。\n',
      '',
      {
        title: '海关稽查条例',
        number: '中华人民共和国国务院令第795号',
        signed: '2024-12-06',
        effective: '2025-01-20',
        issuers: ['中华人民共和国国务院'],
      },
    ],
    [
      'regulations with the decree in their history',
      '进出口关税条例\n\n（2003年11月23日中华人民共和国国务院令第392号公布　根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》第一次修订）\n\n',
      '第一条　甲。\n第二条　本条例自2004年1月1日起施行。\n',
      '',
      {
        title: '进出口关税条例',
        number: '中华人民共和国国务院令第392号',
        published: '2003-11-23',
        effective: '2004-01-01',
        issuers: ['中华人民共和国国务院'],
      },
    ],
    [
      'an ordinance of Hong Kong',
      'Cap. 60\n\nImport and Export Ordinance\n\n(Enacting provision omitted—E.R. 1 of 2013)\n\n[1 January 1972]\n\n(Originally 65 of 1971)\n\n',
      '1. Short title\nThis Ordinance may be cited as the Import and Export Ordinance.\n',
      '',
      {
        title: 'Import and Export Ordinance',
        number: 'Cap. 60',
        effective: '1972-01-01',
        issuers: [],
      },
    ],
    [
      'a legal notice of Hong Kong',
      'L.N. 12 of 2024\nB123\nImport and Export (Registration) (Amendment) Regulation 2024\n(Made by the Chief Executive in Council under section 31 of the Import and Export Ordinance (Cap. 60))\n',
      '1. Commencement\nThis Regulation comes into operation on 14 June 2024.\n',
      'COUNCIL CHAMBER\n16 April 2024\n',
      {
        title: 'Import and Export (Registration) (Amendment) Regulation 2024',
        number: 'L.N. 12 of 2024',
        signed: '2024-04-16',
        effective: '2024-06-14',
        issuers: [],
      },
    ],
    [
      'the same in Chinese',
      '2024 年第 12 號法律公告\n\n《2024年進出口（登記）（修訂）規例》\n\n（由行政長官會同行政會議根據《進出口條例》（第60章）第31條訂立）\n\n',
      '1. 生效日期\n本規例自2024年6月14日起實施。\n',
      '行政會議秘書\n李大文\n\n行政會議廳\n2024年4月16日\n',
      {
        title: '2024年進出口（登記）（修訂）規例',
        number: '2024年第12號法律公告',
        signed: '2024-04-16',
        effective: '2024-06-14',
        issuers: [],
      },
    ],
    [
      'a statute of Taiwan',
      '法規名稱：關稅法\n修正日期：民國 111 年 05 月 11 日\n生效狀態：※本法規部分或全部條文尚未生效\n法規類別：行政＞財政部＞關務目\n\n',
      '第 1 條\n關稅之課徵，依本法之規定。\n第 2 條\n本法自公布日施行。\n',
      '',
      { title: '關稅法', signed: '2022-05-11', issuers: [] },
    ],
    [
      'an announcement of Taiwan',
      '財政部關務署 公告\n發文日期：中華民國113年3月1日\n發文字號：台關緝字第1131005678號\n主旨：修正「快遞貨物通關作業要點」，並自中華民國113年4月1日生效。\n公告事項：\n',
      '一、簡化貨物通關程序。\n',
      '署長 彭大文\n',
      {
        title: '修正「快遞貨物通關作業要點」，並自中華民國113年4月1日生效',
        number: '台關緝字第1131005678號',
        signed: '2024-03-01',
        effective: '2024-04-01',
        issuers: ['財政部關務署'],
      },
    ],
    [
      'a page with its menu and foot',
      '当前位置：首页 > 政务公开 > 通知公告\n上海海关关于支持高水平开放的若干措施\n2024-05-06 10:00 来源：上海海关 【字体：大 中 小】 打印\n为支持开放，制定以下措施。\n',
      BODY,
      '扫一扫在手机打开当前页\n主办单位：中华人民共和国上海海关\n',
      {
        title: '上海海关关于支持高水平开放的若干措施',
        published: '2024-05-06',
        issuers: ['上海海关'],
      },
    ],
    [
      'a municipal notice whose plan ends on a day',
      '某市人民政府办公厅关于印发《某市先行区建设实施方案》的通知\n某府办发〔2023〕21号\n\n各区人民政府：\n　　现将《某市先行区建设实施方案》印发给你们。\n　　　　　　　　某市人民政府办公厅\n　　　　　　　　　2023年10月23日\n某市先行区建设\n实施方案\n',
      '一、甲。\n二、本实施方案自2023年11月1日起施行，有效期至2028年10月31日。\n',
      '',
      {
        title: '某市先行区建设实施方案',
        number: '某府办发〔2023〕21号',
        signed: '2023-10-23',
        effective: '2023-11-01',
        repealed: '2028-10-31',
        issuers: ['某市人民政府办公厅'],
      },
    ],
    [
      'an announcement in English',
      'Announcement No. 18 [2024] of the General Administration of Customs\n\nAnnouncement on Adjusting the Quarantine Requirements for Coffee Beans\n\nThe following matters are hereby announced:\n\n',
      '1. Alpha.\n2. This Announcement shall come into force as of December 15, 2024.\n',
      'General Administration of Customs\nDecember 2, 2024\n',
      {
        title: 'Announcement on Adjusting the Quarantine Requirements for Coffee Beans',
        number: 'Announcement No. 18 [2024] of the General Administration of Customs',
        signed: '2024-12-02',
        effective: '2024-12-15',
        issuers: ['General Administration of Customs'],
      },
    ],
    [
      'a regulation of the European Union',
      'COMMISSION IMPLEMENTING REGULATION (EU) 2015/2447\nof 24 November 2015\nlaying down detailed rules\n\n',
      'Article 1\nDefinitions\n',
      'Done at Brussels, 24 November 2015.\nFor the Commission\n',
      {
        title:
          'COMMISSION IMPLEMENTING REGULATION (EU) 2015/2447 of 24 November 2015 laying down detailed rules',
        number: 'REGULATION (EU) 2015/2447',
        signed: '2015-11-24',
        issuers: [],
      },
    ],
  ])('%s', (_, front, body, back, expected) => {
    const facts = factsOf(front, body, back)
    expect({
      title: valueOf(facts.title),
      number: valueOf(facts.documentNumber),
      signed: valueOf(facts.signedOn),
      published: valueOf(facts.publishedOn),
      effective: valueOf(facts.effectiveOn),
      repealed: valueOf(facts.repealedOn),
      issuers: valuesOf(facts.issuers),
    }).toEqual({
      title: null,
      number: null,
      signed: null,
      published: null,
      effective: null,
      repealed: null,
      ...expected,
    })
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...'《》（）()〔〕。；，：\n 　一二○年月日第条号令公告附件海关总署本办法自起施行同时废止2024-05-01有效期至',
  )
  const noise = fc
    .array(fc.oneof(pieces, pieces, fc.string({ unit: 'binary', maxLength: 3 })))
    .map((parts) => parts.join(''))

  test('gives quotes that stand where they say, and facts that a document.yaml can hold', () => {
    fc.assert(
      fc.property(noise, fc.nat(), fc.nat(), (text, a, b) => {
        const frontEnd = a % (text.length + 1)
        const backStart = b % (text.length + 1)
        const facts = readFacts({ text, properties: [], frontEnd, backStart, offices: OFFICES })
        for (const fact of allFacts(facts)) {
          expect(fact.quote).toBe(text.slice(fact.start, fact.end))
          expect(fact.quote).not.toBe('')
          expect(fact.value).not.toBe('')
        }
        expect(statedFactsSchema.safeParse(toStatedFacts(facts)).success).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  test.each([
    ['a line without an end', '海'.repeat(200_000)],
    ['blanks', ' '.repeat(200_000)],
    ['open brackets', '（2024年5月1日'.repeat(20_000)],
    ['open titles', '《本办法'.repeat(50_000)],
    ['days', '海关总署\n2024年5月1日\n'.repeat(10_000)],
    ['clauses', '本办法自2024年5月1日起施行，《旧办法》同时废止'.repeat(5_000)],
    ['English', 'this regulation comes into the order '.repeat(6_000)],
    ['repealed', 'the a b c d e f '.repeat(12_000)],
  ])('is read in linear time: %s', { timeout: 60_000 }, (_, text) => {
    for (const frontEnd of [0, text.length]) {
      const facts = readFacts({
        text,
        properties: [],
        frontEnd,
        backStart: text.length,
        offices: OFFICES,
      })
      expect(facts.repealedOn).toBeNull()
    }
  })
})

function allFacts(facts: DocumentFacts): Fact[] {
  return [
    facts.title,
    ...facts.issuers,
    facts.documentNumber,
    facts.signedOn,
    facts.publishedOn,
    facts.effectiveOn,
    facts.repealedOn,
    ...facts.repeals,
    ...facts.history,
  ].filter((fact) => fact !== null)
}
