import { describe, expect, test } from 'vitest'
import { createTopicReader, topicElsewhere } from './topic-parts.js'

/** Every letter a word, every pair of characters a pair, all of them equally rare. */
const reading = {
  tokenizer: {
    words: (text: string) => [...text].filter((character) => /\p{L}/u.test(character)),
    bigrams: (text: string) =>
      [...text].slice(1).map((character, index) => `${text.charAt(index)}${character}`),
  },
  words: { idf: () => 1 },
  bigrams: { idf: () => 1 },
  english: { idf: () => 2 },
}

const TITLE = '标题'

/** A measure of the title and these sentences. */
function measureOf(
  ...bodies: readonly string[]
): Parameters<ReturnType<typeof createTopicReader>>[0] {
  let end = TITLE.length
  return {
    text: [TITLE, ...bodies].join(''),
    sentences: [
      { start: 0, end },
      ...bodies.map((body) => ({ start: end, end: (end += body.length) })),
    ],
  }
}

const asking = (topicText: string): ReturnType<typeof createTopicReader> =>
  createTopicReader(reading, { topicTerms: [...topicText], topicText })

describe('the parts of a measure', () => {
  test('are its sentences, and what stands between semicolons', () => {
    const measure = measureOf('甲甲甲；乙乙乙。', '丙丙丙。')
    const parts = asking('甲')(measure)
    expect(parts.map(({ start, end }) => measure.text.slice(start, end))).toEqual([
      TITLE,
      '甲甲甲；',
      '乙乙乙。',
      '丙丙丙。',
    ])
    expect(parts.map(({ sentence }) => sentence)).toEqual([0, 1, 1, 2])
  })

  test('hold the share of the topic whose words and pairs they have', () => {
    const parts = asking('甲乙丙')(measureOf('甲乙丙。', '甲丁乙。', '丁丁丁。'))
    // Of three words and two pairs.
    expect(parts.map(({ share }) => share)).toEqual([0, 1, (2 / 3 + 0) / 2, 0])
  })

  test('count the words of the translation, by their rarity there', () => {
    const measure = {
      ...measureOf('甲甲甲。', '乙乙乙。'),
      translation: {
        language: 'en' as const,
        official: false as const,
        title: '',
        text: '',
        sentences: ['', 'x', 'y'],
      },
    }
    const read = createTopicReader(reading, { topicTerms: ['x', 'y', 'z'], topicText: 'x y z' })
    expect(read(measure).map(({ share }) => share)).toEqual([0, 1 / 3, 1 / 3])
  })

  test('what leans on the part before it is about the same', () => {
    const parts = asking('甲乙')(measureOf('丁丁丁。', '甲乙。', '该模式丙丙。'))
    expect(parts.map(({ share }) => share)).toEqual([0, 0, 1, 1])
  })

  test('hold nothing of a question without a topic', () => {
    const parts = asking('')(measureOf('甲甲甲。'))
    expect(parts.map(({ share }) => share)).toEqual([0, 0])
  })
})

describe('the topic elsewhere', () => {
  const measure = measureOf('甲乙丙丁戊己庚。', '子丑寅卯辰巳午。')
  const first = TITLE.length
  const second = TITLE.length + 8

  test('is what another part of the body holds more of it', () => {
    const parts = asking('甲乙丙')(measure)
    expect(topicElsewhere(parts, second)).toBe(1)
    expect(topicElsewhere(parts, first)).toBe(-1)
  })

  test('is not in the title or in a heading', () => {
    expect(topicElsewhere(asking(TITLE)(measure), first)).toBe(0)
    const headed = measureOf('数据', '子丑寅卯辰巳午。')
    expect(topicElsewhere(asking('数据')(headed), TITLE.length + 2)).toBe(0)
  })

  test('is nowhere without another part, or for a place in none', () => {
    expect(topicElsewhere(asking('子')(measureOf('甲乙丙丁戊己庚。')), first)).toBe(0)
    expect(topicElsewhere(asking('甲')(measure), 1000)).toBe(0)
  })
})
