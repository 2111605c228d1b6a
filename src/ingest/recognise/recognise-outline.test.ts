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
    ['1. One.\n1A. Inserted.\n2. Two.', '1 1|1A 1A|2 2'],
    ['1 General\n1.1 One.\n1.2 Two.\n2 Special\n2.1 Three.', '1-1 1.1|1-2 1.2|2-1 2.1'],
    ['现公告如下：一、甲。二、乙，包括：（一）丙；（二）丁。三、戊。', '1 一|2 二|3 三'],
    ['| 1 | 甲事 |\n| 2 | 乙事 |', '1 1|2 2'],
    ['【案例1】甲\n文字。\n【案例2】\n乙\n文字。\n【案例3】丙', '1 案例1|2 案例2|3 案例3'],
    ['【一】甲事。\n【背景】文字。\n【二】乙事。', '1 【一】|2 【二】'],
    ['[1] 甲事，见[2]。\n[2] 乙事。\n[3] 丙事。', '1 [1]|2 [2]|3 [3]'],
    ['〔一〕甲事。\n〔二〕乙事。', '1 〔一〕|2 〔二〕'],
    ['第一条【目的】甲。\n第二条【范围】乙。', '1 第一条|2 第二条'],
    ['Q1. Why?\nA1. So.\nQ2: How?\nA2: Thus, see\nQ1 above.', '1 Q1|2 Q2'],
    ['Q1：如何申报？\nA：网上。\nQ2如何查询\nA：网上。', '1 Q1|2 Q2'],
    ['问：1. 如何申报？\n答：网上。\n问：2. 如何查询？\n答：网上。', '1 1|2 2'],
    ['第一，甲事。\n第二，乙事。\n第一、第二条航线除外。\n第三，丙事。', '1 第一|2 第二|3 第三'],
    ['第一条 应当报：\n第一，甲；\n第二，乙。\n第二条 丙。', '1 第一条|2 第二条'],
    ['第一招：甲事\n文字。\n第二招：乙事\n文字。\n第三招：丙事', '1 第一招|2 第二招|3 第三招'],
    ['01\n甲事\n文字。\n02\n乙事\n02所述除外。\n03\n丙事', '1 01|2 02|3 03'],
    ['01｜甲事\n文字。\n02｜乙事\n文字。\n03｜丙事', '1 01|2 02|3 03'],
    ['1. One.\n2. Two.\n2a. More.\n3. Three.', '1 1|2 2|2A 2a|3 3'],
    ['12. A.\n12A. B.\n12AA. C.\n12B. D.\n13. E.', '12 12|12A 12A|12AA 12AA|12B 12B|13 13'],
    [
      'Article 5\nA.\nArticle 5bis\nB.\nArticle 6\nC.\nArticle 6a\nD.',
      '5 Article 5|5-1 Article 5bis|6 Article 6|6A Article 6a',
    ],
    [
      'Article One\nA.\nArticle Two\nB.\nArticle Three\nC.',
      '1 Article One|2 Article Two|3 Article Three',
    ],
    ['1. A.\n2. B.\n3.–5. (Not yet in operation)\n6. C.\n7. D.', '1 1|2 2|6 6|7 7'],
    [
      '第一条 甲。\n第二条至第三条 （删去）\n第四条 乙。',
      '1 第一条|2 第二条至第三条 deleted|4 第四条',
    ],
    ['一　甲事\n文字。\n二　乙事\n文字。\n三　丙事\n文字。', '1 一|2 二|3 三'],
    [
      '1-1 甲。\n1-2 乙。\n2-1 丙。\n2-3个工作日办结。\n2-2 丁。',
      '1-1 1-1|1-2 1-2|2-1 2-1|2-2 2-2',
    ],
    ['M1. One.\nM2. Two.\nM3. Three.', '1 M1|2 M2|3 M3'],
    ['First, one.\nSecond, two.\nThird, three.', '1 First|2 Second|3 Third'],
    [
      'CHAPTER 4\nTRADE\nArticle 4.1: A\nText.\nArticle 4.2: B\nText, see\nArticle 4.1 above.',
      '4-1 Article 4.1|4-2 Article 4.2',
    ],
    ['第2條 甲。\n第2A條 乙。\n第2AA條 丙。\n第3條 丁。', '2 第2條|2A 第2A條|2AA 第2AA條|3 第3條'],
    [
      '1 General\n1.1 Aim\n1.1.1 One.\n1.1.2 Two.\n1.2 Scope\n1.2.1 Three.',
      '1-1-1 1.1.1|1-1-2 1.1.2|1-2-1 1.2.1',
    ],
    ['NO.1 甲事\n文字。\nNO.2 乙事\n文字。\nNO.3 丙事', '1 NO.1|2 NO.2|3 NO.3'],
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

test('a dated signature and its signer are no part of the last measure', () => {
  const text =
    '1. Declare early.\n2. Pay later.\n\nCommerce and Economic Development Bureau\nFebruary 2024'
  const back = recogniseOutline(text, []).marks.find(({ kind }) => kind === 'back-matter')
  expect(text.slice(back?.start)).toBe('Commerce and Economic Development Bureau\nFebruary 2024')
})

test('what stands below one of several chapters has that chapter in its key', () => {
  expect(
    labelsOf(
      '壹、目的\n甲。\n貳、事項\n一、通關\n（一）乙。\n（二）丙。\n二、查驗\n（一）丁。\n（二）戊。',
    ),
  ).toEqual([
    '1 壹',
    '2-1-1 貳一（一）',
    '2-1-2 貳一（二）',
    '2-2-1 貳二（一）',
    '2-2-2 貳二（二）',
  ])
})

test('a doubled number has a key of its own', () => {
  expect(labelsOf('一、甲。\n二、乙。\n二、丙。\n三、丁。')).toEqual([
    '1 一',
    '2 二',
    '2-2 二',
    '3 三',
  ])
})

describe('tables whose numbers stand behind another cell', () => {
  const rowsOf = (text: string): string[] =>
    recogniseOutline(text, []).marks.flatMap(({ kind, start, end }) =>
      kind === 'label' ? [text.slice(start, end)] : [],
    )

  test.each([
    ['类别\t序号\t事项\n港口\t1\t甲\n\t2\t乙\n船\t3\t丙', ['港口\t1', '2', '船\t3']],
    ['港口\t1\t甲\n港口\t2\t乙\n船\t3\t丙', ['港口\t1', '港口\t2', '船\t3']],
    [
      '| 类别 | 序号 | 事项 |\n| --- | --- | --- |\n| 港口 | 1 | 甲 |\n| | 2 | 乙 |\n| 船 | 3 | 丙 |',
      ['| 港口 | 1 |', '| | 2 |', '| 船 | 3 |'],
    ],
    ['领域\n序号\n事项\n港口\n1\n甲\n2\n乙\n船\n3\n丙', ['港口\n1', '2', '船\n3']],
    ['领域\n序号\n事项\n港口\n1\n甲\n港口\n2\n乙\n船\n3\n丙', ['港口\n1', '港口\n2', '船\n3']],
  ])('%j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows)
  })
})

describe('what closes a list', () => {
  const backOf = (text: string): string | undefined => {
    const mark = recogniseOutline(text, []).marks.find(({ kind }) => kind === 'back-matter')
    return mark === undefined ? undefined : text.slice(mark.start, mark.end)
  }

  test.each([
    '本措施自2026年6月1日起施行，有效期至2028年5月31日。',
    '本公告自公布之日起执行。',
    '以上措施由市商务局负责解释。',
    '特此通知。',
    '本通知自印發之日起實施。',
  ])('%s is no part of the last point', (clause) => {
    expect(backOf(`一、推广提前申报。\n二、支持企业参展。\n\n${clause}\n`)).toBe(`${clause}\n`)
    expect(backOf(`一、推广申报\n二、支持参展\n${clause}\n上海海关\n2026年5月20日`)).toMatch(
      new RegExp(`^${clause}`, 'u'),
    )
  })

  test('in English as well', () => {
    const clause = 'These measures shall take effect on 1 May 2026.'
    expect(backOf(`1. Declare early.\n2. Pay later.\n\n${clause}`)).toBe(clause)
  })

  test.each([
    '第一条 甲。\n第二条 乙。\n本办法自2026年6月1日起施行。',
    '一、甲。\n二、附则\n本办法自2026年6月1日起施行。',
    '一、甲。\n二、本办法自2026年6月1日起施行。',
    '一、甲。\n二、乙：\n本市自2026年6月1日起施行新办法，企业可以申请。\n（一）丙；\n（二）丁。',
  ])('what is the text of a point stays there: %j', (text) => {
    expect(backOf(text)).toBeUndefined()
  })
})
