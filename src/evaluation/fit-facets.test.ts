import { describe, expect, test } from 'vitest'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { createFacetReader, facetModelSchema } from '../understanding/facet-model.js'
import type { AskedQuestion, AskedQuestions } from './asked-questions.js'
import { hashQuestions } from './asked-questions.js'
import { fitFacets } from './fit-facets.js'

const GOODS = ['pears', 'steel', 'books', 'wine', 'toys', 'lamps', 'paint', 'yarn', 'tea', 'glass']
const CASES = ['our boat came in', 'the lorry waits', 'a crate is here', 'the train left early']

/** Half of them ask for something in words that no pattern knows, half only tell their case. */
function questionsOf(cases: readonly string[]): AskedQuestion[] {
  return cases.flatMap((told) =>
    GOODS.flatMap((goods) => [
      { question: `${told} with ${goods}, zzqx jjkw vvpy`, form: 'en', asks: ['fee'] },
      { question: `${told} with ${goods}, mmrb ttuh nncl`, form: 'en', asks: [] },
    ]),
  )
}

const { reader } = loadTestReader()
const questions: AskedQuestions = {
  fitted: questionsOf(CASES.slice(0, 2)),
  heldOut: [],
  natural: questionsOf(CASES.slice(2)),
  lay: [
    { question: 'wool, zzqx jjkw vvpy', asks: ['fee'] },
    { question: 'fish, zzqx jjkw vvpy', asks: null },
  ],
}
const layQuestions = new Map([
  ['haikou-20/1', ['fish, zzqx jjkw vvpy', 'wool, zzqx jjkw vvpy']],
  ['haikou-20/2', Array.from({ length: 50 }, (_, index) => `case ${index}, mmrb`)],
])
const embedder = createFakeEmbedder({ dimensions: 64 })
const input = { questions, layQuestions, embedder, reader, today: '2026-01-31' }

describe('fitFacets', async () => {
  const model = await fitFacets(input)

  test('is a model of this embedder and these questions', () => {
    expect(facetModelSchema.parse(model)).toEqual(model)
    expect(model.embedder).toBe(embedder.fingerprint)
    expect(model.fittedOn).toBe('2026-01-31')
    expect(model.questions.sha256).toBe(hashQuestions(questions))
    expect(model.questions.labelled).toBe(81)
    // About .4 of the fifty; neither of the labelled ones.
    expect(model.questions.lay).toBeGreaterThan(5)
    expect(model.questions.lay).toBeLessThan(35)
    expect(model.things.fee.whole).toHaveLength(64)
    expect(model.things.fee.last).toHaveLength(64)
  })

  test('reads new questions by how they ask', async () => {
    const read = async (whole: string, last: string): Promise<string[]> => {
      const [a, b] = await embedder.embed([whole, last], 'query')
      if (a === undefined || b === undefined) throw new Error('two vectors were expected')
      return createFacetReader(model)
        .read(a, b)
        .map(({ asks }) => asks)
    }
    expect(await read('new ropes, zzqx jjkw vvpy', 'zzqx jjkw vvpy')).toEqual(['fee'])
    expect(await read('new ropes, mmrb ttuh nncl', 'mmrb ttuh nncl')).toEqual([])
  })

  test('the figures are of natural questions, and tell what the words miss', () => {
    const { together, words, things, questions: scored } = model.crossValidated
    expect(scored).toBe(40)
    expect(words).toEqual({ recall: 0, precision: 0, nothingRead: 0 })
    expect(together.recall).toBeGreaterThan(0.9)
    expect(things.fee.recall).toBe(together.recall)
    expect(things.place).toEqual({ recall: 0, precision: 0 })
  })

  test('weights have four digits', () => {
    for (const { bias, whole, last } of Object.values(model.things)) {
      for (const value of [bias, ...whole, ...last]) {
        expect(value).toBe(Number(value.toFixed(4)))
        expect(Object.is(value, -0)).toBe(false)
      }
    }
  })

  test('does the same again', async () => {
    expect(await fitFacets(input)).toEqual(model)
  })

  test('of labels that mean nothing, left out questions are not read right', async () => {
    const drawn = questions.natural.map((one, index) => ({
      ...one,
      asks: index % 3 === 0 ? (['fee'] as const).slice() : [],
    }))
    const { crossValidated } = await fitFacets({
      ...input,
      questions: { ...questions, fitted: [], natural: drawn },
    })
    expect(crossValidated.together.recall * crossValidated.together.precision).toBeLessThan(0.5)
  })
})
