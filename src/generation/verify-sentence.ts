import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'

/** A generated sentence (or a few with one set of marks) and the sentences of the measure it cites. */
export interface GeneratedSentence {
  readonly text: string
  readonly measure: MeasureRecord
  /** Indexes into the measure's sentences, ascending, at least one. */
  readonly sentences: readonly number[]
}

/** Whether a sentence may be shown: `text` is then what to show, else `reason` says what is wrong. */
export type Verdict =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string }

/** Checks generated sentences against what they cite. */
export interface SentenceVerifier {
  /** @throws the signal's reason when it aborts, and what the embedder throws. */
  verify(
    sentence: GeneratedSentence,
    language: AnswerLanguage,
    signal?: AbortSignal,
  ): Promise<Verdict>
}
