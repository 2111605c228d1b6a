import { expect, test } from 'vitest'
import { createOwnCosine } from './gate-own-cosine.js'
import { VIEW_KINDS, type ViewKind, type ViewTable } from './views.js'

const table = (kinds: readonly (readonly [ViewKind, number])[]): ViewTable => ({
  measures: Uint32Array.from(kinds, ([, measure]) => measure),
  kinds: Uint8Array.from(kinds, ([kind]) => VIEW_KINDS.indexOf(kind)),
  sentences: new Uint16Array(kinds.length),
  starts: Uint32Array.of(0, 2, kinds.length),
})
const cosineOf = createOwnCosine(
  table([
    ['original', 0],
    ['lay', 0],
    ['original', 1],
    ['sentence', 1],
  ]),
)

test('a measure without lay questions is told by its nearest sentence', () => {
  expect(cosineOf({ index: 1, sentenceCosines: [0, 0.81, 0.86] })).toBe(0.86)
  expect(cosineOf({ index: 1, sentenceCosines: [] })).toBe(0)
})

test('one that has some is not, nor is nothing found', () => {
  expect(cosineOf({ index: 0, sentenceCosines: [0, 0.9] })).toBeUndefined()
  expect(cosineOf(undefined)).toBeUndefined()
})
