import { createHash } from 'node:crypto'
import type { LayQuestions } from '../documents/load-corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import { foldText } from '../scripts/fold.js'
import {
  type AskedThing,
  askedThingSchema,
  createFacetReader,
  type FacetModel,
  forEachThing,
} from '../understanding/facet-model.js'
import { lastClause } from '../understanding/last-clause.js'
import type { QuestionReader } from '../understanding/understand-question.js'
import { type AskedQuestions, hashQuestions } from './asked-questions.js'
import { fitRidgeLogistic } from './fit-ridge-logistic.js'

/** What {@link fitFacets} fits on and with. */
export interface FacetFitInput {
  readonly questions: AskedQuestions
  readonly layQuestions: LayQuestions
  readonly embedder: Embedder
  /** Reads what words and patterns find: the model is fitted to stand beside them. */
  readonly reader: QuestionReader
  /** Date of the fit, YYYY-MM-DD. */
  readonly today: string
}

/** Least figures, together with the words, of a model that may be used. */
export const FACET_FLOORS = { recall: 0.7, precision: 0.75 } as const

/** Cost of the loss beside the penalty; of 3, 10, 30 and 100 this one was best, left out in turn. */
const COST = 30

/** Lay questions were not written to ask for one thing, and are labelled by where they stand. */
const LAY_COUNT = 0.3

/** Share of the lay questions without a label that is fitted on: there are as many as of all others. */
const LAY_SHARE = 0.4

const FOLDS = 5

/** Cosine from which a question is so much like another that it tells of the other's label. */
const NEAR = 0.93

/** In a threshold's choice, the most questions that ask for nothing and are read as asking. */
const NOTHING_READ_MAX = 0.1

/** Thresholds that are tried. */
const THRESHOLDS = Array.from({ length: 36 }, (_, step) => (20 + 2 * step) / 100)

/** Digits of a weight: more change no answer, and make the file longer. */
const WEIGHT_DIGITS = 4

const THINGS = askedThingSchema.options

interface Row {
  readonly question: string
  readonly asks: ReadonlySet<string>
  readonly count: number
  /** Scored when it is left out. */
  readonly natural: boolean
}

interface EmbeddedRow extends Row {
  readonly whole: Float32Array
  /** Numbers of the whole question's vector, then those of its last clause's. */
  readonly features: Float32Array
  readonly byWords: ReadonlySet<string>
}

/** A row with what the model of the other folds says. */
interface LeftOut {
  readonly row: EmbeddedRow
  readonly probabilities: ReadonlyMap<AskedThing, number>
}

/**
 * Fits the model of what questions ask for: a plane for each thing over the vectors of question and
 * last clause. Its threshold is the one with the best F1 together with the words, of natural questions
 * that were left out in turn together with all that is nearer to them than a cosine of .93.
 */
export async function fitFacets(input: FacetFitInput): Promise<FacetModel> {
  const { questions, layQuestions, embedder, reader, today } = input
  const rows = await embedRows(rowsOf(questions, layQuestions), embedder, reader)
  const left = crossValidate(rows)
  const threshold = chooseThreshold(left)
  const labelled = Object.values(questions).flat()
  return {
    embedder: embedder.fingerprint,
    fittedOn: today,
    questions: {
      sha256: hashQuestions(questions),
      labelled: labelled.filter(({ asks }) => asks !== null).length,
      lay: rows.length - labelled.filter(({ asks }) => asks !== null).length,
    },
    threshold,
    crossValidated: {
      questions: left.length,
      together: overall(left, together(threshold)),
      words: overall(left, ({ row }, thing) => row.byWords.has(thing)),
      things: forEachThing((thing) => figures(left, together(threshold), [thing])),
    },
    things: fitThings(rows),
  }
}

function rowsOf({ fitted, heldOut, natural, lay }: AskedQuestions, all: LayQuestions): Row[] {
  const isLabelled = new Set(lay.map(({ question }) => question))
  const unlabelled = [...all.values()]
    .flat()
    .filter((question) => !isLabelled.has(question) && numberOf(question) < LAY_SHARE)
  return [
    ...[...fitted, ...heldOut].map((one) => ({ ...one, count: 1, natural: false })),
    ...natural.map((one) => ({ ...one, count: 1, natural: true })),
    ...lay.flatMap(({ question, asks }) =>
      asks === null ? [] : [{ question, asks, count: LAY_COUNT, natural: false }],
    ),
    ...unlabelled.map((question) => ({ question, asks: [], count: LAY_COUNT, natural: false })),
  ].map((row) => ({ ...row, asks: new Set(row.asks) }))
}

async function embedRows(
  rows: readonly Row[],
  embedder: Embedder,
  reader: QuestionReader,
): Promise<EmbeddedRow[]> {
  const texts = rows.map(({ question }) => foldText(question))
  const unique = [...new Set(texts.flatMap((text) => [text, lastClause(text)]))]
  const vectors = await embedder.embed(unique, 'query')
  const vectorOf = new Map(unique.map((text, index) => [text, vectors[index]]))
  return rows.map((row, index) => {
    const text = texts[index] ?? ''
    const whole = vectorOf.get(text) ?? new Float32Array()
    const last = vectorOf.get(lastClause(text)) ?? new Float32Array()
    const read = reader.read(row.question, { requestedLanguage: 'auto', history: [] })
    return {
      ...row,
      whole,
      features: Float32Array.from([...whole, ...last]),
      byWords: new Set([...read.askedFacets, ...(read.asksNow ? ['now'] : [])]),
    }
  })
}

function crossValidate(rows: readonly EmbeddedRow[]): LeftOut[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const tested = rows.filter(
      ({ natural, question }) => natural && Math.floor(numberOf(question) * FOLDS) === fold,
    )
    const rest = rows.filter(
      (row) => !tested.some((one) => one === row || cosine(one.whole, row.whole) > NEAR),
    )
    // With a threshold of 0 every thing is told with its probability.
    const reader = createFacetReader({ threshold: 0, things: fitThings(rest) })
    return tested.map((row) => {
      const half = row.features.length / 2
      const read = reader.read(row.features.subarray(0, half), row.features.subarray(half))
      return { row, probabilities: new Map(read.map((one) => [one.asks, one.probability])) }
    })
  }).flat()
}

function fitThings(rows: readonly EmbeddedRow[]): FacetModel['things'] {
  return forEachThing((thing) => {
    const { weights, bias } = fitRidgeLogistic({
      rows: rows.map(({ features }) => features),
      positive: rows.map(({ asks }) => asks.has(thing)),
      counts: rows.map(({ count }) => count),
      cost: COST,
    })
    const rounded = Array.from(weights, (weight) => round(weight, WEIGHT_DIGITS))
    const half = rounded.length / 2
    return {
      bias: round(bias, WEIGHT_DIGITS),
      whole: rounded.slice(0, half),
      last: rounded.slice(half),
    }
  })
}

function chooseThreshold(left: readonly LeftOut[]): number {
  const tried = THRESHOLDS.map((threshold) => {
    const { recall, precision, nothingRead } = overall(left, together(threshold))
    const f1 = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
    return { threshold, f1, nothingRead }
  })
  const [least] = tried.toSorted((a, b) => a.nothingRead - b.nothingRead)
  const fit = tried.filter(
    ({ nothingRead }) => nothingRead <= Math.max(NOTHING_READ_MAX, least?.nothingRead ?? 0),
  )
  const [best] = fit.toSorted((a, b) => b.f1 - a.f1 || b.threshold - a.threshold)
  return best?.threshold ?? 1
}

type Finds = (left: LeftOut, thing: AskedThing) => boolean

function together(threshold: number): Finds {
  return ({ row, probabilities }, thing) =>
    row.byWords.has(thing) || (probabilities.get(thing) ?? 0) >= threshold
}

function overall(left: readonly LeftOut[], finds: Finds) {
  const nothing = left.filter(({ row }) => row.asks.size === 0)
  const read = nothing.filter((one) => THINGS.some((thing) => finds(one, thing)))
  return { ...figures(left, finds, THINGS), nothingRead: share(read.length, nothing.length) }
}

function figures(left: readonly LeftOut[], finds: Finds, things: readonly AskedThing[]) {
  let asked = 0
  let found = 0
  let right = 0
  for (const one of left) {
    for (const thing of things) {
      const isAsked = one.row.asks.has(thing)
      const isFound = finds(one, thing)
      if (isAsked) asked++
      if (isFound) found++
      if (isAsked && isFound) right++
    }
  }
  return { recall: share(right, asked), precision: share(right, found) }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole, 3)
}

function round(value: number, digits: number): number {
  // Adding 0 makes -0 a 0.
  return Number(value.toFixed(digits)) + 0
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}

/** A number from 0 to below 1 that belongs to a text: who draws by it draws the same again. */
function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
