import type { DocumentFacts } from './facts-types.js'
import { lastDayOf } from './read-day.js'

/** The last day on which a document holds, as its text has it: null when the text names no end. */
export function validUntil({ repealedOn }: Pick<DocumentFacts, 'repealedOn'>): string | null {
  if (repealedOn === null) return null
  return repealedOn.inclusive ? repealedOn.value : lastDayOf(repealedOn.value, 0)
}
