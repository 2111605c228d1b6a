import { describe, expect, test } from 'vitest'
import { readMarkdown } from './read-markdown.js'

const read = (text: string) => readMarkdown({ text, encoding: 'utf-8', warnings: [] }, 'a.md')

describe('Markdown', () => {
  test('headings, emphasis and links are read as they are shown', () => {
    const file = read('# 办法\n\n## 第一章 总则\n**第一条** 依照[《海关法》](http://x)，制定。\n')
    expect(file.text).toBe('办法\n第一章 总则\n第一条 依照《海关法》，制定。\n')
    expect(file.hints).toEqual([{ headingLevel: 1 }, { headingLevel: 2 }, {}])
  })

  test('lines without a blank between them stay lines, and nothing of them is lost', () => {
    const text =
      '一、甲\n（一）10~15日，20~25日\n1、乙_丙_丁\n2）3*4 与 5*6\n　　缩进\n    也是缩进\n'
    expect(read(text).text).toBe(
      '一、甲\n（一）10~15日，20~25日\n1、乙_丙_丁\n2）3*4 与 5*6\n缩进\n也是缩进\n',
    )
  })

  test('lists have the numbers that are shown', () => {
    const file = read('1. 甲\n1. 乙\n\n段落\n\n3) 丙\n4) 丁\n')
    expect(file.text).toBe('1. 甲\n2. 乙\n段落\n3) 丙\n4) 丁\n')
    expect(file.hints).toEqual([{}, {}, {}, {}, {}])
  })

  test('a number alone on its line is kept', () => {
    expect(read('7.\n内容\n\n8.\n').text).toBe('7.\n内容\n8.\n')
  })

  test('tables are cells', () => {
    const file = read('| 序号 | 事项 |\n|---|---|\n| 1 | 甲 |\n| 2 | 乙 |\n')
    expect(file.text).toBe('序号\n事项\n1\n甲\n2\n乙\n')
    expect(file.hints[3]).toEqual({ cell: { table: 0, row: 1, column: 1 } })
  })

  test('front matter is what the file says of itself', () => {
    const file = read('---\ntitle: 某某办法\ndate: 2024-01-02\nother: [1]\n---\n正文\n')
    expect(file.text).toBe('正文\n')
    expect(file.properties).toEqual([
      { name: 'title', value: '某某办法', from: 'front matter title' },
      { name: 'published', value: '2024-01-02', from: 'front matter date' },
    ])
  })
})
