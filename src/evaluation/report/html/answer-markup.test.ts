import { expect, test } from 'vitest'
import { answerMarkup } from './answer-markup.js'

test('paragraphs, bold and tables; markup in an answer is text', () => {
  expect(
    answerMarkup('**大连**：<b>甲</b>[1]\n乙\n\n| 出处 | 内容 |\n| --- | --- |\n| 一 | 二[2] |'),
  ).toBe(
    '<p><b>大连</b>：&lt;b&gt;甲&lt;/b&gt;[1]<br>乙</p><table><tr><td>出处</td><td>内容</td></tr><tr><td>一</td><td>二[2]</td></tr></table>',
  )
})
