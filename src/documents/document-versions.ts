import type { CorpusDocument } from '../domain/corpus.js'
import type { DocumentData } from '../domain/document.js'
import { holdsOn } from './corpus-on.js'

/** Whether a document holds on a day, held before it, or will hold after it. */
export type Standing = 'holds' | 'ended' | 'not_yet'

/** How a document stands on a day (ISO 8601). */
export function standingOf(
  data: Pick<DocumentData, 'validFrom' | 'validUntil' | 'status'>,
  day: string,
): Standing {
  if (holdsOn(data, day)) return 'holds'
  return data.validFrom !== null && day < data.validFrom ? 'not_yet' : 'ended'
}

/** The id that all versions of a document share: what stands before the at sign. */
export function baseIdOf(documentId: string): string {
  return documentId.split('@')[0] ?? documentId
}

/** The versions of each document by the id they share, the first one first. */
export function versionsById(
  documents: readonly CorpusDocument[],
): ReadonlyMap<string, readonly CorpusDocument[]> {
  const versions = new Map<string, CorpusDocument[]>()
  for (const document of documents) {
    const id = baseIdOf(document.data.id)
    versions.set(id, [...(versions.get(id) ?? []), document])
  }
  for (const [id, list] of versions) {
    versions.set(
      id,
      list.toSorted((a, b) => a.data.version - b.data.version),
    )
  }
  return versions
}

/** What tells a version from the others of its document: the year from which it holds, or its number. */
export interface Edition {
  readonly year: string | null
  readonly version: number
}

/** The edition of a document among its versions; the year only where no other version has the same. */
export function editionOf({ data }: CorpusDocument, versions: readonly CorpusDocument[]): Edition {
  const year = yearOf(data)
  const isShared = versions.some((other) => other.data !== data && yearOf(other.data) === year)
  return { year: isShared ? null : year, version: data.version }
}

function yearOf({ validFrom, publishedOn }: DocumentData): string | null {
  return (validFrom ?? publishedOn.date)?.slice(0, 4) ?? null
}

/** The day after a day, both ISO 8601. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}
