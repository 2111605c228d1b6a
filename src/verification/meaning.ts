import type { MeasureRecord } from '../domain/measure.js'
import type { Embedder } from '../embedding/embedder.js'
import { foldText } from '../scripts/fold.js'
import type { Claim, Source } from './evidence.js'

/** Measures how near a claim is to what it cites in meaning. */
export interface MeaningMeter {
  /**
   * The best cosine with a cited sentence, -1 to 1.
   *
   * @throws the signal's reason when it aborts, and what the embedder throws.
   */
  measure(claim: Claim, source: Source, signal?: AbortSignal): Promise<number>
}

/** Vectors of the sentences of a corpus are kept: each is embedded once. */
export function createMeaningMeter(embedder: Pick<Embedder, 'embed'>): MeaningMeter {
  const known = new WeakMap<MeasureRecord, Map<string, Float32Array>>()
  return {
    async measure(claim, { measure, cited, sentences }, signal) {
      const kept = known.get(measure) ?? new Map<string, Float32Array>()
      known.set(measure, kept)
      const keys = sentences.map((index) => `${claim.language}:${index}`)
      const missing = keys.flatMap((key, position) => (kept.has(key) ? [] : [position]))
      // Both as questions: measured, sentences of one kind lie nearer than questions and passages.
      const texts = [
        foldText(claim.reading.original),
        ...missing.map((position) => cited[position]?.reading.text ?? ''),
      ]
      const [own, ...made] = await embedder.embed(texts, 'query', signal)
      made.forEach((vector, order) => {
        const key = keys[missing[order] ?? -1]
        if (key !== undefined) kept.set(key, vector)
      })
      if (own === undefined) return -1
      return Math.max(-1, ...keys.map((key) => cosine(own, kept.get(key))))
    },
  }
}

/** Cosine of unit vectors. */
function cosine(a: Float32Array, b: Float32Array | undefined): number {
  return b === undefined ? -1 : a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
