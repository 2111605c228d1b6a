import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import type { Source } from './evidence.js'
import type { NameFinder } from './find-names.js'

const LISTED = ['一是', '二是', '三是', '四是', '五是', '六是']

/** 第一项是 may tell the 一是 of the source. */
function isListed(from: number, to: number, cited: Source['cited']): boolean {
  const word = from === to ? LISTED[from - 1] : undefined
  return word !== undefined && cited.some(({ reading }) => reading.text.includes(word))
}

/** Offices, places, documents and measure numbers must be the measure's own or stand in what is cited. */
export function createNameCheck(names: NameFinder): Check {
  return ({ found }, { measure, texts, cited, placeIds: told, documentNames }) => {
    const known = [
      ...[...texts, measure.title, measure.translation?.title ?? ''].map(foldText),
      ...cited.map(({ reading }) => reading.text),
      ...documentNames,
    ]
    const stands = (text: string): boolean => known.some((each) => each.includes(text))
    for (const { text, documentIds, placeIds } of found.names) {
      const own =
        documentIds.includes(measure.documentId) ||
        names.isOwnName(text, measure.officeId) ||
        placeIds.some((id) => told.includes(id))
      if (!own && !stands(text)) return `name: ${text}`
    }
    for (const { from, to, start, end, text } of found.measures) {
      if (from === measure.number && to === measure.number) continue
      if (!stands(text) && !isListed(from, to, cited))
        return `measure number: ${start}-${end} is ${from}`
    }
    return undefined
  }
}
