import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { assignPairs, type CandidatePair } from './assign-pairs.js'
import { groupBy } from './group-by.js'
import {
  sharedPairCounts,
  sharedPairs,
  type TextFeatures,
  textFeatures,
  textSimilarity,
} from './text-similarity.js'

/** What became of one measure from one version of its document to another. */
export type MeasureChange =
  | {
      /** `moved`: the same words under another number, or in another chapter. */
      readonly kind: 'unchanged' | 'moved'
      readonly before: MeasureRecord
      readonly after: MeasureRecord
    }
  | {
      readonly kind: 'changed'
      readonly before: MeasureRecord
      readonly after: MeasureRecord
      /** Whether it also has another number, or stands in another chapter. */
      readonly moved: boolean
      /** Share of the pairs of words that both have: above 0, below or at 1. */
      readonly similarity: number
    }
  | {
      readonly kind: 'added'
      readonly after: MeasureRecord
      /** The older measure from which most of its words were split off. */
      readonly splitFrom?: MeasureRecord
    }
  | {
      readonly kind: 'removed'
      readonly before: MeasureRecord
      /** The newer measure that took in most of its words. */
      readonly mergedInto?: MeasureRecord
    }

/** Two versions of a document, measure by measure. */
export interface VersionComparison {
  readonly before: CorpusDocument
  readonly after: CorpusDocument
  /** Each measure of both versions once: in the order of the newer one, removed ones where they stood. */
  readonly changes: readonly MeasureChange[]
}

/**
 * Shares of a pair's score. The words decide; a title or a number that stayed tells apart what the words
 * leave open, such as two measures that were written to one pattern.
 */
const TEXT_SHARE = 0.8
const TITLE_SHARE = 0.15
const NUMBER_SHARE = 0.05

/**
 * A pair that scores less is one measure removed and another added. Different measures of one document
 * reach .26 by their words alone, a measure half of whose words were replaced some .4.
 */
const MIN_SCORE = 0.36

/** So much of a measure's words stand in another one that these came from it or went into it. */
const CONTAINED_SHARE = 0.6

/**
 * Compares two versions of a document. Equal texts go together first; of the rest that pairing is taken
 * whose texts, with titles and numbers as hints, fit best as a whole. The result depends on nothing but
 * the two versions.
 */
export function compareVersions(before: CorpusDocument, after: CorpusDocument): VersionComparison {
  const partners = pairEqual(before.measures, after.measures)
  const older = before.measures.filter((measure) => !partners.has(measure)).map(featuresOf)
  const taken = new Set(partners.values())
  const newer = after.measures.filter((measure) => !taken.has(measure)).map(featuresOf)
  const similarities = new Map<MeasureRecord, number>()
  for (const { row, column } of assignPairs(candidatePairs(older, newer))) {
    const [old, young] = [older[row], newer[column]]
    if (old === undefined || young === undefined) continue
    partners.set(old.measure, young.measure)
    similarities.set(old.measure, textSimilarity(old.text, young.text))
  }
  const isMoved = createMoveCheck(before, after, partners)
  const paired = new Map([...partners].map(([old, young]) => [young, old]))
  const changeOf = (old: MeasureRecord, young: MeasureRecord): MeasureChange => {
    const moved = isMoved(old, young)
    const similarity = similarities.get(old)
    return similarity === undefined
      ? { kind: moved ? 'moved' : 'unchanged', before: old, after: young }
      : { kind: 'changed', before: old, after: young, moved, similarity }
  }
  const added = newer.filter(({ measure }) => !paired.has(measure))
  const removed = older.filter(({ measure }) => !partners.has(measure))
  const origins = containers(added, older, (measure) => partners.get(measure), newer)
  const targets = containers(removed, newer, (measure) => paired.get(measure), older)
  const changes = after.measures.map((young): MeasureChange => {
    const old = paired.get(young)
    if (old !== undefined) return changeOf(old, young)
    const splitFrom = origins.get(young)
    return { kind: 'added', after: young, ...(splitFrom === undefined ? {} : { splitFrom }) }
  })
  const gone = removed.map(({ measure }): MeasureChange & { kind: 'removed' } => {
    const mergedInto = targets.get(measure)
    return { kind: 'removed', before: measure, ...(mergedInto === undefined ? {} : { mergedInto }) }
  })
  return { before, after, changes: withRemoved(changes, gone, before.measures) }
}

interface Features {
  readonly measure: MeasureRecord
  readonly text: TextFeatures
  readonly title: TextFeatures
}

function featuresOf(measure: MeasureRecord): Features {
  return { measure, text: textFeatures(measure.text), title: textFeatures(measure.title) }
}

/** Old measures with new ones of the same words, white space apart: of the same number first. */
function pairEqual(
  before: readonly MeasureRecord[],
  after: readonly MeasureRecord[],
): Map<MeasureRecord, MeasureRecord> {
  // White space tells words apart in Latin script only.
  const wordsOf = ({ text }: MeasureRecord): string =>
    text.replace(/(?<![\p{Script=Latin}\d])\s+|\s+(?![\p{Script=Latin}\d])/gu, '')
  const free = groupBy(after, wordsOf)
  const partners = new Map<MeasureRecord, MeasureRecord>()
  const pair = (fits: (old: MeasureRecord, young: MeasureRecord) => boolean): void => {
    for (const old of before) {
      if (partners.has(old)) continue
      const same = free.get(wordsOf(old)) ?? []
      const young = same.find((each) => fits(old, each))
      if (young === undefined) continue
      partners.set(old, young)
      free.set(
        wordsOf(old),
        same.filter((each) => each !== young),
      )
    }
  }
  pair((old, young) => old.key === young.key)
  pair(() => true)
  return partners
}

function candidatePairs(older: readonly Features[], newer: readonly Features[]): CandidatePair[] {
  const shared = sharedPairCounts(
    older.map(({ text }) => text),
    newer.map(({ text }) => text),
  )
  return older.flatMap((old, row) =>
    newer.flatMap((young, column) => {
      const both = shared[row]?.[column] ?? 0
      // Without words in common, title and number together are too little.
      if (both === 0) return []
      const score =
        TEXT_SHARE * ((2 * both) / (old.text.total + young.text.total)) +
        TITLE_SHARE * textSimilarity(old.title, young.title) +
        (old.measure.key === young.measure.key ? NUMBER_SHARE : 0)
      return score < MIN_SCORE ? [] : [{ row, column, score }]
    }),
  )
}

/**
 * For each measure that has no partner the one of the other version that holds most of its words, where
 * that one's own partner does not hold them as well.
 */
function containers(
  alone: readonly Features[],
  others: readonly Features[],
  partnerOf: (measure: MeasureRecord) => MeasureRecord | undefined,
  own: readonly Features[],
): Map<MeasureRecord, MeasureRecord> {
  const byMeasure = new Map(own.map((features) => [features.measure, features]))
  const found = new Map<MeasureRecord, MeasureRecord>()
  for (const { measure, text } of alone) {
    let best = CONTAINED_SHARE * text.total
    for (const other of others) {
      const partner = byMeasure.get(partnerOf(other.measure) ?? measure)
      const kept =
        partner === undefined || partner.measure === measure ? 0 : sharedPairs(text, partner.text)
      const shared = sharedPairs(text, other.text) - kept
      if (shared <= best) continue
      best = shared
      found.set(measure, other.measure)
    }
  }
  return found
}

/** Whether a measure has another number or stands in another chapter; one of another name may be the same. */
function createMoveCheck(
  before: CorpusDocument,
  after: CorpusDocument,
  partners: ReadonlyMap<MeasureRecord, MeasureRecord>,
): (old: MeasureRecord, young: MeasureRecord) => boolean {
  const headingOf = ({ chapters }: CorpusDocument, { chapter }: MeasureRecord): string | null =>
    chapter === null ? null : (chapters[chapter] ?? null)
  const renamed = new Map<string, Map<string, number>>()
  for (const [old, young] of partners) {
    const [was, is] = [headingOf(before, old), headingOf(after, young)]
    if (was === null || is === null) continue
    if (after.chapters.includes(was) || before.chapters.includes(is)) continue
    const votes = renamed.get(was) ?? new Map<string, number>()
    renamed.set(was, votes.set(is, (votes.get(is) ?? 0) + 1))
  }
  const newName = new Map(
    [...renamed].map(([was, votes]) => [
      was,
      [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? was,
    ]),
  )
  return (old, young) => {
    if (old.key !== young.key) return true
    const [was, is] = [headingOf(before, old), headingOf(after, young)]
    return was !== is && (was === null || newName.get(was) !== is)
  }
}

/** Puts removed measures behind what became of the measure that stood before them. */
function withRemoved(
  changes: readonly MeasureChange[],
  removed: readonly (MeasureChange & { kind: 'removed' })[],
  older: readonly MeasureRecord[],
): MeasureChange[] {
  const places = new Map(older.map((measure, index) => [measure, index]))
  const placeOf = (change: MeasureChange): number | undefined =>
    change.kind === 'added' ? undefined : places.get(change.before)
  const all: MeasureChange[] = [...changes]
  for (const gone of removed) {
    const place = placeOf(gone) ?? 0
    let best = -1
    let nearest = -1
    for (const [index, change] of all.entries()) {
      const other = placeOf(change)
      if (other !== undefined && other < place && other > best) {
        best = other
        nearest = index
      }
    }
    all.splice(nearest + 1, 0, gone)
  }
  return all
}
