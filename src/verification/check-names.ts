import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import type { NameFinder } from './find-names.js'

/** Offices, places, documents and measure numbers must be the measure's own or stand in what is cited. */
export function createNameCheck(names: NameFinder): Check {
  return ({ found }, { measure, texts, cited, documentNames }) => {
    const known = [
      ...[...texts, measure.title, measure.translation?.title ?? ''].map(foldText),
      ...cited.map(({ reading }) => reading.text),
      ...documentNames,
    ]
    const places = cited.flatMap((each) => each.found.names.flatMap(({ placeIds }) => placeIds))
    const stands = (text: string): boolean => known.some((each) => each.includes(text))
    for (const { text, documentIds, placeIds } of found.names) {
      const own =
        documentIds.includes(measure.documentId) || names.isOwnName(text, measure.officeId) ||
        placeIds.some((id) => places.includes(id))
      if (!own && !stands(text)) return `name: ${text}`
    }
    for (const { from, to, start, end, text } of found.measures) {
      if (from === measure.number && to === measure.number) continue
      if (!stands(text)) return `measure number: ${start}-${end} is ${from}`
    }
    return undefined
  }
}
