import { quantizeRows } from '../indexes/large/int8-rows.js'
import { TopRows } from '../indexes/top-rows.js'
import { dotAt } from '../indexes/vector-index.js'
import type { ScoredRow } from '../indexes/row-filter.js'
import type { Retriever } from './retriever.js'
import type { OpenIndex } from './search-index.js'

/** What the known questions, those that a measure answers and those that none does, say of a new one. */
export interface KnownQuestionEvidence {
  /** Best cosine with a lay question of any measure, also of one that the search leaves out. */
  readonly bestLayAnywhere: number
  /** Best cosine with a question that no measure answers; 0 where there are none. */
  readonly bestUnanswered: number
  /** Share of the nearest known questions that no measure answers, the nearer the weightier, 0 to 1. */
  readonly unansweredShare: number
  /** Share that each measure's lay questions have of them, by index of the measure; sums to the rest. */
  readonly measureShares: ReadonlyMap<number, number>
}

/** A known question near a new one; of no measure when none answers it. */
interface Neighbour {
  readonly cosine: number
  readonly measure: number | undefined
}

/** More than int8 cosines are ever wrong by: some ten standard deviations. */
const INT8_ERROR = 0.005

/** Neighbours that vote: some of one measure's own wordings, not all of one topic's. */
const NEIGHBOURS = 10

/**
 * A neighbour counts e times as much as one whose cosine is this much lower: about the distance
 * between the first and the tenth neighbour of a question.
 */
const TEMPERATURE = 0.02

/**
 * Compares questions with all known ones. What is found for a question is kept for as long as its
 * vector lives: an answer may search several times, by office.
 */
export function createKnownQuestions(
  index: OpenIndex,
  retriever: Retriever,
): (vector: Float32Array) => Promise<KnownQuestionEvidence> {
  const known = new WeakMap<Float32Array, KnownQuestionEvidence>()
  const unanswered = createUnanswered(index)
  return async (vector) => {
    const found =
      known.get(vector) ??
      compare(index, await retriever.nearestLay(vector, NEIGHBOURS), unanswered(vector))
    known.set(vector, found)
    return found
  }
}

/**
 * Finds the nearest questions that no measure answers: int8 says which of the thousands may be among
 * them, and only these are compared exactly.
 */
function createUnanswered({
  unanswered: values,
  vectors: { dimensions },
}: OpenIndex): (vector: Float32Array) => number[] {
  const rows = quantizeRows({ values, dimensions })
  const all = Uint32Array.from({ length: rows.size }, (_, row) => row)
  return (vector) => {
    const near = new TopRows(NEIGHBOURS)
    const cosines = rows.cosines(vector, all)
    for (let row = 0; row < rows.size; row++) near.add(row, cosines[row] ?? 0)
    const least = (near.sorted().at(-1)?.score ?? 0) - 2 * INT8_ERROR
    const exact: number[] = []
    for (let row = 0; row < rows.size; row++) {
      if ((cosines[row] ?? 0) >= least) exact.push(dotAt(values, row * dimensions, vector))
    }
    return exact
  }
}

function compare(
  { views }: OpenIndex,
  lay: readonly ScoredRow[],
  unanswered: readonly number[],
): KnownQuestionEvidence {
  const nearest: Neighbour[] = []
  const offer = (cosine: number, measure: number | undefined): void => {
    const last = nearest.at(-1)
    if (nearest.length === NEIGHBOURS && last !== undefined && cosine <= last.cosine) return
    const place = nearest.findIndex((other) => other.cosine < cosine)
    nearest.splice(place === -1 ? nearest.length : place, 0, { cosine, measure })
    if (nearest.length > NEIGHBOURS) nearest.pop()
  }
  const bestLayAnywhere = Math.max(0, lay[0]?.score ?? 0)
  for (const { row, score } of lay) offer(score, views.measures[row])
  let bestUnanswered = 0
  for (const cosine of unanswered) {
    offer(cosine, undefined)
    bestUnanswered = Math.max(bestUnanswered, cosine)
  }
  const best = nearest[0]?.cosine ?? 0
  const weights = nearest.map(({ cosine }) => Math.exp((cosine - best) / TEMPERATURE))
  const mass = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = new Map<number | undefined, number>()
  nearest.forEach(({ measure }, position) => {
    shares.set(measure, (shares.get(measure) ?? 0) + (weights[position] ?? 0) / mass)
  })
  const unansweredShare = shares.get(undefined) ?? 0
  return {
    bestLayAnywhere,
    bestUnanswered,
    unansweredShare,
    measureShares: new Map(
      [...shares].flatMap(([measure, share]) => (measure === undefined ? [] : [[measure, share]])),
    ),
  }
}
