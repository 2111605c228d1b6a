import type { Facet, MeasureRecord } from '../domain/measure.js'
import type { CompositionContext } from './composer.js'
import { nestQuotes, presentChinese, presentEnglish } from './present-text.js'

/** What sets a near measure apart, in the order in which it matters to someone who looks for a rule. */
const TELLING_FACETS = ['goods', 'who', 'place'] as const satisfies readonly Facet[]

/** A longer span is a sentence, not a word. */
const SPAN_MAX_LENGTH = 16

/**
 * Why a near measure is shown and not cited: other goods, other parties or another place than the
 * measures cited, in a word of its own text, so that it is not taken for the answer; else only whose
 * measure it is. In English with the title, which `related` holds in Chinese alone.
 */
export function relatedReason(
  measure: MeasureRecord,
  cited: readonly MeasureRecord[],
  context: CompositionContext,
): string {
  const reason = difference(measure, cited, context) ?? belonging(measure, cited, context)
  const title = measure.translation?.title
  return context.language === 'en' && title !== undefined
    ? `${reason}: “${nestQuotes(presentEnglish(title))}”`
    : reason
}

/** What sets the measure apart from those cited, if they all speak of something of that kind. */
function difference(
  measure: MeasureRecord,
  cited: readonly MeasureRecord[],
  { converter, language, messages }: CompositionContext,
): string | undefined {
  const citedText = cited.map(({ text }) => text).join('\n')
  for (const facet of cited.length === 0 ? [] : TELLING_FACETS) {
    const own = spansOf(measure, facet)
    if (own.length === 0 || !cited.some((other) => spansOf(other, facet).length > 0)) continue
    if (own.some((span) => shareWords(span, citedText))) break
    const other = own.find((span) => span.length <= SPAN_MAX_LENGTH)
    if (other === undefined) continue
    const shown = presentChinese(other, language, converter)
    return messages.relatedFacet[facet === 'place' ? 'place' : 'subject'](shown)
  }
  return undefined
}

/** Whose measure it is. */
function belonging(
  measure: MeasureRecord,
  cited: readonly MeasureRecord[],
  { directory, language, messages }: CompositionContext,
): string {
  if (cited.some(({ documentId }) => documentId === measure.documentId)) {
    return messages.relatedSameDocument
  }
  switch (directory.document(measure.documentId).data.nature) {
    case 'measures':
      return messages.relatedOther(directory.officeName(measure.officeId, language))
    case 'task-list':
      return messages.relatedTask
    case 'press-report':
      return messages.relatedPress
  }
}

function spansOf({ facets, text }: MeasureRecord, facet: Facet): string[] {
  return facets
    .filter((span) => span.facet === facet)
    .map(({ start, end }) => text.slice(start, end))
}

/** Words of a span that stand in every second one and set nothing apart. */
const EMPTY_WORDS = /企业|货物|商品|产品|进口|出口|进出口|海关|相关|符合条件的?|更多/gu

/** Whether two neighbouring characters of a span, its empty words left out, stand in a text. */
function shareWords(span: string, text: string): boolean {
  const parts = span.split(EMPTY_WORDS).filter((part) => part.length > 1)
  if (parts.length === 0) return true
  return parts.some((part) =>
    Array.from({ length: part.length - 1 }, (_, at) => part.slice(at, at + 2)).some((pair) =>
      text.includes(pair),
    ),
  )
}
