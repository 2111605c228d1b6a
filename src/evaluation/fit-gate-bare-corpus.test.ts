import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenCorpus } from '../pipeline.js'
import { VIEW_KINDS, type ViewTable } from '../retrieval/views.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { bareCorpus } from './fit-gate-bare-corpus.js'

const BARE = 'haikou-20'

let whole: OpenCorpus
let bare: OpenCorpus

beforeAll(async () => {
  whole = (await openTestAssistant()).open
  bare = await bareCorpus(whole, BARE)
}, 120_000)
afterAll(closeTestAssistant)

/** The views of one measure, by kind, with their vectors. */
function viewsOf({ index, corpus }: OpenCorpus, measureId: string) {
  const measure = corpus.measures.findIndex(({ id }) => id === measureId)
  const { starts, kinds }: ViewTable = index.views
  const rows = Array.from(
    { length: (starts[measure + 1] ?? 0) - (starts[measure] ?? 0) },
    (_, place) => (starts[measure] ?? 0) + place,
  )
  return rows.map((row) => ({
    kind: VIEW_KINDS[kinds[row] ?? 0],
    vector: index.vectors.vector(row),
  }))
}

test('the document keeps its own words and nothing else', () => {
  for (const { id } of whole.corpus.measures.filter(({ documentId }) => documentId === BARE)) {
    const own = viewsOf(whole, id).filter(({ kind }) => kind === 'original' || kind === 'sentence')
    expect(viewsOf(bare, id)).toEqual(own)
    expect(bare.layQuestions.has(id)).toBe(false)
  }
  const measures = bare.corpus.measures.filter(({ documentId }) => documentId === BARE)
  expect(measures).toHaveLength(20)
  expect(
    measures.filter(({ translation, facetsKnown }) => translation !== null || facetsKnown),
  ).toEqual([])
})

test('every other document is as it was', () => {
  for (const measure of whole.corpus.measures) {
    if (measure.documentId === BARE) continue
    expect(viewsOf(bare, measure.id)).toEqual(viewsOf(whole, measure.id))
    expect(bare.layQuestions.get(measure.id)).toBe(whole.layQuestions.get(measure.id))
    expect(bare.corpus.measures.find(({ id }) => id === measure.id)).toBe(measure)
  }
})
