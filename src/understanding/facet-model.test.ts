import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedFacetSchema } from '../domain/cues.js'
import { facetModelWith } from './facet-model.fixture.js'
import { askedThingSchema, createFacetReader, facetModelSchema, uniteAsked } from './facet-model.js'

const vector = (...values: number[]): Float32Array => Float32Array.from(values)

describe('createFacetReader', () => {
  const model = facetModelWith({
    place: { bias: -1, whole: [2, 0], last: [0, 4] },
    now: { bias: 0, whole: [0, 0], last: [3, 0] },
  })
  const reader = createFacetReader(model)

  test('weighs each number of both vectors, and tells the probability', () => {
    const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
    expect(reader.read(vector(0.5, 9), vector(-1, 0.25))).toEqual([
      { asks: 'place', probability: expect.closeTo(sigmoid(-1 + 2 * 0.5 + 4 * 0.25), 12) },
    ])
    expect(reader.read(vector(1, 0), vector(1, 0)).map(({ asks }) => asks)).toEqual([
      'place',
      'now',
    ])
  })

  test('tells what reaches the threshold, and nothing below', () => {
    expect(reader.read(vector(0, 0), vector(0, 0))).toEqual([{ asks: 'now', probability: 0.5 }])
    const strict = createFacetReader({ ...model, threshold: 0.51 })
    expect(strict.read(vector(0, 0), vector(0, 0))).toEqual([])
  })

  test('finds less the higher the threshold', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true })
    const weights = fc.tuple(number, number)
    const share = fc.double({ min: 0.01, max: 1, noNaN: true })
    fc.assert(
      fc.property(weights, weights, number, share, share, (whole, last, bias, one, other) => {
        const things = facetModelWith({ who: { bias, whole, last } }).things
        const found = (threshold: number): number =>
          createFacetReader({ things, threshold }).read(vector(...whole), vector(...last)).length
        expect(found(Math.max(one, other))).toBeLessThanOrEqual(found(Math.min(one, other)))
      }),
    )
  })
})

describe('uniteAsked', () => {
  const NONE = { facets: [], unnamed: [] }
  const byModel = [
    { asks: 'place', probability: 0.9 },
    { asks: 'fee', probability: 0.8 },
  ] as const

  test('has what words find before what the model finds, each once', () => {
    expect(uniteAsked({ askedFacets: ['who', 'fee'], asksNow: false }, byModel)).toEqual({
      facets: ['who', 'fee', 'place'],
      unnamed: ['place'],
      now: false,
    })
  })

  test('asks for now when either says so, which is no facet', () => {
    const none = { askedFacets: [], asksNow: false }
    expect(uniteAsked(none, [{ asks: 'now', probability: 0.6 }])).toEqual({ ...NONE, now: true })
    expect(uniteAsked({ ...none, asksNow: true }, [])).toEqual({ ...NONE, now: true })
    expect(uniteAsked(none, [])).toEqual({ ...NONE, now: false })
  })
})

describe('the schema', () => {
  test('has every facet of a question and now', () => {
    expect(askedThingSchema.options).toEqual([...askedFacetSchema.options, 'now'])
  })

  test.each([
    ['a thing without weights', { whole: [], last: [] }, 'things.fee'],
    ['more weights for one thing', { whole: [1, 2, 3], last: [1, 2, 3] }, 'as many weights'],
    ['more weights for one vector', { whole: [1, 2], last: [1, 2, 3] }, 'as many weights'],
  ])('refuses %s', (_, changes, message) => {
    const { error } = facetModelSchema.safeParse(facetModelWith({ fee: { bias: 0, ...changes } }))
    const issues = error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    expect(issues?.join('\n')).toContain(message)
  })

  test('accepts a sound one, and refuses one in which a thing is missing', () => {
    const model = facetModelWith()
    expect(facetModelSchema.parse(model)).toEqual(model)
    const { now: _, ...rest } = model.things
    expect(facetModelSchema.safeParse({ ...model, things: rest }).success).toBe(false)
  })
})
