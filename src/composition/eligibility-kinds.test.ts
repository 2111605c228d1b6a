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
  ])('%s: told by %s %s', (folded, facet, words) => {
    expect(answersWhoQualifies(folded, { facet, words, sentence: words })).toBe(true)
  })
})
