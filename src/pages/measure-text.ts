import { messagesIn } from '../composition/messages.js'
import { presentEnglish } from '../composition/present-text.js'
import { isLess } from '../composition/strength-remark.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import { html, type Html } from './html.js'
import { markedText } from './marked-text.js'
import { originalLang, type PageContext, withOriginalWords } from './page-context.js'
import type { TextVersion } from './page-links.js'

/** A measure as one reader wants to see it. */
export interface ShownMeasure {
  readonly measure: MeasureRecord
  /** Merged and ascending. */
  readonly marks: readonly Span[]
  readonly version: TextVersion
}

/** The text in the characters of the version, character for character, and its language. */
export function shownText(
  { measure, version }: ShownMeasure,
  context: PageContext,
): { readonly text: string; readonly lang: string } {
  const { converter, language } = context
  if (version !== 'hant') {
    return { text: measure.text, lang: originalLang(measure.documentId, context) }
  }
  const region = language === 'zh-Hant-TW' ? 'TW' : 'HK'
  return { text: converter.toTraditional(measure.text, region), lang: `zh-Hant-${region}` }
}

/** Everything after the title: paragraphs as published, or each sentence beside its translation. */
export function measureBody(shown: ShownMeasure, context: PageContext): Html {
  return shown.version === 'en' ? parallel(shown, context) : paragraphs(shown, context)
}

/** The sentences of the body; the title where there is no other. */
export function bodySentences({
  sentences,
}: MeasureRecord): readonly { index: number; span: Span }[] {
  return sentences.map((span, index) => ({ index, span })).slice(sentences.length > 1 ? 1 : 0)
}

function paragraphs(shown: ShownMeasure, context: PageContext): Html {
  const { measure, marks } = shown
  const { text, lang } = shownText(shown, context)
  const groups: Html[][] = []
  let end: number | undefined
  for (const { index, span } of bodySentences(measure)) {
    const written = html`<span data-sentence="${index}">${markedText(text, span, marks)}</span>${strengthLabel(measure, index, context)}`
    const starts = end === undefined || measure.text.slice(end, span.start).includes('\n')
    if (starts) groups.push([written])
    else groups.at(-1)?.push(written)
    end = span.end
  }
  return html`<div class="body" lang="${lang}">${groups.map(
    (group) => html`<p>${group}</p>
`,
  )}</div>`
}

function parallel(shown: ShownMeasure, context: PageContext): Html {
  const { measure, marks } = shown
  const { texts } = context
  return html`<div class="body parallel">
<p class="pair head"><span>${texts.originalColumn}</span><span>${texts.englishColumn}</span></p>
${bodySentences(measure).map(
  ({ index, span }) => html`<div class="pair">
<p lang="${originalLang(measure.documentId, context)}"><span data-sentence="${index}">${markedText(measure.text, span, marks)}</span>${strengthLabel(measure, index, context)}</p>
<p class="unofficial" lang="en">${presentEnglish(measure.translation?.sentences[index] ?? '')}</p>
</div>
`,
)}</div>`
}

/** A word on a sentence that promises less than what is in force. */
function strengthLabel(
  measure: MeasureRecord,
  index: number,
  { language }: PageContext,
): Html | undefined {
  const commitment = measure.commitments[index]
  if (commitment === undefined || !isLess(commitment)) return undefined
  return html` <span class="strength" lang="${language}">${messagesIn(language).strengthLabel[commitment.class]}</span>`
}

/** What the labels mean, each once, with the word of the original that says so. */
export function strengthRemarks(measure: MeasureRecord, context: PageContext): Html[] {
  const { converter, language } = context
  const remarks = new Set<string>()
  for (const { index } of bodySentences(measure)) {
    const commitment = measure.commitments[index]
    if (commitment === undefined || !isLess(commitment)) continue
    const word =
      language === 'zh-Hant-HK' || language === 'zh-Hant-TW'
        ? converter.toTraditional(commitment.word, language === 'zh-Hant-TW' ? 'TW' : 'HK')
        : commitment.word
    remarks.add(messagesIn(language).strength[commitment.class](word))
  }
  return [...remarks].map((remark) => withOriginalWords(remark, language))
}
