import { AppError } from '../errors.js'
import type { ScoredRow } from './row-filter.js'

/**
 * The best rows seen so far: a binary heap with the worst kept row at its root. Of two rows with
 * the same score the lower one is better, so a result does not depend on the order of offers.
 */
export class TopRows {
  readonly #limit: number
  readonly #rows: number[] = []
  readonly #scores: number[] = []

  /** @throws AppError `internal` unless `limit` is a whole number from 0, or Infinity. */
  constructor(limit: number) {
    if (limit !== Number.POSITIVE_INFINITY && !(Number.isInteger(limit) && limit >= 0)) {
      throw new AppError('internal', `Limit: expected a whole number from 0, found ${limit}`)
    }
    this.#limit = limit
  }

  /** A row with a score below this would not be kept now. */
  get bound(): number {
    if (this.#rows.length < this.#limit) return Number.NEGATIVE_INFINITY
    return this.#scores[0] ?? Number.POSITIVE_INFINITY
  }

  /** Whether {@link TopRows.add} would keep this row now. */
  accepts(row: number, score: number): boolean {
    if (this.#rows.length < this.#limit) return true
    if (this.#limit === 0) return false
    return isBetter(row, score, this.#rows[0] ?? 0, this.#scores[0] ?? 0)
  }

  /** Keeps the row if it is among the best; a row may be added once only. */
  add(row: number, score: number): void {
    if (!this.accepts(row, score)) return
    if (this.#rows.length < this.#limit) this.#rise(row, score)
    else this.#sink(row, score)
  }

  /** The kept rows, best first. */
  sorted(): ScoredRow[] {
    const found = this.#rows.map((row, i) => ({ row, score: this.#scores[i] ?? 0 }))
    return found.sort((a, b) => b.score - a.score || a.row - b.row)
  }

  #rise(row: number, score: number): void {
    let hole = this.#rows.length
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      const parentRow = this.#rows[parent] ?? 0
      const parentScore = this.#scores[parent] ?? 0
      if (!isBetter(parentRow, parentScore, row, score)) break
      this.#rows[hole] = parentRow
      this.#scores[hole] = parentScore
      hole = parent
    }
    this.#rows[hole] = row
    this.#scores[hole] = score
  }

  #sink(row: number, score: number): void {
    const length = this.#rows.length
    let hole = 0
    for (let child = 1; child < length; child = hole * 2 + 1) {
      const right = child + 1
      if (right < length && this.#isWorse(right, child)) child = right
      const childRow = this.#rows[child] ?? 0
      const childScore = this.#scores[child] ?? 0
      if (!isBetter(row, score, childRow, childScore)) break
      this.#rows[hole] = childRow
      this.#scores[hole] = childScore
      hole = child
    }
    this.#rows[hole] = row
    this.#scores[hole] = score
  }

  #isWorse(a: number, b: number): boolean {
    return isBetter(
      this.#rows[b] ?? 0,
      this.#scores[b] ?? 0,
      this.#rows[a] ?? 0,
      this.#scores[a] ?? 0,
    )
  }
}

function isBetter(row: number, score: number, otherRow: number, otherScore: number): boolean {
  return score > otherScore || (score === otherScore && row < otherRow)
}
