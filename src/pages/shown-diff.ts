import { type DiffPart, diffText } from '../documents/diff-text.js'
import type { MeasureRecord } from '../domain/measure.js'
import { html, type Html } from './html.js'
import { originalLang, type PageContext } from './page-context.js'
import type { TextVersion } from './page-links.js'
import { timeTextsIn } from './time-texts.js'

/**
 * The words of a measure with what was put in (`<ins>`) and taken out (`<del>`), told to those who do
 * not see them by words of their own.
 *
 * @param version In whose characters: the original's, or Traditional ones.
 */
export function shownDiff(
  before: MeasureRecord,
  after: MeasureRecord,
  version: TextVersion,
  context: PageContext,
): Html {
  const { converter, language } = context
  const parts = diffText(before.text, after.text)
  const region = language === 'zh-Hant-TW' ? 'TW' : 'HK'
  const isConverted = version === 'hant'
  const shown = isConverted
    ? converted(parts, (text) => converter.toTraditional(text, region))
    : parts
  const lang = isConverted ? `zh-Hant-${region}` : originalLang(after.documentId, context)
  const { inserted, deleted } = timeTextsIn(language)
  const word = (text: string): Html => html`<span class="away" lang="${language}">${text}</span>`
  return html`<div class="diff" lang="${lang}">${shown.map(({ kind, text }) => {
    const lines = brokenLines(text)
    if (kind === 'added') return html`<ins>${word(inserted[0])}${lines}${word(inserted[1])}</ins>`
    if (kind === 'removed') return html`<del>${word(deleted[0])}${lines}${word(deleted[1])}</del>`
    return lines
  })}</div>`
}

/** Parts in other characters, each text converted as a whole: characters depend on their neighbours. */
function converted(
  parts: readonly DiffPart[],
  convert: (text: string) => string,
): readonly DiffPart[] {
  const whole = (left: DiffPart['kind']): string =>
    convert(
      parts
        .filter(({ kind }) => kind !== left)
        .map(({ text }) => text)
        .join(''),
    )
  const [before, after] = [whole('added'), whole('removed')]
  let [atBefore, atAfter] = [0, 0]
  return parts.map(({ kind, text }) => {
    const { length } = text
    const shown =
      kind === 'removed'
        ? before.slice(atBefore, atBefore + length)
        : after.slice(atAfter, atAfter + length)
    if (kind !== 'added') atBefore += length
    if (kind !== 'removed') atAfter += length
    return { kind, text: shown }
  })
}

function brokenLines(text: string): (Html | string)[] {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [html`<br>`, line]))
}
