import type { Corpus } from '../domain/corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import type { MeasuringVerifier } from '../verification/create-sentence-verifier.js'
import type { Contrasts } from '../verification/load-contrasts.js'
import { lightness, type OddWord } from '../verification/odd-words.js'
import type { VerifierThresholds } from '../verification/thresholds.js'
import { generatedOf, type VerifierSentence } from './fit-verifier.js'

/** Added to the variance of every dimension: some hundred words say little of 384 of them. */
const RIDGE = 1e-4

/** How much lighter a word must be than the lightest that gave a lie away. */
const MARGIN = 0.1

/** Words that are embedded at a time. */
const BATCH = 64

type FittedLight = NonNullable<VerifierThresholds['light']>

/** Words of a language, and the lies that each tell something by a word of their own. */
export interface LightExamples {
  readonly light: readonly string[]
  readonly weighty: readonly string[]
  /** For each lie that nothing else refuses the words its source lacks. */
  readonly lies: readonly (readonly OddWord[])[]
  /** Words of the sentences that it is measured by; no examples. */
  readonly measured: ReadonlySet<string>
}

/** Neutral and loose words of the tables as one kind, weighty ones and terms of the glossary as the other. */
export function lightWordsOf(
  { file }: Pick<Contrasts, 'file'>,
  terms: Readonly<Record<'zh' | 'en', readonly string[]>>,
  language: 'zh' | 'en',
): Pick<LightExamples, 'light' | 'weighty'> {
  const light = new Set(
    [...file.neutral[language], ...file.loose[language]].map((word) => word.replaceAll('_', ' ')),
  )
  const weighty = new Set([...file.weighty[language], ...terms[language]])
  return { light: [...light], weighty: [...weighty].filter((word) => !light.has(word)) }
}

/** What {@link fitOddWordsLight} is measured by, of `dev` sentences of one language. */
export async function measuredLies(
  sentences: readonly VerifierSentence[],
  corpus: Pick<Corpus, 'measures'>,
  verifier: Pick<MeasuringVerifier, 'examine'>,
  language: 'zh' | 'en',
): Promise<Pick<LightExamples, 'lies' | 'measured'>> {
  const lies: (readonly OddWord[])[] = []
  const measured = new Set<string>()
  for (const line of sentences) {
    if (line.split !== 'dev' || (line.language === 'en') !== (language === 'en')) continue
    const { reasons, odd } = await verifier.examine(generatedOf(line, corpus), line.language)
    for (const { word } of odd ?? []) measured.add(word)
    if (line.kind !== 'honest' && reasons.length === 0 && odd !== undefined) lies.push(odd)
  }
  return { lies, measured }
}

/**
 * Fits the direction that tells words that state nothing from those that do: Fisher's linear
 * discriminant of the vectors of single words. The limit lies above every word that gives a lie away.
 *
 * @returns `undefined` without words of both kinds.
 */
export async function fitOddWordsLight(
  { light, weighty, lies, measured }: LightExamples,
  embedder: Pick<Embedder, 'embed'>,
): Promise<FittedLight | undefined> {
  const own = light.filter((word) => !measured.has(word))
  const other = weighty.filter((word) => !measured.has(word))
  if (own.length < 2 || other.length < 2) return undefined
  const model = discriminant(await vectorsOf(own, embedder), await vectorsOf(other, embedder))
  const rounded = {
    weights: model.weights.map((value) => Math.round(value * 1e3) / 1e3),
    bias: Math.round(model.bias * 1e3) / 1e3,
  }
  // A lie is stopped by its heaviest word.
  const scores = lies.map((odd) =>
    Math.min(...odd.map(({ vector }) => (vector === undefined ? 0 : lightness(vector, rounded)))),
  )
  const limit = Math.max(0, ...scores) + MARGIN
  return {
    ...rounded,
    limit: Math.ceil(limit * 1e3) / 1e3,
    examples: { light: own.length, weighty: other.length, lies: lies.length },
  }
}

async function vectorsOf(
  words: readonly string[],
  embedder: Pick<Embedder, 'embed'>,
): Promise<Float32Array[]> {
  const made: Float32Array[] = []
  for (let start = 0; start < words.length; start += BATCH) {
    made.push(...(await embedder.embed(words.slice(start, start + BATCH), 'query')))
  }
  return made
}

/** Fisher's linear discriminant with a ridge; positive on the side of the first kind. */
export function discriminant(
  first: readonly Float32Array[],
  second: readonly Float32Array[],
): { weights: number[]; bias: number } {
  const [a, b] = [meanOf(first), meanOf(second)]
  const width = a.length
  const scatter = Array.from({ length: width }, () => new Float64Array(width))
  for (const [vectors, mean] of [
    [first, a],
    [second, b],
  ] as const) {
    const share = 0.5 / Math.max(1, vectors.length - 1)
    for (const vector of vectors) {
      const apart = Float64Array.from(vector, (value, index) => value - (mean[index] ?? 0))
      scatter.forEach((row, index) => {
        const factor = (apart[index] ?? 0) * share
        for (let column = 0; column < width; column++) {
          row[column] = (row[column] ?? 0) + factor * (apart[column] ?? 0)
        }
      })
    }
  }
  scatter.forEach((row, index) => {
    row[index] = (row[index] ?? 0) + RIDGE
  })
  const weights = solve(
    scatter,
    a.map((value, index) => value - (b[index] ?? 0)),
  )
  const middle = weights.reduce(
    (sum, value, index) => sum + (value * ((a[index] ?? 0) + (b[index] ?? 0))) / 2,
    0,
  )
  return { weights, bias: -middle }
}

function meanOf(vectors: readonly Float32Array[]): number[] {
  const width = vectors[0]?.length ?? 0
  return Array.from(
    { length: width },
    (_, index) =>
      vectors.reduce((sum, vector) => sum + (vector[index] ?? 0), 0) / Math.max(1, vectors.length),
  )
}

/** Gaussian elimination without pivoting: a ridge makes the matrix positive definite. */
function solve(matrix: readonly Float64Array[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => Float64Array.from([...row, right[index] ?? 0]))
  rows.forEach((pivot, index) => {
    for (const row of rows.slice(index + 1)) {
      const factor = (row[index] ?? 0) / (pivot[index] ?? 1)
      for (let column = index; column < row.length; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0)
      }
    }
  })
  const solved = new Array<number>(rows.length).fill(0)
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index] ?? new Float64Array()
    let rest = row.at(-1) ?? 0
    for (let column = index + 1; column < rows.length; column++) {
      rest -= (row[column] ?? 0) * (solved[column] ?? 0)
    }
    solved[index] = rest / (row[index] ?? 1)
  }
  return solved
}
