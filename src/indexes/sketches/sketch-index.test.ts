import { describe, expect, test } from 'vitest'
import { randomVectors } from '../test-vectors.js'
import { dotAt } from '../vector-index.js'
import { createSketchIndex } from './sketch-index.js'
import {
  fitSketchProjection,
  readSketchProjection,
  type SketchProjection,
} from './sketch-projection.js'

const VIEWS = 3_000

/** Unit vectors that all have something in common, as those of texts do. */
function textLike(dimensions: number): Float32Array {
  const { values } = randomVectors(VIEWS + 20, dimensions, 11, 30)
  for (let row = 0; row * dimensions < values.length; row++) {
    const own = values.subarray(row * dimensions, (row + 1) * dimensions)
    own[0] = (own[0] ?? 0) + 1.5
    const length = Math.sqrt(dotAt(own, 0, own))
    own.forEach((value, i) => {
      own[i] = value / length
    })
  }
  return values
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
}

function indexOver(vectors: Float32Array, projection: SketchProjection) {
  const index = createSketchIndex(projection, VIEWS)
  for (let start = 0; start < VIEWS; start += 700) {
    index.fill(start, projection.codesOf(vectors, start, Math.min(start + 700, VIEWS)))
  }
  return index
}

// Once with all that a vector has in the first codes, once with some in the rest, once with less than all.
describe.each([64, 200, 384])('sketches of %i numbers', (dimensions) => {
  const vectors = textLike(dimensions)
  const projection = fitSketchProjection(vectors.slice(0, VIEWS * dimensions), dimensions)
  const index = indexOver(vectors, projection)
  const questions = Array.from({ length: 20 }, (_, i) =>
    vectors.slice((VIEWS + i) * dimensions, (VIEWS + i + 1) * dimensions),
  )
  const cosinesOf = (question: Float32Array) =>
    Float64Array.from({ length: VIEWS }, (_, row) => dotAt(vectors, row * dimensions, question))

  test('say about what the cosines are', () => {
    for (const question of questions) {
      const exact = cosinesOf(question)
      const about = index.cosines(question, [
        { start: 5, end: 6 },
        { start: 2_000, end: 3_000 },
      ])
      expect(about).toHaveLength(1_001)
      expect(Math.abs((about[0] ?? 0) - (exact[5] ?? 0))).toBeLessThan(0.05)
      const some = exact.slice(2_000)
      const error = rootMeanSquare(some.map((cosine, i) => cosine - (about[i + 1] ?? 0)))
      const mean = some.reduce((sum, cosine) => sum + cosine, 0) / some.length
      const spread = rootMeanSquare(some.map((cosine) => cosine - mean))
      expect(error / spread).toBeLessThan(dimensions <= 256 ? 0.02 : 0.2)
    }
  })

  test('propose the nearest, of all rows and of some', () => {
    const some = [
      { start: 100, end: 300 },
      { start: 1_500, end: 2_600 },
    ]
    for (const ranges of [undefined, some]) {
      let found = 0
      for (const question of questions) {
        const exact = cosinesOf(question)
        const rows = (ranges ?? [{ start: 0, end: VIEWS }]).flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        )
        const nearest = rows.toSorted((a, b) => (exact[b] ?? 0) - (exact[a] ?? 0)).slice(0, 30)
        const proposed = new Set(index.propose(question, 60, ranges))
        expect(proposed.size).toBe(60)
        expect([...proposed].filter((row) => !rows.includes(row))).toEqual([])
        found += nearest.filter((row) => proposed.has(row)).length
      }
      expect(found / (30 * questions.length)).toBeGreaterThan(dimensions <= 256 ? 0.99 : 0.95)
    }
  })

  test('give the same whatever is asked in between', () => {
    const alone = questions.map((question) => indexOver(vectors, projection).propose(question, 40))
    for (const [i, question] of questions.entries()) {
      const other = questions[(i + 1) % questions.length] ?? question
      index.cosines(question, [{ start: 50, end: 60 }])
      expect(index.propose(question, 40)).toEqual(alone[i])
      index.cosines(other, [{ start: 0, end: 500 }])
      expect(index.propose(question, 40)).toEqual(alone[i])
      expect(index.propose(question, 40)).toEqual(alone[i])
    }
  })

  test('are the same by a projection that was stored', () => {
    const read = readSketchProjection(projection.serialize(), dimensions)
    expect(read.length).toBe(projection.length)
    expect(read.codesOf(vectors, 10, 40)).toEqual(projection.codesOf(vectors, 10, 40))
    for (const question of questions) {
      expect(read.question(question)).toEqual(projection.question(question))
    }
  })
})

test('vectors that are all the same have sketches that tell nothing apart', () => {
  const one = textLike(64).slice(0, 64)
  const same = new Float32Array(64 * 50)
  for (let row = 0; row < 50; row++) same.set(one, row * 64)
  const projection = fitSketchProjection(same, 64)
  const index = createSketchIndex(projection, 50)
  index.fill(0, projection.codesOf(same, 0, 50))
  expect([...index.propose(one, 3)]).toEqual([0, 1, 2])
  expect(index.cosines(one, [{ start: 7, end: 8 }])[0]).toBeCloseTo(1, 5)
})
