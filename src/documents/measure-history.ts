import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { compareVersions, type MeasureChange, type VersionComparison } from './compare-versions.js'
import { isMoved } from './format-changes.js'

/** What happened to a measure with one version of its document. */
export interface HistoryStep {
  readonly document: CorpusDocument
  /** `first`: it stood in the first version that is known. */
  readonly change: 'first' | MeasureChange['kind']
  /** Whether its number or its chapter is another one than before. */
  readonly moved: boolean
  /** As it stands in this version; undefined where it was removed. */
  readonly measure: MeasureRecord | undefined
  /** As it stood in the version before; undefined in the first and where it was added. */
  readonly before: MeasureRecord | undefined
  /** Of what it was a part before, or what it is a part of now. */
  readonly other: MeasureRecord | undefined
}

/**
 * What happened to a measure from the version in which it first stands to the one in which it was
 * removed, or the newest.
 *
 * @param versions All versions of its document, the first one first.
 */
export function historyOf(
  measure: MeasureRecord,
  versions: readonly CorpusDocument[],
): HistoryStep[] {
  const at = versions.findIndex(({ data }) => data.id === measure.documentId)
  const steps: HistoryStep[] = []
  let current: MeasureRecord | undefined = measure
  for (let index = at; index >= 0 && current !== undefined; index -= 1) {
    const own = stepTo(current, versions[index - 1], versions[index])
    if (own === undefined) break
    steps.unshift(own)
    current = own.before
  }
  current = measure
  for (let index = at; current !== undefined && index + 1 < versions.length; index += 1) {
    const next = stepFrom(current, versions[index], versions[index + 1])
    if (next === undefined) break
    steps.push(next)
    current = next.measure
  }
  return steps
}

function stepTo(
  measure: MeasureRecord,
  before: CorpusDocument | undefined,
  document: CorpusDocument | undefined,
): HistoryStep | undefined {
  if (document === undefined) return undefined
  if (before === undefined) {
    return { document, change: 'first', moved: false, measure, before: undefined, other: undefined }
  }
  const change = changesBetween(before, document).changes.find(
    (each) => each.kind !== 'removed' && each.after === measure,
  )
  return change === undefined ? undefined : stepOf(change, document)
}

function stepFrom(
  measure: MeasureRecord,
  before: CorpusDocument | undefined,
  document: CorpusDocument | undefined,
): HistoryStep | undefined {
  if (before === undefined || document === undefined) return undefined
  const change = changesBetween(before, document).changes.find(
    (each) => each.kind !== 'added' && each.before === measure,
  )
  return change === undefined ? undefined : stepOf(change, document)
}

function stepOf(change: MeasureChange, document: CorpusDocument): HistoryStep {
  return {
    document,
    change: change.kind,
    moved: isMoved(change),
    measure: change.kind === 'removed' ? undefined : change.after,
    before: change.kind === 'added' ? undefined : change.before,
    other:
      change.kind === 'added'
        ? change.splitFrom
        : change.kind === 'removed'
          ? change.mergedInto
          : undefined,
  }
}

/** Comparisons that were made: versions that were read do not change. */
const compared = new WeakMap<CorpusDocument, WeakMap<CorpusDocument, VersionComparison>>()

/** The comparison of two versions, made once. */
export function changesBetween(before: CorpusDocument, after: CorpusDocument): VersionComparison {
  const known = compared.get(before)?.get(after)
  if (known !== undefined) return known
  const comparison = compareVersions(before, after)
  const of = compared.get(before) ?? new WeakMap<CorpusDocument, VersionComparison>()
  compared.set(before, of.set(after, comparison))
  return comparison
}
