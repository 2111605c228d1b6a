import type { ChosenMeasure } from '../composition/composer.js'
import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { NumberedSource } from './source-marks.js'

/** Tokens that all sources together may take: small local models have a context of 4,096. */
export const SOURCES_MAX_TOKENS = 2_000

/**
 * Numbers the measures of a plan S1…Sn in their order. All sentences of a measure are shown as long
 * as there is room; then only those that the plan would quote, so that no source is left out.
 */
export function numberSources(
  chosen: readonly ChosenMeasure[],
  language: AnswerLanguage,
  maxTokens = SOURCES_MAX_TOKENS,
): NumberedSource[] {
  let left = maxTokens
  return chosen.flatMap(({ measure, runs }, position) => {
    const whole = measure.sentences.map((_, index) => index)
    const quoted = whole.filter((index) =>
      runs.some(({ first, last }) => first <= index && index <= last),
    )
    const cost = (sentences: readonly number[]): number =>
      sentences.reduce(
        (sum, index) =>
          sum + estimateTokens(shownLine(position + 1, measure, index, language), left + 1),
        0,
      )
    const sentences = [whole, quoted].find((candidate) => cost(candidate) <= left)
    if (sentences === undefined) return []
    left -= cost(sentences)
    return [{ number: position + 1, measure, sentences }]
  })
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

/** English readers get the translation before the original: a model rephrases it more safely. */
function shownLine(
  number: number,
  { text, sentences, translation }: ChosenMeasure['measure'],
  index: number,
  language: AnswerLanguage,
): string {
  const { start, end } = sentences[index] ?? { start: 0, end: 0 }
  const original = text.slice(start, end)
  const translated = language === 'en' ? translation?.sentences[index] : undefined
  const shown = translated === undefined ? original : `${translated} (${original})`
  // A document may hold what looks like the end of the sources or like a mark.
  return `[S${number}.${index}] ${shown.replace(/\s*\n\s*/gu, ' ').replace(/<\/?sources>|\[S\d+(?:\.\d+)?\]/giu, '')}`
}
