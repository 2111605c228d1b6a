import { describe, expect, test } from 'vitest'
import type { AskedFacet } from '../domain/cues.js'
import { answersKind, asksMoment, isBesideNamed, saysMore } from './facet-kinds.js'

/** Words of a measure, of the facet that is asked for, in a sentence that ends with what stands behind. */
const stating = (
  asked: AskedFacet,
  words: string,
  after = '',
): Parameters<typeof answersKind>[2] => ({
  facet: asked === 'duration' || asked === 'percentage' ? 'timeLimit' : asked,
  words,
  sentence: `${words}${after}`,
  after,
})

describe('what is of the kind asked for', () => {
  test.each<[AskedFacet, string, string, string?]>([
    ['timeLimit', '要提前多久申请', '货物实际进出口3个月前'],
    ['timeLimit', 'how far in advance do we apply', '货物实际进出口3个月前'],
    ['timeLimit', '多久办一次', '每月一专场'],
    ['timeLimit', '多久可以提走', '查检取样完成后'],
    ['timeLimit', '许可证多久批下来', '即报即批'],
    ['timeLimit', '几天内要申请补办', '自缴纳税款之日起1年内', '申请补办'],
    ['timeLimit', '这个模式什么时候开始的', '2024年4月新增'],
    ['duration', '几天办结', '5个工作日内'],
    ['channel', '哪个平台可以查', '“易披露”沟通平台'],
    ['channel', '怎么缴', '线上缴纳'],
    ['responsible', '由哪个部门批准', '经口岸海关同意'],
    ['responsible', '和哪些部门一起办', '联合地方相关部门'],
    ['place', '哪类口岸可以', '符合条件的航空口岸'],
    ['place', '覆盖哪些口岸', '水运、空运、陆运等口岸'],
    ['place', '哪些国家', '发达经济体'],
    ['place', '哪些城市', '上海、天津'],
    ['materials', '要交什么', '相关证明材料'],
    ['amount', '货值多少钱以下', '货值不满10000元人民币'],
    ['amount', '货值有没有上限', '货值不满10000元人民币'],
    ['amount', '今年增加多少', '数量年内再增加20%'],
    ['timeLimit', 'how many months before import do we apply', '货物实际进出口3个月前'],
    ['timeLimit', '最晚什么时候报', '每季度初'],
    ['timeLimit', '结果最慢什么时候录进系统', '检测结果录入“不隔夜”'],
    ['materials', '可以不交哪张单子', '免于提交《进口药品通关单》'],
    ['channel', '从哪个入口进', '国际贸易“单一窗口”'],
    ['responsible', '检疫由哪个海关做', '由口岸海关转至目的地海关进行检疫作业'],
    ['responsible', '是哪几个海关', '建立深港陆路口岸海关协作机制'],
    ['channel', '线上还是临柜', '外国护照线下身份认证'],
    ['channel', '怎么申请', '向海关申请'],
    ['materials', '要交什么', '线上非政策性退税申请'],
    ['materials', '要不要交,还是免交', '免于提交《进口药品通关单》'],
    ['timeLimit', '每季度几号报', '每季度初'],
    ['who', '哪些企业可以用', '船公司和港口企业等'],
    ['timeLimit', 'how long after sampling is completed can we collect', '查检取样完成后'],
    ['goods', 'what does the national list say of which goods', '进口冰鲜水产品'],
  ])('%s: %s is answered by %s', (asked, folded, words, after) => {
    expect(answersKind(asked, folded, stating(asked, words, after))).toBe(true)
  })

  test.each<[AskedFacet, string, string, string?]>([
    ['timeLimit', '要提前几天申请', '24个月以上延期手续'],
    ['timeLimit', '多久办一次', '即报即批'],
    ['timeLimit', '化验结果要等多久', '在口岸检查后等待实验室检测结果期间'],
    ['timeLimit', '多久拿到结果', '货物实际进出口3个月前'],
    ['timeLimit', '审一票要几天', '自缴纳税款之日起1年内', '申请补办'],
    ['timeLimit', '系统何时上线', '即报即批'],
    ['duration', '几天补办', '先声明、后办证'],
    ['channel', '在哪个网站缴', '线上缴纳'],
    ['responsible', '由哪个部门审批', '联合地方政府、金融机构'],
    ['place', '在哪里可以用', '具备条件的口岸'],
    ['place', '可以退到哪些口岸', '综合保税区内'],
    ['place', '在哪些城市试点', '发达经济体、新兴市场'],
    ['goods', '哪些货物', '符合条件的货物'],
    ['materials', '具体要哪几种文件', '船舶资料'],
    ['amount', '提前卖掉罚多少', '货值不满10000元人民币'],
    ['amount', '担保要多少钱', '一次检验'],
    ['amount', '营业额有没有最低门槛', '数量年内再增加20%'],
    ['amount', 'is there a minimum turnover', '数量年内再增加20%'],
    ['timeLimit', '最迟哪天补证', '“先声明、后办证”'],
    ['timeLimit', 'by when must the certificate follow', '“先声明、后办证”'],
    ['timeLimit', '多久会安排见面', '自2024年7月1日全省正式上线以来'],
    ['channel', '网址是多少', '集成化的“国际贸易”信息门户'],
    ['responsible', '具体是哪几家银行', '联合银行等金融机构'],
    ['responsible', '是哪几个海关在试', '向纳税地海关提交'],
    ['place', '放在哪几个隶属海关', '隶属海关'],
    ['channel', 'is it booked by phone or online', '预约通关'],
    ['channel', '怎么申请', '远程非侵入式核查作业'],
    ['channel', 'how do we put our names down', '“一对一”合规辅导'],
    ['materials', '要上传哪些附件', '线上非政策性退税申请'],
    ['materials', 'what documents have to go with the booking', '318类电子证照实现企业办事免提交'],
    ['responsible', '试点的都有哪几家', '向试点海关提交'],
    ['responsible', '由哪个机构评估', '联合地方相关部门'],
    ['timeLimit', '申请后多久会拿到结果', '货物实际进出口3个月前'],
    ['timeLimit', 'how much longer until we are certified', '年内'],
    ['timeLimit', '每个月几号发布', '定期'],
    ['who', '已经有哪几家在用', '船公司和港口企业等'],
    ['who', 'which shipping lines have joined', '船公司和港口企业等'],
    ['timeLimit', '合格评定要等多久才会出来', '待合格评定完成后'],
    ['timeLimit', '评定多少天搞定', '待合格评定完成后'],
    ['timeLimit', 'how long until the assessment comes back', '待合格评定完成后'],
    ['goods', '清单会新增哪些机种', '“零关税”自用生产设备', '清单扩容'],
    ['goods', 'which machines will be added to the list', '“零关税”自用生产设备', '清单扩容'],
    ['goods', 'which products are on the catalogue', '维修目录内产品', '落地'],
  ])('%s: %s is not answered by %s', (asked, folded, words, after) => {
    expect(answersKind(asked, folded, stating(asked, words, after))).toBe(false)
  })

  test('a platform is a place only where one deals with it', () => {
    const platform = { facet: 'channel', words: '服务平台', sentence: '', after: '' } as const
    expect(answersKind('place', '在哪里申请', platform)).toBe(true)
    expect(answersKind('place', '设在哪一区', platform)).toBe(false)
  })
})

test('a moment is asked for by when, not by how long or how often', () => {
  expect(asksMoment('什么时候可以提货')).toBe(true)
  expect(asksMoment('when may the goods be collected')).toBe(true)
  for (const folded of ['要多久', '多久一次', '要提前几天', 'how long does it take']) {
    expect(asksMoment(folded)).toBe(false)
  }
})

test('words say more when they are more than what the question names', () => {
  expect(saysMore('提货点设在哪里', '提货点')).toBe(false)
  expect(saysMore('提货点设在哪里', '海口美兰机场提货点')).toBe(true)
  expect(saysMore('where are the pick-up points', '提货点')).toBe(true)
  expect(saysMore('哪里', 'APP')).toBe(true)
  expect(saysMore('how often', '适时')).toBe(true)
  expect(saysMore('适时召开吗', '适时')).toBe(false)
})

test('of a list of names another one is asked about', () => {
  const list = { words: '“每月一专场”', before: '打造', after: '和“企业家沙龙”两大场景' }
  expect(isBesideNamed('企业家沙龙多久一次', list)).toBe(true)
  expect(isBesideNamed('专场活动多久一次', list)).toBe(false)
  expect(isBesideNamed('每月一专场和企业家沙龙呢', list)).toBe(false)
  expect(isBesideNamed('企业家沙龙多久一次', { ...list, words: '每月' })).toBe(false)
})
