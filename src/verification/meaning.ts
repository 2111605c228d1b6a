import type { MeasureRecord } from '../domain/measure.js'
import type { Embedder } from '../embedding/embedder.js'
import { foldText } from '../scripts/fold.js'
import type { Claim, Source } from './evidence.js'
import type { Reading } from './read-text.js'

/** Measures how near a claim is to what it cites in meaning. */
export interface MeaningMeter {
  /**
   * The best cosine with a cited sentence, -1 to 1; with a part of one where no whole one is near
   * enough, since a claim may tell a few words of a long sentence.
   *
   * @param enough Cosine from which parts need not be looked at.
   * @throws the signal's reason when it aborts, and what the embedder throws.
   */
  measure(claim: Claim, source: Source, enough: number, signal?: AbortSignal): Promise<number>
}

/** Vectors of cited sentences. */
export interface SourceVectors {
  /**
   * One for each cited sentence, in the language of the claim.
   *
   * @throws the signal's reason when it aborts, and what the embedder throws.
   */
  of(
    claim: Pick<Claim, 'language'>,
    source: Pick<Source, 'measure' | 'cited' | 'sentences'>,
    signal?: AbortSignal,
  ): Promise<readonly Float32Array[]>
  /** The same, with a text embedded along with those that are not known yet. */
  with(
    text: string,
    claim: Pick<Claim, 'language'>,
    source: Pick<Source, 'measure' | 'cited' | 'sentences'>,
    signal?: AbortSignal,
  ): Promise<{ readonly own: Float32Array | undefined; readonly held: readonly Float32Array[] }>
}

/** Vectors of the sentences of a corpus are kept: each is embedded once. */
export function createSourceVectors(embedder: Pick<Embedder, 'embed'>): SourceVectors {
  const known = new WeakMap<MeasureRecord, Map<string, Float32Array>>()
  const embed: SourceVectors['with'] = async (
    text,
    { language },
    { measure, cited, sentences },
    signal,
  ) => {
    const kept = known.get(measure) ?? new Map<string, Float32Array>()
    known.set(measure, kept)
    const keys = sentences.map((index) => `${language}:${index}`)
    const missing = keys.flatMap((key, position) => (kept.has(key) ? [] : [position]))
    const texts = [
      ...(text === '' ? [] : [text]),
      ...missing.map((position) => cited[position]?.reading.text ?? ''),
    ]
    // Both as questions: measured, sentences of one kind lie nearer than questions and passages.
    const made = texts.length === 0 ? [] : [...(await embedder.embed(texts, 'query', signal))]
    const own = text === '' ? undefined : made.shift()
    made.forEach((vector, order) => {
      const key = keys[missing[order] ?? -1]
      if (key !== undefined) kept.set(key, vector)
    })
    return { own, held: keys.flatMap((key) => kept.get(key) ?? []) }
  }
  return {
    with: embed,
    of: async (claim, source, signal) => (await embed('', claim, source, signal)).held,
  }
}

/** A meter over vectors that others may look at too. */
export function createMeaningMeter(
  embedder: Pick<Embedder, 'embed'>,
  vectors: SourceVectors,
): MeaningMeter {
  return {
    async measure(claim, source, enough, signal) {
      const text = foldText(claim.reading.original)
      const { own, held } = await vectors.with(text, claim, source, signal)
      if (own === undefined) return -1
      const best = Math.max(-1, ...held.map((each) => cosine(own, each)))
      if (best >= enough) return best
      const parts = source.cited.flatMap(({ reading }) => partsOf(reading))
      if (parts.length === 0) return best
      const near = await embedder.embed(parts, 'query', signal)
      return Math.max(best, ...near.map((part) => cosine(own, part)))
    },
  }
}

/** Clauses that a part of a sentence has, and parts that are looked at. */
const PART_CLAUSES = 2
const MAX_PARTS = 12

/** Every two clauses in a row. */
function partsOf({ text, clauses }: Reading): string[] {
  if (clauses.length <= PART_CLAUSES) return []
  return clauses
    .slice(0, 1 - PART_CLAUSES)
    .map(({ start }, index) => text.slice(start, clauses[index + PART_CLAUSES - 1]?.end).trim())
    .slice(-MAX_PARTS)
}

/** Cosine of unit vectors. */
export function cosine(a: Float32Array, b: Float32Array | undefined): number {
  return b === undefined ? -1 : a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
