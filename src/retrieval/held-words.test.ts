import { describe, expect, test } from 'vitest'
import { buildLexicalIndex } from '../indexes/lexical-index.js'
import { createTokenizer } from '../scripts/tokenize.js'
import { createHeldWords } from './held-words.js'

const tokenizer = createTokenizer([])
const texts = ['探索罚款线上缴纳', '海关不予行政处罚', 'exploring online payment of fines']
const lexical = {
  words: buildLexicalIndex(texts.map((text) => tokenizer.words(text))),
  bigrams: buildLexicalIndex(texts.map((text) => tokenizer.bigrams(text))),
  english: buildLexicalIndex(texts.map((text) => tokenizer.words(text))),
}
const held = createHeldWords({ tokenizer, lexical, widen: () => [] })

describe('createHeldWords', () => {
  test('the text that holds more of a question gets the greater share', () => {
    const question = '罚款能网上交吗'
    expect(held(question, ['探索罚款线上缴纳'])).toBeGreaterThan(
      held(question, ['海关不予行政处罚']),
    )
  })

  test('all words are a share of 1, none of 0', () => {
    expect(held('罚款', ['探索罚款线上缴纳'])).toBe(1)
    expect(held('罚款', ['support for ports'])).toBe(0)
    expect(held('', ['探索罚款线上缴纳'])).toBe(0)
  })

  test('texts count together: a sentence and its translation', () => {
    expect(held('fines', ['探索罚款线上缴纳', 'exploring online payment of fines'])).toBe(1)
  })

  test('words that widen a question count, but less than its own', () => {
    const widened = createHeldWords({
      tokenizer,
      lexical,
      widen: (question) => (question === '罚单' ? [{ term: '罚款' }] : []),
    })
    const share = widened('罚单', ['探索罚款线上缴纳'])
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(widened('罚款', ['探索罚款线上缴纳']))
  })
})
