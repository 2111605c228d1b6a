import { describe, expect, test } from 'vitest'
import { answersWhoQualifies, asksWhoQualifies } from './eligibility-kinds.js'

describe('who qualifies', () => {
  test.each<[string, string, string, string?]>([
    ['仓储企业要有什么资格', 'conditions', '在完成报关手续后'],
    ['what makes a company eligible', 'conditions', '经海关同意'],
    ['企业要符合什么条件', 'who', '符合条件的仓储企业'],
    ['which bodies would qualify', 'who', '符合资质要求的检验检测机构'],
    ['进口企业要有什么资质', 'who', '企业'],
    ['哪一等的信用才算高', 'conditions', '海关企业信用等级分类'],
    ['要什么信用等级才能减少查验', 'conditions', '“信用联动分类管理”'],
    ['公司要达到哪一级才享有便利', 'conditions', '信用越好、便利越多、服务越优'],
    ['what credit grade must we hold', 'who', '代理公司等服务对象'],
    ['什么样的项目才够格', 'who', '重点科研项目'],
    ['按什么标准评的', 'who', '生产企业和中小微外贸企业'],
    ['怎样才可以上到名单', 'conditions', '“白名单+抽样放行”'],
    ['自有场库有什么硬件要求', 'conditions', '待合格评定完成后即可分销或使用'],
    ['怎么样才会被划到低风险', 'conditions', '属于低风险的货物'],
    [
      'what requirements must they meet',
      'conditions',
      '“白名单”管理',
      '对符合条件的原材料实施“白名单”管理',
    ],
    [
      '什么样的商品算符合条件',
      'goods',
      '进口铁矿',
      '进口铁矿实施先放后检，对符合条件的商品实施鉴定',
    ],
  ])('%s: not told by %s %s', (folded, facet, words, sentence = words) => {
    expect(asksWhoQualifies(folded)).toBe(true)
    expect(answersWhoQualifies(folded, { facet, words, sentence })).toBe(false)
  })

  test.each<[string, string, string]>([
    ['什么时候可以提走', 'conditions', '经海关同意'],
    ['公司要有什么资格', 'conditions', '以企业信用管理为基础'],
    ['which companies are eligible', 'who', '高级认证企业'],
    ['要符合什么条件', 'conditions', '企业在强化自主管理、确保安全的前提下'],
    ['什么级数的工程', 'conditions', '纳入国家重点工程'],
    ['哪一级的信用才可以', 'who', '高级认证企业'],
    ['哪些企业可以用', 'who', '进出口企业'],
    ['办这个有什么要求', 'conditions', '经海关同意'],
  ])('%s: told by %s %s', (folded, facet, words) => {
    expect(answersWhoQualifies(folded, { facet, words, sentence: words })).toBe(true)
  })

  test('that companies may does not tell which', () => {
    const any = { facet: 'who', words: '更多企业', sentence: '支持更多企业纳入名单' }
    expect(answersWhoQualifies('哪些企业可以用', any)).toBe(false)
    expect(answersWhoQualifies('谁可以用', any)).toBe(true)
  })
})
