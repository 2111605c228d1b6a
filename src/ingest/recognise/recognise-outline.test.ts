import { describe, expect, test } from 'vitest'
import { AppError } from '../../errors.js'
import { recogniseOutline } from './recognise-outline.js'

const labelsOf = (text: string): string[] =>
  recogniseOutline(text, []).marks.flatMap(({ key, label, deleted }) =>
    key === undefined ? [] : [`${key} ${label}${deleted === true ? ' deleted' : ''}`],
  )

describe('what is refused', () => {
  test.each([
    ['', /found no text$/u],
    ['   \n\n\u3000', /found no text$/u],
    [
      '海关支持企业发展。\n2024年全年减税10.5亿元。\n3家企业受益。',
      /found nothing numbered in 3 lines, which begin "海关支持企业发展。"/u,
    ],
    ['关于通关便利的说明\n一、提前申报可以节省时间。\n仅此而已。', /found only "一" in line 2/u],
    ['## 通关便利\n文字。\n## 税收便利\n文字。', /found nothing numbered/u],
  ])('%j', (text, message) => {
    let refusal: unknown
    try {
      recogniseOutline(text, [])
    } catch (error) {
      refusal = error
    }
    expect(refusal).toBeInstanceOf(AppError)
    expect(refusal).toMatchObject({ code: 'bad_document' })
    expect(String(refusal)).toMatch(message)
  })
})

describe('forms of numbers', () => {
  test.each([
    [
      '第一条 甲。\n第 二 条 乙。\n第二条之一 丙。\n第三条 （删去）\n第四条 丁。',
      '1 第一条|2 第二条|2-1 第二条之一|3 第三条 deleted|4 第四条',
    ],
    ['第 1 條 甲。\n第 1-1 條 乙。\n第 2 條 丙。', '1 第1條|1-1 第1-1條|2 第2條'],
    ['壹、甲事。\n貳、乙事。\n參、丙事。', '1 壹|2 貳|3 參'],
    ['１．甲事。\n２．乙事。', '1 1|2 2'],
    ['①甲事。\n②乙事。\n③丙事。', '1 ①|2 ②|3 ③'],
    ['(1) 甲事。\n(2) 乙事。', '1 （1）|2 （2）'],
    ['案例一：甲事\n文字。\n案例二：乙事\n文字。', '1 案例一|2 案例二'],
    ['Article 1\nScope.\nArticle 2\nTerms.', '1 Article 1|2 Article 2'],
    ['1. One.\n1A. Inserted.\n2. Two.', '1 1|1-1 1A|2 2'],
    ['1 General\n1.1 One.\n1.2 Two.\n2 Special\n2.1 Three.', '1-1 1.1|1-2 1.2|2-1 2.1'],
    ['现公告如下：一、甲。二、乙，包括：（一）丙；（二）丁。三、戊。', '1 一|2 二|3 三'],
    ['| 1 | 甲事 |\n| 2 | 乙事 |', '1 1|2 2'],
  ])('%j', (text, wanted) => {
    expect(labelsOf(text).join('|')).toBe(wanted)
  })
})

describe('doubts name the line', () => {
  const doubtsOf = (text: string): string[] =>
    recogniseOutline(text, []).doubts.map(({ line, what }) => `${line} ${what}`)

  test('of a number that is missing, doubled or late', () => {
    expect(doubtsOf('一、甲。\n二、乙。\n四、丁。\n五、戊。')).toEqual([
      '3 "四": expected number 3 of this list, found 4',
    ])
    expect(doubtsOf('一、甲。\n二、乙。\n二、丙。\n三、丁。')).toEqual([
      '3 "二": number 2 stands twice in this list',
    ])
    expect(doubtsOf('三、甲。\n四、乙。\n五、丙。')).toEqual([
      '1 "三": the list begins with number 3',
    ])
  })

  test('of a label in the middle of a line and of a measure without text', () => {
    expect(doubtsOf('一、甲。二、乙。\n三、丙。')).toEqual([
      '1 "二": stands in the middle of a line and was taken as a label',
    ])
    expect(doubtsOf('一、甲。\n二、\n三、丙。')).toEqual(['2 "二": has no text'])
  })
})

test('a doubled number has a key of its own', () => {
  expect(labelsOf('一、甲。\n二、乙。\n二、丙。\n三、丁。')).toEqual([
    '1 一',
    '2 二',
    '2-2 二',
    '3 三',
  ])
})
