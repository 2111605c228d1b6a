import { describe, expect, test } from 'vitest'
import type { Commitment } from '../domain/measure.js'
import { createAskedPromises, createAskedSentence, promisesOfRuns } from './quoted-promises.js'

/** Every letter a word, every pair a pair, all equally rare. */
const deps = {
  tokenizer: {
    words: (text: string) => [...text].filter((character) => /\p{L}/u.test(character)),
    bigrams: (text: string) =>
      [...text].slice(1).map((character, index) => `${text.charAt(index)}${character}`),
  },
  words: { idf: () => 1 },
  bigrams: { idf: () => 1 },
  english: { idf: () => 1 },
}

const text = '标题实施甲乙丙丁，试点戊己庚辛，支持壬癸子丑。'
const part = (words: string, strength: Commitment['class'], word: string) => ({
  sentence: 1,
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
  class: strength,
  word,
  translation: '',
})
const measure = {
  text,
  sentences: [
    { start: 0, end: 2 },
    { start: 2, end: text.length },
  ],
  commitments: [
    { class: 'supported', word: '支持' },
    { class: 'supported', word: '支持' },
  ] satisfies Commitment[],
  clausePromises: [
    part('实施甲乙丙丁，', 'in_force', '实施'),
    part('试点戊己庚辛，', 'pilot', '试点'),
    part('支持壬癸子丑。', 'supported', '支持'),
  ],
  translation: null,
}
const runs = [{ first: 1, last: 1 }]
const asked = (topicText: string, added: readonly string[] = []): string[] =>
  createAskedPromises(deps, {
    topicTerms: [...topicText],
    topicText,
    added: added.map((term) => ({ term, language: 'zh' as const, because: term })),
  })(measure, runs).map(({ word }) => word)

describe('the promises of some sentences', () => {
  test('are those of their parts, or their own', () => {
    expect(promisesOfRuns(measure, runs).map(({ word }) => word)).toEqual(['实施', '试点', '支持'])
    const { clausePromises: _, ...whole } = measure
    expect(promisesOfRuns(whole, runs).map(({ word }) => word)).toEqual(['支持'])
  })
})

describe('the promises asked about', () => {
  test('are those that hold the words of the question', () => {
    expect(asked('甲乙丙丁')).toEqual(['实施'])
    expect(asked('壬癸')).toEqual(['支持'])
  })

  test('and those by which it was widened', () => {
    expect(asked('天地', ['戊己庚辛'])).toContain('试点')
  })

  test('are not those whose strength is only named', () => {
    expect(asked('甲乙丙丁试点')).toEqual(['实施'])
  })

  test('are all where none can be told from the others', () => {
    expect(asked('天地')).toEqual(['实施', '试点', '支持'])
    expect(asked('甲乙戊己').toSorted()).toEqual(['实施', '试点'].toSorted())
  })

  test('are the weaker ones as well where little speaks for the stronger', () => {
    expect(asked('甲天地玄黄宇宙洪荒')).toEqual(['实施', '试点', '支持'])
    expect(asked('壬天地玄黄宇宙洪荒')).toEqual(['支持'])
  })

  test('are not the weaker ones that hold much less, once enough speaks for the stronger', () => {
    expect(asked('甲戊天地玄黄宇')).toEqual(['实施', '试点'])
    expect(asked('甲乙天地玄黄宇宙洪荒日月')).toEqual(['实施'])
  })

  test('are those of the part that asks, not those that only its background names', () => {
    expect(asked('甲乙天。地戊己')[0]).toBe('试点')
    expect(asked('戊己天。地甲乙')[0]).toBe('实施')
    expect(asked('戊己。能办了吗')).toContain('试点')
  })

  test('are not those of the other direction of trade', () => {
    const words = '标题实施进口甲乙，支持出口甲乙。'
    const of = (topicText: string): string[] =>
      createAskedPromises(deps, { topicTerms: [...topicText], topicText, added: [] })(
        {
          text: words,
          sentences: [
            { start: 0, end: 2 },
            { start: 2, end: 9 },
            { start: 9, end: words.length },
          ],
          commitments: [
            { class: 'supported', word: '支持' },
            { class: 'in_force', word: '实施' },
            { class: 'supported', word: '支持' },
          ],
          translation: null,
        },
        [{ first: 1, last: 2 }],
      ).map(({ word }) => word)
    expect(of('甲乙').toSorted()).toEqual(['实施', '支持'].toSorted())
    expect(of('甲乙卖到国外')).toEqual(['支持'])
    expect(of('甲乙从国外买')).toEqual(['实施'])
  })

  test('a term added in both languages counts in that of the question', () => {
    const added = [
      { term: '戊己', language: 'zh' as const, because: 'one' },
      { term: '甲乙', language: 'en' as const, because: 'one' },
    ]
    const of = (terms: typeof added): string[] =>
      createAskedPromises(deps, { topicTerms: ['天'], topicText: '天', added: terms })(
        measure,
        runs,
      ).map(({ word }) => word)
    expect(of(added)).toEqual(['试点'])
    expect(of(added.slice(1))).toContain('实施')
  })
})

describe('the sentence asked about', () => {
  const sentences = ['标题。', '实施甲乙丙丁。', '探索戊己庚辛。']
  const whole = sentences.join('')
  let at = 0
  const split = {
    text: whole,
    sentences: sentences.map((sentence) => {
      const start = at
      at += sentence.length
      return { start, end: at }
    }),
    commitments: [
      { class: 'explored', word: '探索' },
      { class: 'in_force', word: '实施' },
      { class: 'explored', word: '探索' },
    ] satisfies Commitment[],
    translation: null,
  }
  const sentenceOf = (topicText: string, first: number): number | undefined =>
    createAskedSentence(deps, { topicTerms: [...topicText], topicText, added: [] })(split, [
      { first, last: first },
    ])

  test('is the one that holds the question, where another was chosen', () => {
    expect(sentenceOf('戊己庚', 1)).toBe(2)
    expect(sentenceOf('甲乙丙', 2)).toBe(1)
  })

  test('is none where it is chosen already, where both hold as much and where neither does', () => {
    expect(sentenceOf('戊己庚', 2)).toBeUndefined()
    expect(sentenceOf('甲乙戊己', 1)).toBeUndefined()
    expect(sentenceOf('天地', 1)).toBeUndefined()
  })
})
