import type { Corpus } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'

/** What was found out about a quote. */
export interface QuoteCheck {
  /** Whether the quote stands in the original of the measure, character for character. */
  readonly verbatim: boolean
  /** Where it stands first in `text` of the measure, in UTF-16 code units; null where it does not. */
  readonly start: number | null
  readonly end: number | null
  /** Whether it would stand there if white space did not matter. True for what is verbatim. */
  readonly apartFromSpacing: boolean
  /** Whether it is verbatim in the unofficial translation, which is nobody's words to quote. */
  readonly inTranslation: boolean
  /** Ids of the other measures in which it is verbatim, in the order of the corpus. */
  readonly alsoIn: readonly string[]
}

/** Checks a quote against a measure; blanks at its ends do not count. */
export function checkQuote(
  { measures }: Pick<Corpus, 'measures'>,
  measure: MeasureRecord,
  quote: string,
): QuoteCheck {
  const words = quote.trim()
  const start = measure.text.indexOf(words)
  const verbatim = words !== '' && start !== -1
  const bare = withoutSpaces(words)
  return {
    verbatim,
    start: verbatim ? start : null,
    end: verbatim ? start + words.length : null,
    apartFromSpacing: bare !== '' && withoutSpaces(measure.text).includes(bare),
    inTranslation: words !== '' && measure.translation?.text.includes(words) === true,
    alsoIn:
      words === ''
        ? []
        : measures
            .filter(({ id, text }) => id !== measure.id && text.includes(words))
            .map(({ id }) => id),
  }
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/gu, '')
}
