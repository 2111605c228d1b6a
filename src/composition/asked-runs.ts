import type { MeasureRecord } from '../domain/measure.js'
import type { CompositionContext } from './composer.js'
import type { AskedSentence } from './quoted-promises.js'
import { runsOf, type SentenceRun } from './select-sentences.js'
import { spreadSentences } from './spread.js'

/** What {@link withAskedRuns} knows of the question. */
export interface AskedRunsDeps {
  /** Whether it asks if something can be done already. */
  readonly asksNow: boolean
  /** Whether it asks about other places than the text's own. */
  readonly asksElsewhere?: boolean
  /** The sentence whose promise it clearly is about, where others were chosen. */
  readonly askedSentence?: AskedSentence
}

/**
 * The runs chosen of a measure, with what an asker needs who wants to know whether it can be done: the
 * sentence whose promise is meant, since told of another the answer would be wrong; of a report asked
 * about from elsewhere, how far the practice was spread instead.
 */
export function withAskedRuns(
  measure: MeasureRecord,
  runs: readonly SentenceRun[],
  { asksNow, asksElsewhere = false, askedSentence }: AskedRunsDeps,
  { directory }: Pick<CompositionContext, 'directory'>,
): readonly SentenceRun[] {
  if (!asksNow) return runs
  const isReport = directory.document(measure.documentId).data.nature === 'press-report'
  const spread = asksElsewhere && isReport ? spreadSentences(measure) : []
  if (spread.length > 0) return runsOf(spread)
  const asked = askedSentence?.(measure, runs)
  if (asked === undefined) return runs
  const chosen = runs.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
  )
  return runsOf([...chosen, asked])
}
