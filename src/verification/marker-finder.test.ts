import { describe, expect, test } from 'vitest'
import { createChineseFinder, createEnglishFinder, joinPatterns } from './marker-finder.js'

const edges = (...offsets: number[]): ReadonlySet<number> => new Set(offsets)

describe('createChineseFinder', () => {
  const find = createChineseFinder(
    [
      { label: 'before', words: ['~前', '先~'] },
      { label: 'import', words: ['进口', '进出口'] },
      { label: 'export', words: ['出口', '进出口'] },
    ],
    joinPatterns(['前提']),
  )

  test('the longest word counts, under each of its labels', () => {
    expect(find('进出口货物', edges(0, 3, 5))).toEqual([
      { label: 'import', attach: 'both', start: 0, end: 3 },
      { label: 'export', attach: 'both', start: 0, end: 3 },
    ])
  })

  test('a tilde tells on which side the words stand', () => {
    expect(find('放行前', edges(0, 2, 3))[0]?.attach).toBe('left')
    expect(find('先放行', edges(0, 1, 3))[0]?.attach).toBe('right')
  })

  test('one character counts only as a word by itself, an exception not at all', () => {
    expect(find('先进', edges(0, 2))).toEqual([])
    expect(find('前提', edges(0, 1, 2))).toEqual([])
  })

  test('a prefix counts where it is asked for', () => {
    const prefixes = createChineseFinder([{ label: 'not', words: ['未~'] }], undefined, {
      prefixes: true,
    })
    expect(prefixes('未见异常', edges(0, 4))).toHaveLength(1)
    expect(find('未见异常', edges(0, 4))).toEqual([])
  })
})

describe('createEnglishFinder', () => {
  const find = createEnglishFinder(
    [
      { label: 'up', words: ['increas*', 'step* up', 'more'] },
      { label: 'not', words: ["n't~", '~not required'] },
    ],
    joinPatterns(['no more than']),
  )
  const labels = (text: string): string[] => find(text, new Set()).map(({ label }) => label)

  test.each([
    ['costs are increased', ['up']],
    ['stepping up and stepped-up controls', ['up', 'up']],
    ['no more than two', []],
    ['moreover', []],
    ["it doesn't apply", ['not']],
    ['a review is not required', ['not']],
  ])('%s', (text, expected) => {
    expect(labels(text)).toEqual(expected)
  })
})
