import type { Answer } from '../domain/answer.js'
import type { AnswerLanguage } from '../domain/language.js'

/** How citations are told: in the text, as annotations beside it, or both. */
export const CITATION_STYLES = ['both', 'annotations', 'inline'] as const
/** One of {@link CITATION_STYLES}. */
export type CitationStyle = (typeof CITATION_STYLES)[number]

/** A citation in the form of OpenAI's chat completions; offsets are UTF-16 code units, half-open. */
export interface UrlCitation {
  readonly type: 'url_citation'
  readonly url_citation: {
    readonly start_index: number
    readonly end_index: number
    readonly title: string
    readonly url: string
  }
}

/** What tells the citations of an answer, beside its text. */
export interface ToldCitations {
  /** Follows the text; empty where only annotations are wanted. */
  readonly sources: string
  readonly annotations: readonly UrlCitation[]
}

/** The citations of an answer in the style that is wanted. */
export function toldCitations(answer: Answer, style: CitationStyle): ToldCitations {
  return {
    sources: style === 'annotations' ? '' : sourceList(answer),
    annotations: style === 'inline' ? [] : urlCitations(answer),
  }
}

const SOURCES_HEADING: Readonly<Record<AnswerLanguage, string>> = {
  'zh-Hans': '来源：',
  'zh-Hant-HK': '來源：',
  'zh-Hant-TW': '來源：',
  en: 'Sources:',
}

/**
 * The list of sources that follows the text for clients that show nothing else: one numbered
 * Markdown link for each citation. Empty without citations.
 */
function sourceList({ citations, language }: Pick<Answer, 'citations' | 'language'>): string {
  if (citations.length === 0) return ''
  const lines = citations.map(
    ({ number, reference, measure, url }) =>
      `- [${number}] [${escapeLabel(`${reference} ${measure.title}`.trim())}](${url})`,
  )
  return `\n\n${SOURCES_HEADING[language]}\n${lines.join('\n')}`
}

/** What closes a Markdown link too early, and what would open another. */
function escapeLabel(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}

/** The marks that follow a claim, such as `[1][2]`. */
const MARKS = /^(?:\[\d+\])+/
const MARK = /\[(\d+)\]/g

/** Every `[n]` in the text, as an annotation that points to the measure. */
function urlCitations({ text, claims, citations }: Answer): UrlCitation[] {
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]))
  return claims.flatMap(({ end }) => {
    const marks = MARKS.exec(text.slice(end))?.[0] ?? ''
    return [...marks.matchAll(MARK)].flatMap(({ 0: mark, 1: number, index }): UrlCitation[] => {
      const citation = byNumber.get(Number(number))
      if (citation === undefined) return []
      return [
        {
          type: 'url_citation',
          url_citation: {
            start_index: end + index,
            end_index: end + index + mark.length,
            title: citation.reference,
            url: citation.url,
          },
        },
      ]
    })
  })
}
