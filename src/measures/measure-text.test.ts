import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureText } from './measure-text.js'
import { sourceLines } from './source-lines.js'

const text = (source: string, wrapped = false): string =>
  measureText(sourceLines(source), wrapped).text

describe('measureText', () => {
  test.each<[string, string, string]>([
    ['nothing', ' \n\n\t', ''],
    ['title and body', '标题\n正文。', '标题\n正文。'],
    ['blank lines between', '标题\n\n\n正文。\n\n', '标题\n正文。'],
    ['indents of every kind', '\t标题 \n\u3000\u3000正文。\u00a0', '标题\n正文。'],
    ['a blank that belongs', '支持 RCEP 高质量', '支持 RCEP 高质量'],
    ['runs of blanks', '支持 \t\u3000RCEP', '支持 RCEP'],
    ['bold', '缩短**30%**。已进口**390**万件', '缩短30%。已进口390万件'],
    ['bold at the edges', '**数据**', '数据'],
    ['blanks around bold', '约 ** 1 ** 万', '约 1 万'],
    ['a line of marks alone', '甲\n****\n乙', '甲\n乙'],
    ['a single star', '4*4与***5*', '4*4与*5*'],
    ['Windows line ends', '标题\r\n正文。\r\n', '标题\n正文。'],
    ['short lines that are not wrapped', '数据\n其中\n有三项', '数据\n其中\n有三项'],
  ])('%s', (_, source, expected) => {
    expect(text(source)).toBe(expected)
  })

  test.each<[string, string, string]>([
    [
      'joins Chinese without a blank',
      '标题\n\n对企信息化服\n\n务应用，\n\n条\n码',
      '标题\n对企信息化服务应用，条码',
    ],
    ['keeps the paragraphs', '标题\n正文。\n\n另一段。', '标题\n正文。\n另一段。'],
    ['never joins to the title', '标题没有句号\n正文', '标题没有句号\n正文'],
    ['joins Latin words with a blank', '标题\nintelligent\nborder', '标题\nintelligent border'],
    ['joins by the letters that meet', '标题\n用于A\nB', '标题\n用于A B'],
    ['joins Latin to Chinese without one', '标题\n使用ERP\n系统', '标题\n使用ERP系统'],
    ['ends a line after a closing quote', '标题\n“线上办”\n其他', '标题\n“线上办”\n其他'],
  ])('wrapped: %s', (_, source, expected) => {
    expect(text(source, true)).toBe(expected)
  })

  test('changes white space and bold only, and knows where each character stood', () => {
    const source = fc.string({
      unit: fc.constantFrom(
        '甲',
        '，',
        '。',
        '”',
        'a',
        '9',
        '*',
        ' ',
        '\t',
        '\u3000',
        '\n',
        '\r\n',
      ),
    })
    fc.assert(
      fc.property(source, fc.boolean(), (whole, wrapped) => {
        const mapped = measureText(sourceLines(whole), wrapped)
        expect(mapped.sourceOffsets).toHaveLength(mapped.text.length)
        let before = -1
        for (const [index, offset] of mapped.sourceOffsets.entries()) {
          expect(offset).toBeGreaterThan(before)
          before = offset
          const character = mapped.text.charAt(index)
          if (character.trim() !== '') expect(whole.charAt(offset)).toBe(character)
        }
        expect(mapped.text).toBe(mapped.text.trim())
        expect(mapped.text).not.toMatch(/[\t\r\u3000]|\s\s/)
        const kept = mapped.text.replace(/\s/g, '')
        // Pairs of stars are taken away line by line, so an odd one stays.
        const lines = whole.split(/\r\n|\n/).map((line) => line.replaceAll('**', ''))
        expect(kept).toBe(lines.join('').replace(/\s/g, ''))
      }),
    )
  })
})
