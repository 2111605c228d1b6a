import { describe, expect, test } from 'vitest'
import { documentIdSchema } from '../../domain/document.js'
import { officeRecordSchema } from '../../domain/office.js'
import { factsOf, OFFICES } from './facts.fixture.js'
import { matchOffice } from './match-office.js'
import { proposeId } from './propose-id.js'

const named = (...names: string[]): { value: string }[] => names.map((value) => ({ value }))

function match(issuers: string[], title: string | null = null): ReturnType<typeof matchOffice> {
  return matchOffice(named(...issuers), title === null ? null : { value: title }, OFFICES)
}

describe('matchOffice', () => {
  test.each<[issuers: string[], title: string | null, officeId: string]>([
    [['深圳海关'], null, 'shenzhen-customs'],
    [['中华人民共和国深圳海关'], null, 'shenzhen-customs'],
    [['深圳海關'], null, 'shenzhen-customs'],
    [['SHENZHEN CUSTOMS'], null, 'shenzhen-customs'],
    [['皇岗海关'], null, 'shenzhen-customs'],
    [['大连市商务局', '大连海关'], null, 'dalian-customs'],
    [['国务院', '深圳海关'], null, 'shenzhen-customs'],
    [[], '2024年促进跨境贸易便利化专项行动任务表', 'national-2024'],
  ])('%j %s', (issuers, title, officeId) => {
    expect(match(issuers, title)).toEqual({ officeId })
  })

  test.each([
    [['上海海关'], 'shanghai-customs'],
    [['洋山海关'], 'shanghai-customs'],
    [['国务院'], 'state-council'],
    [['Customs and Excise Department'], 'hong-kong-customs'],
  ])('%j is known and not yet covered', (issuers, id) => {
    expect(match(issuers)).toEqual({ officeId: id, covers: id })
  })

  test.each([
    [[], null],
    [[], '某市若干措施'],
    // The same campaign of another year is another programme.
    [[], '2025年跨境贸易便利化专项行动任务表'],
  ])('%j %s is nobody’s', (issuers, title) => {
    expect(match(issuers, title)).toBeNull()
  })

  test('an unknown customs office comes before a known body', () => {
    expect(match(['国务院', '邕州海关'])).toMatchObject({
      proposed: { record: { id: 'yongzhou-customs' } },
    })
  })

  test.each<[issuer: string, record: object, drafts: string[]]>([
    [
      '重庆海关',
      {
        id: 'chongqing-customs',
        kind: 'customs',
        names: { 'zh-Hans': '重庆海关', 'zh-Hant': '重慶海關', en: 'Chongqing Customs' },
      },
      ['zh-Hant', 'en'],
    ],
    [
      '天津市商务局',
      {
        kind: 'body',
        names: { 'zh-Hans': '天津市商务局', 'zh-Hant': '天津市商務局', en: '天津市商务局' },
      },
      ['zh-Hant', 'en'],
    ],
    [
      '貿易及海關便利署',
      {
        kind: 'body',
        names: {
          'zh-Hans': '贸易及海关便利署',
          'zh-Hant': '貿易及海關便利署',
          en: '貿易及海關便利署',
        },
      },
      ['zh-Hans', 'en'],
    ],
    [
      '商务部',
      {
        id: 'mofcom',
        kind: 'body',
        names: { 'zh-Hans': '商务部', 'zh-Hant': '商務部', en: 'Ministry of Commerce' },
      },
      ['zh-Hant'],
    ],
    [
      'Trade Facilitation Bureau',
      { id: 'trade-facilitation-bureau', kind: 'body' },
      ['zh-Hans', 'zh-Hant'],
    ],
  ])('%s is proposed', (issuer, record, drafts) => {
    const found = match([issuer])
    expect(found).toMatchObject({
      proposed: { record: { ...record, covered: true }, draftNames: drafts },
    })
    if (found === null || !('proposed' in found)) throw new Error('expected a proposal')
    expect(officeRecordSchema.parse(found.proposed.record)).toEqual(found.proposed.record)
  })

  test('a proposal says which office already has its name', () => {
    expect(match(['海关总署'])).toMatchObject({ proposed: { clashesWith: ['national-2024'] } })
  })

  test('a name that cannot be written in Latin letters gets an id all the same, always the same', () => {
    const once = match(['〇〇'])
    expect(once).toEqual(match(['〇〇']))
    expect(once).toMatchObject({
      proposed: { record: { id: expect.stringMatching(/^[a-z0-9-]+$/u) } },
    })
  })
})

describe('proposeId', () => {
  test.each([
    ['上海海关公告2024年第12号\n（关于优化查验的公告）\n', 'shanghai-2024-12'],
    ['国务院关于促进外贸的意见\n国发〔2019〕3号\n\n国务院\n2019年1月2日\n', 'state-council-2019-3'],
    ['中华人民共和国国务院令\n第795号\n\n海关稽查条例\n', 'state-council-order-795'],
    ['海关总署公告2024年第18号\n（关于调整税号的公告）\n', 'gacc-2024-18'],
    ['深圳海关优化营商环境 20 条\n', 'shenzhen-20'],
    ['大连海关惠企二十条措施\n', 'dalian-20'],
    ['上海海关支持外贸若干措施\n\n上海海关\n2024年5月1日\n', 'shanghai-2024-measures'],
    ['Import and Export Ordinance (Cap. 60)\n', 'import-and-export-ordinance-cap-60'],
    ['国境物品管理法\n', 'guojing-wupin-guanli-fa'],
  ])('%j', (front, id) => {
    const facts = factsOf(front)
    expect(proposeId(facts, OFFICES)).toBe(id)
    expect(documentIdSchema.parse(id)).toBe(id)
  })

  test('a taken id is counted on', () => {
    const facts = factsOf('深圳海关优化营商环境 20 条\n')
    expect(proposeId(facts, OFFICES, new Set(['shenzhen-20', 'shenzhen-20-2']))).toBe(
      'shenzhen-20-3',
    )
  })

  test('a text that says nothing of itself still gets an id', () => {
    expect(documentIdSchema.parse(proposeId(factsOf(''), OFFICES))).toBe('document')
  })
})
