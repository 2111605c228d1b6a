import { describe, expect, test } from 'vitest'
import { foldText } from '../scripts/fold.js'
import { asksElsewhere, spreadSentences } from './spread.js'

describe('a question about other places', () => {
  test.each([
    '外省现在也能用了吗？',
    '其他省嘅綜保區係咪已經用得？',
    '這套做法全國都適用了嗎？',
    '海南以外的地方能这么办吗',
    'Is it already open to zones in other provinces?',
    'Has it been taken up elsewhere?',
    'Can ports outside Hainan use it yet?',
  ])('%s', (question) => {
    expect(asksElsewhere(foldText(question))).toBe(true)
  })

  test.each(['海口现在能办吗？', '外国船能用吗？', 'Is it already in use in Haikou?'])(
    'is not: %s',
    (question) => {
      expect(asksElsewhere(foldText(question))).toBe(false)
    },
  )
})

test('the sentences that tell of the spread, not the title and not the place itself', () => {
  const sentences = ['全国推广。', '海口试点。', '向全国综保区进行了复制推广。', '推广应用。']
  const text = sentences.join('')
  const spans = sentences.map((sentence) => ({
    start: text.indexOf(sentence),
    end: text.indexOf(sentence) + sentence.length,
  }))
  spans[3] = { start: text.length - 5, end: text.length }
  expect(spreadSentences({ text, sentences: spans })).toEqual([2])
})
