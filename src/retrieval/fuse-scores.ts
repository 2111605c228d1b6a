import type { ListContribution } from '../domain/search.js'
import { nthLargest } from '../indexes/nth-largest.js'

/** The raw scores that one list gives to the candidates, and how much the list counts. */
export interface ScoreList {
  readonly list: string
  readonly weight: number
  /** One score per candidate; higher is better. */
  readonly scores: Float64Array
  /**
   * `zero`: a score of 0 means "does not match" and stays 0 (BM25). `floor`: what all candidates
   * have says nothing, so the floor is taken off first (cosines, which live between .72 and .92).
   */
  readonly scale: 'zero' | 'floor'
}

/** Fused scores of the candidates, and on demand what each list gave one of them. */
export interface FusedScores {
  readonly scores: Float64Array
  explain(candidate: number): ListContribution[]
}

/**
 * The floor of a cosine list is the score at this rank (or the last one): far enough down that it
 * is not a match, and the same place in a corpus of a hundred measures and of a hundred thousand.
 */
const FLOOR_RANK = 100

/**
 * Adds normalised scores (not ranks: measured better for these lists): each list is scaled to at
 * most 1 and multiplied by its weight. The contributions of a candidate add up to its score.
 */
export function fuseScores(lists: readonly ScoreList[], candidates: number): FusedScores {
  const fused = new Float64Array(candidates)
  const scaled = lists.map((list) => ({ list, ...scaleOf(list) }))
  for (const { list, floor, span } of scaled) {
    for (let index = 0; index < candidates; index++) {
      const value = normalise(list.scores[index] ?? 0, floor, span) * list.weight
      fused[index] = (fused[index] ?? 0) + value
    }
  }
  return {
    scores: fused,
    explain: (candidate) =>
      scaled.map(({ list, floor, span }) => {
        const raw = list.scores[candidate] ?? 0
        const normalised = normalise(raw, floor, span)
        return {
          list: list.list,
          rank: 1 + list.scores.reduce((count, score) => count + (score > raw ? 1 : 0), 0),
          raw,
          normalised,
          weight: list.weight,
          contribution: normalised * list.weight,
        }
      }),
  }
}

function normalise(score: number, floor: number, span: number): number {
  return span <= 0 ? 0 : Math.max(0, (score - floor) / span)
}

function scaleOf({ scores, scale }: ScoreList): { floor: number; span: number } {
  if (scores.length === 0) return { floor: 0, span: 0 }
  let best = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > best) best = score
  if (scale === 'zero') return { floor: 0, span: best }
  const floor = floorOf(scores)
  return { floor, span: best - floor }
}

/** What so many candidates reach that it says nothing; 0 without candidates. */
export function floorOf(scores: Float64Array): number {
  return nthLargest(scores.slice(), Math.min(FLOOR_RANK, scores.length))
}
