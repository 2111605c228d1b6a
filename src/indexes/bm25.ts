/**
 * How slowly repetitions of a term stop counting. 1.2 is the usual value (Robertson and Zaragoza
 * 2009, within their 1.2 to 2): a measure is a few sentences, its second mention of a term says
 * little and its fifth next to nothing.
 */
export const BM25_K1 = 1.2

/**
 * How far a row's length counts, 0 (not) to 1 (fully). 0.75 is the usual value: measures run from
 * one sentence to a page, and the long ones are long because they offer more, not because they
 * repeat themselves.
 */
export const BM25_B = 0.75

/**
 * Weight of a term that stands in `rowsWithTerm` of `rows` rows: ln(1 + (N - n + ½) / (n + ½)).
 * With the 1 inside, as in Lucene, it stays above 0 for a term that is in every row.
 */
export function bm25Idf(rows: number, rowsWithTerm: number): number {
  return Math.log1p((rows - rowsWithTerm + 0.5) / (rowsWithTerm + 0.5))
}

/** What a row's length adds to the term count in the denominator; lengths in tokens. */
export function bm25LengthNorm(length: number, averageLength: number): number {
  return BM25_K1 * (1 - BM25_B + (BM25_B * length) / averageLength)
}

/** Saturated share of a term that stands `count` times in a row, below `BM25_K1` + 1. */
export function bm25Saturation(count: number, lengthNorm: number): number {
  return (count * (BM25_K1 + 1)) / (count + lengthNorm)
}
