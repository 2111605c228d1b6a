import { describe, expect, test } from 'vitest'
import type { LineHint } from '../ingest-types.js'
import { recogniseOutline } from './recognise-outline.js'

interface Row {
  readonly text: string
  readonly hint?: LineHint
}

/** The measures, chapters and furniture of lines with hints, as printed. */
function outlineOf(rows: readonly Row[]) {
  const text = rows.map((row) => row.text).join('\n')
  const { marks, ...rest } = recogniseOutline(
    text,
    rows.map(({ hint }) => hint ?? {}),
  )
  const printed = (kind: string): string[] =>
    marks
      .filter((mark) => mark.kind === kind)
      .map(({ start, end }) => text.slice(start, end).trim())
  return {
    labels: marks.flatMap(({ key, label }) => (key === undefined ? [] : [`${key} ${label}`])),
    chapters: printed('chapter-heading'),
    furniture: printed('furniture'),
    marks,
    text,
    ...rest,
  }
}

const cells = (row: number, ...texts: string[]): Row[] =>
  texts.map((text, column) => ({ text, hint: { cell: { table: 0, row, column } } }))

describe('hints of the file', () => {
  test('a number counts only in the first column of a table', () => {
    const { labels, title, unit } = outlineOf([
      { text: '重点任务分工表' },
      ...cells(0, '序号', '任务', '期限（月）'),
      ...cells(1, '1', '推广提前申报', '2'),
      ...cells(2, '2', '扩大电子支付', '3'),
      ...cells(3, '3', '推进智慧查验', '4'),
      ...cells(4, '4', '规范口岸收费', '5'),
    ])
    expect(labels).toEqual(['1 1', '2 2', '3 3', '4 4'])
    expect(title).toBe('row')
    expect(unit).toBe('项')
  })

  test('numbers may stand in the second column, behind cells that group rows', () => {
    const row = (at: number, first: number, ...texts: string[]): Row[] =>
      texts.map((text, index) => ({
        text,
        hint: { cell: { table: 0, row: at, column: first + index } },
      }))
    const rows = [
      { text: '重点任务分工表' },
      ...row(0, 0, '领域', '序号', '任务', '期限（月）'),
      ...row(1, 0, '通关', '1', '推广提前申报', '2'),
      ...row(2, 1, '2', '扩大电子支付', '3'),
      ...row(3, 0, '物流', '3', '推进智慧查验', '4'),
      ...row(4, 1, '4', '规范口岸收费', '5'),
    ]
    const { labels, marks, text } = outlineOf(rows)
    expect(labels).toEqual(['1 1', '2 2', '3 3', '4 4'])
    const printed = marks.filter(({ kind }) => kind === 'label')
    expect(printed.map(({ start, end }) => text.slice(start, end))).toEqual([
      '通关\n1',
      '2',
      '物流\n3',
      '4',
    ])
  })

  test('a row whose number stands at the edge of a page is no page number', () => {
    const row = (page: number, number: number, pageEdge?: 'top' | 'bottom'): Row[] => [
      { text: String(number), hint: { page, ...(pageEdge === undefined ? {} : { pageEdge }) } },
      { text: '推广提前申报', hint: { page } },
    ]
    const foot = (page: number): Row => ({
      text: String(page),
      hint: { page, pageEdge: 'bottom' },
    })
    const { labels, furniture } = outlineOf([
      { text: '任务表', hint: { page: 1, pageEdge: 'top' } },
      ...row(1, 1),
      ...row(1, 2),
      foot(1),
      ...row(2, 3, 'top'),
      ...row(2, 4),
      foot(2),
      ...row(3, 5, 'top'),
      ...row(3, 6),
      foot(3),
    ])
    expect(labels).toEqual(['1 1', '2 2', '3 3', '4 4', '5 5', '6 6'])
    expect(furniture).toEqual(['1', '2', '3'])
  })

  test('the number of a page that a list waits for is a row of it', () => {
    const { labels, furniture } = outlineOf([
      { text: '任务表', hint: { page: 1, pageEdge: 'top' } },
      { text: '1', hint: { page: 1 } },
      { text: '推广提前申报', hint: { page: 1, pageEdge: 'bottom' } },
      { text: '2', hint: { page: 2, pageEdge: 'top' } },
      { text: '扩大电子支付', hint: { page: 2 } },
      { text: '3', hint: { page: 2 } },
      { text: '推进智慧查验', hint: { page: 2, pageEdge: 'bottom' } },
    ])
    expect(labels).toEqual(['1 1', '2 2', '3 3'])
    expect(furniture).toEqual([])
  })

  test('lines that are repeated at the edges of pages are furniture', () => {
    const page = (number: number, ...texts: string[]): Row[] => [
      { text: `口岸措施汇编 第${number}册`, hint: { page: number, pageEdge: 'top' } },
      ...texts.map((text) => ({ text, hint: { page: number } })),
      { text: String(number), hint: { page: number, pageEdge: 'bottom' } },
    ]
    const { labels, furniture } = outlineOf([
      ...page(1, '一、推广提前申报。', '二、扩大电子支付。'),
      ...page(2, '三、推进智慧查验。', '四、规范口岸收费。'),
      ...page(3, '五、设立服务专窗。'),
    ])
    expect(labels).toEqual(['1 一', '2 二', '3 三', '4 四', '5 五'])
    expect(furniture).toEqual(
      [1, 2, 3].flatMap((number) => [`口岸措施汇编 第${number}册`, String(number)]),
    )
  })

  test('what the file marks as contents is none of the list', () => {
    const contents: LineHint = { contents: true }
    const { labels, chapters } = outlineOf([
      { text: '第一章 总则 第一条至第二条', hint: contents },
      { text: '第二章 附则 第三条', hint: contents },
      { text: '第一章 总则' },
      { text: '第一条　为规范管理，制定本办法。' },
      { text: '第二条　本办法适用于企业。' },
      { text: '第二章 附则' },
      { text: '第三条　本办法自公布之日起施行。' },
    ])
    expect(labels).toEqual(['1 第一条', '2 第二条', '3 第三条'])
    expect(chapters).toEqual(['第一章 总则', '第二章 附则'])
  })

  test('headings without numbers are chapters where the numbers start again', () => {
    const heading: LineHint = { headingLevel: 2 }
    const { labels, chapters } = outlineOf([
      { text: '便利措施汇编', hint: { headingLevel: 1 } },
      { text: '通关', hint: heading },
      { text: '1. 推广提前申报。' },
      { text: '2. 推广两步申报。' },
      { text: '税收', hint: heading },
      { text: '1. 推广汇总征税。' },
      { text: '2. 扩大预裁定。' },
    ])
    expect(labels).toEqual(['1-1 1', '1-2 2', '2-1 1', '2-2 2'])
    expect(chapters).toEqual(['通关', '税收'])
  })

  test('headings without numbers stand between measures whose numbers run on', () => {
    const heading: LineHint = { headingLevel: 2 }
    const { labels, chapters } = outlineOf([
      { text: '便利措施汇编', hint: { headingLevel: 1 } },
      { text: '通关', hint: heading },
      { text: '1. 推广提前申报。' },
      { text: '2. 推广两步申报。' },
      { text: '税收', hint: heading },
      { text: '3. 推广汇总征税。' },
      { text: '4. 扩大预裁定。' },
    ])
    expect(labels).toEqual(['1 1', '2 2', '3 3', '4 4'])
    expect(chapters).toEqual(['通关', '税收'])
  })

  test('a heading whose number and words are two lines is one chapter', () => {
    const heading: LineHint = { headingLevel: 1 }
    const { chapters } = outlineOf(
      ['一', '二'].flatMap((number, at) => [
        { text: `第${number}章`, hint: heading },
        { text: `标题${number}`, hint: heading },
        { text: `第${number}条　内容${at}。` },
      ]),
    )
    expect(chapters).toEqual(['第一章\n标题一', '第二章\n标题二'])
  })
})
