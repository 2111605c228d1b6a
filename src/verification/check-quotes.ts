import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'

/** Marks and blanks that a quotation may have otherwise; a stop before the closing mark is English style. */
const NOT_COMPARED = /[\s"'“”‘’「」『』《》]/gu

function comparable(text: string): string {
  return foldText(text).replace(NOT_COMPARED, '')
}

/** Words in quotation marks must stand verbatim in the cited sentences or in a title. */
export function createQuoteCheck(): Check {
  return ({ reading }, { texts, title, measure, documentNames }) => {
    if (reading.quoted.length === 0) return undefined
    const known = [...texts, title, measure.title, ...documentNames].map(comparable)
    for (const { start, end } of reading.quoted) {
      const quote = comparable(reading.original.slice(start, end).replace(/[,.;，。；]+$/u, ''))
      if (quote !== '' && !known.some((text) => text.includes(quote))) {
        return `quote: ${reading.original.slice(start, end)}`
      }
    }
    return undefined
  }
}
