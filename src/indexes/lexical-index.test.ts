import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BM25_B, BM25_K1, bm25LengthNorm, bm25Saturation } from './bm25.js'
import { buildLexicalIndex, loadLexicalIndex, type WeightedTerm } from './lexical-index.js'
import { rangesOf, rowSetOf, type ScoredRow } from './row-filter.js'

const term = fc.constantFrom('保税', '检验', '申报', '企业', 'a', 'b', '', '\ud83d')
const corpus = fc.array(fc.array(term, { maxLength: 12 }), { maxLength: 30 })
const query = fc.array(
  fc.record({
    term: fc.oneof(term, fc.constant('未见')),
    weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
  }),
  { maxLength: 6 },
)

/** BM25 written down from its formula, without any index. */
function naiveScore(rows: string[][], terms: readonly WeightedTerm[], row: number): number {
  const tokens = rows[row] ?? []
  const average = rows.reduce((sum, other) => sum + other.length, 0) / rows.length
  let score = 0
  for (const { term, weight } of terms) {
    const count = tokens.filter((token) => token === term).length
    if (count === 0) continue
    const df = rows.filter((other) => other.includes(term)).length
    const idf = Math.log(1 + (rows.length - df + 0.5) / (df + 0.5))
    const norm = BM25_K1 * (1 - BM25_B + (BM25_B * tokens.length) / average)
    score += (weight * idf * count * (BM25_K1 + 1)) / (count + norm)
  }
  return score
}

/** What a search must give, from the index's own scores of single rows. */
function ranked(scores: readonly number[], limit: number): ScoredRow[] {
  return scores
    .map((score, row) => ({ row, score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, limit)
}

describe('BM25 search', () => {
  test('gives the scores of the formula', () => {
    fc.assert(
      fc.property(corpus, query, (rows, terms) => {
        const index = buildLexicalIndex(rows)
        const found = new Map(index.search(terms, rows.length).map((hit) => [hit.row, hit.score]))
        rows.forEach((_, row) => {
          expect(found.get(row) ?? 0).toBeCloseTo(naiveScore(rows, terms, row), 9)
        })
      }),
    )
  })

  test('gives the best rows in order, the lower row first among equals', () => {
    fc.assert(
      fc.property(corpus, query, fc.nat(8), (rows, terms, limit) => {
        const index = buildLexicalIndex(rows)
        const scores = rows.map((_, row) => index.score(terms, row))
        expect(index.search(terms, limit)).toEqual(ranked(scores, limit))
        expect(index.search(terms, Number.POSITIVE_INFINITY)).toEqual(ranked(scores, rows.length))
      }),
    )
    const index = buildLexicalIndex([['b'], ['a'], ['a'], ['a']])
    expect(index.search([{ term: 'a', weight: 1 }], 2).map(({ row }) => row)).toEqual([1, 2])
  })

  test('scores all rows once for several uses, beside other searches', () => {
    fc.assert(
      fc.property(corpus, query, query, fc.nat(8), (rows, terms, others, limit) => {
        const index = buildLexicalIndex(rows)
        const first = index.scoreAll(terms)
        const second = index.scoreAll(others)
        for (const [scored, asked] of [
          [first, terms],
          [second, others],
        ] as const) {
          const best = index.search(asked, limit).map(({ row }) => row)
          expect([...scored.best(limit)]).toEqual(best.toSorted((a, b) => a - b))
          const all = Uint32Array.from(rows.keys())
          expect(index.scoresOf(asked, all)).toEqual(scored.ofRows(all))
          scored.ofRows(all).forEach((score, row) => {
            expect(score).toBeCloseTo(index.score(asked, row), 12)
          })
        }
        first.release()
        second.release()
        const again = index.scoreAll([])
        expect(again.ofRows(Uint32Array.from(rows.keys())).every((score) => score === 0)).toBe(true)
        again.release()
      }),
    )
  })

  test('scores the rows of some ranges only', () => {
    fc.assert(
      fc.property(corpus, query, fc.nat(8), fc.array(fc.nat(20)), (rows, terms, limit, picked) => {
        const index = buildLexicalIndex(rows)
        const allowed = rowSetOf(picked.filter((row) => row < rows.length))
        const scored = index.scoreAll(terms, rangesOf(allowed))
        const best = index.search(terms, limit, allowed).map(({ row }) => row)
        expect([...scored.best(limit)]).toEqual(best.toSorted((a, b) => a - b))
        expect(scored.ofRows(allowed)).toEqual(index.scoresOf(terms, allowed))
        scored.release()
        const all = Uint32Array.from(rows.keys())
        const full = Array.from(all, (row) => index.score(terms, row))
        index.scoresOf(terms, all).forEach((score, row) => {
          expect(score).toBeCloseTo(full[row] ?? 0, 12)
        })
      }),
    )
  })

  test('finds with a set or a test of rows what is left of the full result', () => {
    fc.assert(
      fc.property(corpus, query, fc.array(fc.nat(29)), fc.nat(8), (rows, terms, some, limit) => {
        const index = buildLexicalIndex(rows)
        const allowed = rowSetOf(some.filter((row) => row < rows.length))
        const expected = index
          .search(terms, rows.length)
          .filter(({ row }) => allowed.includes(row))
          .slice(0, limit)
        expect(index.search(terms, limit, allowed)).toEqual(expected)
        expect(index.search(terms, limit, (row) => allowed.includes(row))).toEqual(expected)
      }),
    )
  })

  test('looks up a narrow set in long postings and scans short ones with the same scores', () => {
    const rows = Array.from({ length: 2000 }, (_, row) => [
      '常见',
      row % 500 === 0 ? '罕见' : '其他',
    ])
    const index = buildLexicalIndex(rows)
    const terms = [
      { term: '常见', weight: 1 },
      { term: '罕见', weight: 2 },
    ]
    const allowed = rowSetOf([0, 1, 499, 500, 1999])
    const expected = index.search(terms, 2000).filter(({ row }) => allowed.includes(row))
    expect(expected).toHaveLength(5)
    expect(index.search(terms, 10, allowed)).toEqual(expected)
  })

  test('leaves no trace of a search that a filter stopped or that searched inside', () => {
    const index = buildLexicalIndex([['a'], ['a', 'b'], ['b']])
    const terms = [{ term: 'a', weight: 1 }]
    const before = index.search(terms, 3)
    const stop = (): boolean => {
      throw new Error('stopped by the filter')
    }
    expect(() => index.search(terms, 3, stop)).toThrow('stopped by the filter')
    expect(index.search(terms, 3)).toEqual(before)
    const nested = (row: number): boolean =>
      index.search([{ term: 'b', weight: 1 }], 3).length > row
    expect(index.search(terms, 3, nested)).toEqual(before)
    expect(index.search(terms, 3)).toEqual(before)
  })

  test('refuses weights, limits, rows and sets that make no sense', () => {
    const index = buildLexicalIndex([['a'], ['b']])
    const terms = [{ term: 'a', weight: 1 }]
    for (const weight of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      expect(() => index.search([{ term: 'a', weight }], 1)).toThrow('expected a finite weight')
    }
    for (const limit of [-1, 1.5, Number.NaN]) {
      expect(() => index.search(terms, limit)).toThrow('Limit: expected')
    }
    for (const row of [-1, 2, 0.5]) expect(() => index.score(terms, row)).toThrow('Row: expected')
    for (const rows of [[1, 0], [0, 0], [2]]) {
      expect(() => index.search(terms, 1, Uint32Array.from(rows))).toThrow('Row filter: expected')
    }
    expect(() => rowSetOf([2 ** 32])).toThrow('Row: expected')
  })
})

describe('explanation', () => {
  test('adds up to the score and names only terms that are there', () => {
    fc.assert(
      fc.property(corpus, query, (rows, terms) => {
        const index = buildLexicalIndex(rows)
        for (const { row, score } of index.search(terms, rows.length)) {
          const matches = index.matches(terms, row)
          expect(matches.reduce((sum, match) => sum + match.contribution, 0)).toBe(score)
          expect(
            matches.map((match) => match.term).every((one) => new Set<string>(rows[row]).has(one)),
          ).toBe(true)
        }
      }),
    )
  })

  test('coverage is the share of idf in the vocabulary', () => {
    const index = buildLexicalIndex([['a', 'b'], ['a'], ['a']])
    const unseen = Math.log(1 + 3.5 / 0.5)
    expect(index.idf('未见')).toBeCloseTo(unseen, 12)
    expect(index.coverage([])).toBe(0)
    expect(index.coverage(['a', 'b'])).toBe(1)
    expect(index.coverage(['未见'])).toBe(0)
    const known = index.idf('b')
    expect(index.coverage(['b', '未见'])).toBeCloseTo(known / (known + unseen), 12)
    expect(index.idf('b')).toBeGreaterThan(index.idf('a'))
  })
})

describe('bytes', () => {
  test('give the same index back, wherever they begin', () => {
    fc.assert(
      fc.property(corpus, query, fc.nat(7), (rows, terms, offset) => {
        const index = buildLexicalIndex(rows)
        const bytes = index.serialize()
        const shifted = new Uint8Array(bytes.length + offset).subarray(offset)
        shifted.set(bytes)
        const loaded = loadLexicalIndex(shifted)
        expect(loaded.size).toBe(index.size)
        expect(loaded.search(terms, 30)).toEqual(index.search(terms, 30))
        expect(loaded.coverage(terms.map(({ term }) => term))).toBe(
          index.coverage(terms.map(({ term }) => term)),
        )
        expect(loaded.serialize()).toEqual(bytes)
      }),
    )
  })

  test('are used in place when they are aligned', () => {
    const bytes = buildLexicalIndex([['a'], ['b']]).serialize()
    const index = loadLexicalIndex(bytes)
    const terms = [{ term: 'a', weight: 1 }]
    expect(index.search(terms, 1)).toHaveLength(1)
    bytes.fill(0)
    expect(index.search(terms, 1)).toHaveLength(0)
  })

  test('are refused when any of them is missing, added or changed', () => {
    const bytes = buildLexicalIndex([
      ['a', 'b'],
      ['b', '保税'],
    ]).serialize()
    for (let length = 0; length < bytes.length; length++) {
      expect(() => loadLexicalIndex(bytes.slice(0, length))).toThrow('Lexical index: expected')
    }
    expect(() => loadLexicalIndex(Buffer.concat([bytes, Buffer.alloc(4)]))).toThrow('length')
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x10
      expect(() => loadLexicalIndex(changed)).toThrow('Lexical index: expected')
    }
    const otherFormat = bytes.slice()
    otherFormat[4] = 9
    expect(() => loadLexicalIndex(otherFormat)).toThrow('expected version 1, found 9')
  })
})

describe('building', () => {
  test('counts a term at most 65,535 times in a row', () => {
    const index = buildLexicalIndex([Array.from({ length: 70_000 }, () => 'a'), []])
    const share = bm25Saturation(65_535, bm25LengthNorm(70_000, 35_000))
    expect(index.score([{ term: 'a', weight: 1 }], 0)).toBe(index.idf('a') * share)
  })

  test('works without rows and without tokens', () => {
    for (const rows of [[], [[]], [[], []]]) {
      const index = loadLexicalIndex(buildLexicalIndex(rows).serialize())
      expect(index.size).toBe(rows.length)
      expect(index.search([{ term: 'a', weight: 1 }], 5)).toEqual([])
    }
  })
})
