import type { ChosenMeasure } from '../composition/composer.js'
import { promisesLess } from '../composition/select-sentences.js'
import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { AnswerLanguage } from '../domain/language.js'
import { type NumberedSource, SOURCE_MARK } from './source-marks.js'

/** Tokens that all sources together may take: small local models have a context of 4,096. */
export const SOURCES_MAX_TOKENS = 2_000

/**
 * Numbers the measures of a plan S1…Sn in their order. Of each at least the sentences are shown that
 * the plan would quote, and all of them as long as there is room after that. One whose quoted
 * sentences do not fit is left out; the others keep their numbers.
 */
export function numberSources(
  chosen: readonly ChosenMeasure[],
  language: AnswerLanguage,
  maxTokens = SOURCES_MAX_TOKENS,
): NumberedSource[] {
  let left = maxTokens
  const fitting = chosen.flatMap(({ measure, runs }, position) => {
    const number = position + 1
    const costs = measure.sentences.map((_, index) =>
      tokensOf(shownLine(number, measure, index, language)),
    )
    const cost = (sentences: readonly number[]): number =>
      sentences.reduce((sum, index) => sum + (costs[index] ?? 0), 0)
    // A title that sounds like more than the measure gives is not offered to be quoted.
    const isQuoted = (index: number): boolean =>
      runs.some(({ first, last }) => first <= index && index <= last)
    const whole = measure.sentences.flatMap((_, index) =>
      index === 0 && promisesLess(measure) && !isQuoted(index) ? [] : [index],
    )
    const quoted = whole.filter(isQuoted)
    if (cost(quoted) > left) return []
    left -= cost(quoted)
    return [{ number, measure, quoted, whole, more: cost(whole) - cost(quoted) }]
  })
  return fitting.map(({ number, measure, quoted, whole, more }) => {
    if (more > left) return { number, measure, sentences: quoted }
    left -= more
    return { number, measure, sentences: whole }
  })
}

/** Characters estimated at a time: the estimate itself looks at no more of a long text. */
const SLICE_LENGTH = 2_000

function tokensOf(line: string): number {
  let tokens = 0
  for (let start = 0; start < line.length; start += SLICE_LENGTH) {
    tokens += estimateTokens(line.slice(start, start + SLICE_LENGTH), Number.POSITIVE_INFINITY)
  }
  return tokens
}

/** The sources as they stand in a prompt, one sentence a line. */
export function formatSources(
  sources: readonly NumberedSource[],
  language: AnswerLanguage,
): string {
  return sources
    .flatMap(({ number, measure, sentences }) =>
      sentences.map((index) => shownLine(number, measure, index, language)),
    )
    .join('\n')
}

/** For English readers the translation: a model shown both would mix them. */
function shownLine(
  number: number,
  { text, sentences, translation }: ChosenMeasure['measure'],
  index: number,
  language: AnswerLanguage,
): string {
  const { start, end } = sentences[index] ?? { start: 0, end: 0 }
  const original = text.slice(start, end)
  const translated = language === 'en' ? translation?.sentences[index] : undefined
  return `[S${number}.${index}] ${withoutFrame(translated ?? original)}`
}

/** A document may hold what looks like a new line of the list, the end of the sources or a mark. */
function withoutFrame(text: string): string {
  return text
    .replace(/\s*[\n\v\f\r\u0085\u2028\u2029]\s*/gu, ' ')
    .replace(/[<＜](?=\s*[/／]?\s*sources)/giu, '(')
    .replace(SOURCE_MARK, (mark) => `(${mark.slice(1, -1)})`)
}
