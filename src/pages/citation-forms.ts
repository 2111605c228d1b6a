import { messagesIn } from '../composition/messages.js'
import { nestQuotes } from '../composition/present-text.js'
import type { MeasureRecord, Span } from '../domain/measure.js'
import type { PageContext } from './page-context.js'

/** How one would cite a measure, in three forms. */
export interface CitationForms {
  readonly plain: string
  readonly markdown: string
  readonly withLink: string
}

/**
 * Citations in the reader's language. With marks, the first marked words are quoted, as published,
 * and the link opens the page with them marked.
 */
export function citationForms(
  measure: MeasureRecord,
  marks: readonly Span[],
  { directory, language }: PageContext,
): CitationForms {
  const reference = directory.reference(measure, language)
  const [first] = marks
  const url = directory.measureUrl(measure, first)
  const named = messagesIn(language).titled(reference, nestQuotes(measure.title))
  const quote =
    first === undefined
      ? ''
      : quoted(measure.text.slice(first.start, first.end).replace(/\s*\n\s*/gu, ' '), language)
  const colon = language === 'en' ? ': ' : '：'
  const rest = (text: string): string => (text === '' ? '' : `${colon}${text}`)
  return {
    plain: `${named}${rest(quote)}`,
    markdown: `[${escapeMarkdown(named)}](${url})${rest(escapeMarkdown(quote))}`,
    withLink: `${named}${rest(quote)} ${url}`,
  }
}

function quoted(words: string, language: PageContext['language']): string {
  // Quoted words are not changed, so marks within them need others around.
  return language === 'zh-Hans' && !/[“”]/.test(words) ? `“${words}”` : `「${words}」`
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&')
}
