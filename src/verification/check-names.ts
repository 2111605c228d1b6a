import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import type { NameFinder } from './find-names.js'

/** Offices, places, documents and measure numbers must be the measure's own or stand in what is cited. */
export function createNameCheck(names: NameFinder): Check {
  return ({ found }, { measure, texts, cited }) => {
    const known = [...texts.map(foldText), ...cited.map(({ reading }) => reading.text)]
    const stands = (text: string): boolean => known.some((each) => each.includes(text))
    for (const { text, documentIds } of found.names) {
      const own =
        documentIds.includes(measure.documentId) || names.isOwnName(text, measure.officeId)
      if (!own && !stands(text)) return `name: ${text}`
    }
    for (const { from, to, start, end, text } of found.measures) {
      if (from === measure.number && to === measure.number) continue
      if (!stands(text)) return `measure number: ${start}-${end} is ${from}`
    }
    return undefined
  }
}
