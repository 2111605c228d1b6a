import type { Corpus } from '../domain/corpus.js'
import type { Span } from '../domain/measure.js'
import { foldText } from '../scripts/fold.js'
import { createNameMatcher } from '../understanding/name-matcher.js'
import { findNumberMentions } from '../understanding/number-mentions.js'

/** An office, a place or a document named in a text; offsets in the folded text. */
export interface FoundName extends Span {
  readonly text: string
  /** Offices that may be meant, covered or not. */
  readonly officeIds: readonly string[]
  /** Places that may be meant, each with all its names. */
  readonly placeIds: readonly string[]
  /** Documents that may be meant. */
  readonly documentIds: readonly string[]
}

/** Numbers by which a text refers to measures: 第33项, 第三至五条. */
export interface MeasureMention extends Span {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Names and measure numbers of a text. */
export interface FoundNames {
  readonly names: readonly FoundName[]
  readonly measures: readonly MeasureMention[]
}

/** Finds names and measure numbers in folded text. */
export interface NameFinder {
  find(text: string, boundaries: ReadonlySet<number>): FoundNames
  /** Whether a name is the office's own, or of the place the office is named after. */
  isOwnName(name: string, officeId: string): boolean
  /** Names of a document and its title, folded. */
  documentNames(documentId: string): readonly string[]
}

/** Characters between a name and a number that still belong together: 大连海关的第33项. */
const NAME_TO_NUMBER_MAX_GAP = 6

/** Builds the finder over every office, place and document of the corpus. */
export function createNameFinder(
  corpus: Pick<Corpus, 'offices' | 'documents' | 'cues'>,
): NameFinder {
  const entries: (readonly [string, string])[] = corpus.cues.notOffices.words.map(
    (word) => [foldText(word), ''] as const,
  )
  const own = new Map<string, string[]>()
  for (const office of corpus.offices) {
    // Bodies that are no customs office are words like others: the support check sees them.
    if (office.kind === 'body') continue
    own.set(office.id, [...Object.values(office.names), ...office.aliases].map(foldText))
    for (const [index, { names, aliases }] of [office, ...office.places].entries()) {
      for (const name of [...Object.values(names), ...aliases]) {
        // A common word that only in a question means the national list.
        if (office.id === 'national-2024' && /^(?:全国|国家层面|nationwide)$/u.test(name)) continue
        entries.push([foldText(name), `office:${office.id}`])
        if (index > 0) entries.push([foldText(name), `place:${office.id}/${index}`])
      }
    }
  }
  const titles = new Map<string, string[]>()
  for (const { data } of corpus.documents) {
    const names = [...Object.values(data.title.names), ...data.aliases].map(foldText)
    titles.set(data.id, names)
    for (const name of names) entries.push([name, `document:${data.id}`])
  }
  const match = createNameMatcher(entries)

  return {
    find(text, boundaries) {
      const names = match(text).flatMap(({ ids, start, end }): FoundName[] => {
        // 沿海口岸 holds 海口 across two words.
        const isWord = boundaries.size === 0 || boundaries.has(start) || boundaries.has(end)
        if (ids.includes('') || !isWord) return []
        const of = (kind: string): string[] =>
          ids.flatMap((id) => (id.startsWith(`${kind}:`) ? [id.slice(kind.length + 1)] : []))
        return [
          {
            text: text.slice(start, end),
            officeIds: of('office'),
            placeIds: of('place'),
            documentIds: of('document'),
            start,
            end,
          },
        ]
      })
      const inName = (span: Span): boolean =>
        names.some(
          (name) => name.documentIds.length > 0 && span.start < name.end && name.start < span.end,
        )
      const mentions = findNumberMentions(text).filter((mention) => !inName(mention))
      const near = (mention: Span): boolean =>
        names.some(
          ({ end }) => end <= mention.start && mention.start - end <= NAME_TO_NUMBER_MAX_GAP,
        )
      return {
        names,
        measures: mentions
          .filter((mention) => mention.explicit || near(mention))
          .map(({ from, to, start, end }) => ({
            from,
            to,
            start,
            end,
            text: text.slice(start, end),
          })),
      }
    },
    isOwnName: (name, officeId) =>
      own.get(officeId)?.some((each) => each === name || each.startsWith(name)) ?? false,
    documentNames: (id) => titles.get(id) ?? [],
  }
}
