import { z } from 'zod'
import { type AskedFacet, askedFacetSchema } from '../domain/cues.js'

/** All that a question may ask of a measure: a facet, or `now`, whether it can be done already. */
export const askedThingSchema = z.enum([...askedFacetSchema.options, 'now'])
/** What a question may ask of a measure. */
export type AskedThing = z.infer<typeof askedThingSchema>

/** Weights of one thing: of the whole question's vector, of its last clause's, and what is added. */
const thingSchema = z.strictObject({
  bias: z.number(),
  whole: z.array(z.number()).min(1),
  last: z.array(z.number()).min(1),
})

const share = z.number().min(0).max(1)
const figuresSchema = z.strictObject({
  /** Things found of those asked for. */
  recall: share,
  /** Things asked for of those found. */
  precision: share,
})
const overallSchema = z.strictObject({
  ...figuresSchema.shape,
  /** Share of the questions that ask for nothing in which something was found. */
  nothingRead: share,
})

/** `embeddings/facets.json`: the model of what questions ask for, with its provenance. */
export const facetModelSchema = z
  .strictObject({
    /** Fingerprint of the embedder it was fitted with; with another it is refused. */
    embedder: z.string(),
    fittedOn: z.iso.date(),
    questions: z.strictObject({
      /** Of the files in `eval/asked-facets`. */
      sha256: z.string(),
      /** Labelled questions, and lay questions of the corpus beside them. */
      labelled: z.int(),
      lay: z.int(),
    }),
    /** Probability from which a thing counts as asked for. */
    threshold: z.number().gt(0).max(1),
    /** Of natural questions, each left out of the fit together with what is much like it. */
    crossValidated: z.strictObject({
      questions: z.int(),
      /** Words and patterns with the model, as questions are read. */
      together: overallSchema,
      words: overallSchema,
      things: z.record(askedThingSchema, figuresSchema),
    }),
    things: z.record(askedThingSchema, thingSchema),
  })
  .refine(({ things }) => new Set(Object.values(things).flatMap(sizes)).size === 1, {
    path: ['things'],
    error: 'expected as many weights for each vector of each thing',
  })
/** The fitted model. */
export type FacetModel = z.infer<typeof facetModelSchema>

/** Something the model takes a question to ask for. */
export interface ReadThing {
  readonly asks: AskedThing
  /** 0 to 1. */
  readonly probability: number
}

/** Reads by vectors what a question asks for. */
export interface FacetReader {
  /**
   * What is asked for with at least the model's threshold, in the order of {@link askedThingSchema}.
   *
   * @param whole Unit vector of the folded question, by the embedder the model was fitted with.
   * @param last That of its last clause.
   */
  read(whole: Float32Array, last: Float32Array): ReadThing[]
}

/** All that a question asks for, by words and by the model. */
export interface Asked {
  /** Those found by words come first, each once. */
  readonly facets: readonly AskedFacet[]
  /** Those of them that only the model finds. */
  readonly unnamed: readonly AskedFacet[]
  readonly now: boolean
}

/**
 * A reader over a checked model: a logistic regression for each thing, over the numbers of both
 * vectors. Questions of all forms share it, because the embedder does.
 */
export function createFacetReader({
  things,
  threshold,
}: Pick<FacetModel, 'things' | 'threshold'>): FacetReader {
  const models = askedThingSchema.options.map((asks) => {
    const { bias, whole, last } = things[asks]
    return { asks, bias, whole: Float64Array.from(whole), last: Float64Array.from(last) }
  })
  return {
    read: (whole, last) =>
      models
        .map(({ asks, ...model }) => ({
          asks,
          probability: sigmoid(dot(model.whole, whole) + dot(model.last, last) + model.bias),
        }))
        .filter(({ probability }) => probability >= threshold),
  }
}

/** What words and model find together. */
export function uniteAsked(
  byWords: { readonly askedFacets: readonly AskedFacet[]; readonly asksNow: boolean },
  byModel: readonly ReadThing[],
): Asked {
  const unnamed = byModel.flatMap(({ asks }) =>
    asks === 'now' || byWords.askedFacets.includes(asks) ? [] : [asks],
  )
  return {
    facets: [...byWords.askedFacets, ...unnamed],
    unnamed,
    now: byWords.asksNow || byModel.some(({ asks }) => asks === 'now'),
  }
}

/** A record with what is made for each thing. */
export function forEachThing<Value>(make: (thing: AskedThing) => Value): Record<AskedThing, Value> {
  return {
    place: make('place'),
    who: make('who'),
    goods: make('goods'),
    conditions: make('conditions'),
    channel: make('channel'),
    materials: make('materials'),
    timeLimit: make('timeLimit'),
    amount: make('amount'),
    period: make('period'),
    responsible: make('responsible'),
    fee: make('fee'),
    percentage: make('percentage'),
    duration: make('duration'),
    now: make('now'),
  }
}

function sizes({ whole, last }: z.infer<typeof thingSchema>): number[] {
  return [whole.length, last.length]
}

function dot(weights: Float64Array, vector: Float32Array): number {
  return weights.reduce((sum, weight, index) => sum + weight * (vector[index] ?? 0), 0)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
