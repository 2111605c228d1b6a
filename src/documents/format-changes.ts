import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { MeasureChange, VersionComparison } from './compare-versions.js'
import { type DiffPart, diffText } from './diff-text.js'

/** A measure as a list of changes names it. */
export interface ChangedMeasure {
  readonly id: string
  readonly label: string
  readonly title: string
}

/** One line of {@link Changes}. */
export interface ChangeEntry {
  readonly change: MeasureChange['kind']
  /** Whether number or chapter is another one. */
  readonly moved: boolean
  /** Null for a measure that was added. */
  readonly before: ChangedMeasure | null
  /** Null for a measure that was removed. */
  readonly after: ChangedMeasure | null
  /** Id of the older measure from which one that was added was split off. */
  readonly splitFrom: string | null
  /** Id of the newer measure that took in one that was removed. */
  readonly mergedInto: string | null
  /** The words that stayed, went and came; empty unless the words changed. */
  readonly diff: readonly DiffPart[]
}

/** Two versions of a document as JSON. */
export interface Changes {
  readonly before: ComparedVersion
  readonly after: ComparedVersion
  readonly counts: Readonly<Record<MeasureChange['kind'], number>>
  /** Every measure of both versions, in the order of the newer one. */
  readonly changes: readonly ChangeEntry[]
}

/** One of the two versions. */
export interface ComparedVersion {
  readonly documentId: string
  readonly version: number
  readonly validFrom: string | null
  readonly validUntil: string | null
}

/** A comparison as JSON. */
export function changesOf({ before, after, changes }: VersionComparison): Changes {
  return {
    before: comparedVersion(before),
    after: comparedVersion(after),
    counts: countChanges(changes),
    changes: changes.map((change) => ({
      change: change.kind,
      moved: isMoved(change),
      before: change.kind === 'added' ? null : changedMeasure(change.before),
      after: change.kind === 'removed' ? null : changedMeasure(change.after),
      splitFrom: change.kind === 'added' ? (change.splitFrom?.id ?? null) : null,
      mergedInto: change.kind === 'removed' ? (change.mergedInto?.id ?? null) : null,
      diff: change.kind === 'changed' ? diffText(change.before.text, change.after.text) : [],
    })),
  }
}

/** How many measures each thing happened to. */
export function countChanges(
  changes: readonly MeasureChange[],
): Record<MeasureChange['kind'], number> {
  const counts = { unchanged: 0, moved: 0, changed: 0, added: 0, removed: 0 }
  for (const { kind } of changes) counts[kind] += 1
  return counts
}

/** Whether a measure has another number than before, or stands in another chapter. */
export function isMoved(change: MeasureChange): boolean {
  return change.kind === 'moved' || (change.kind === 'changed' && change.moved)
}

/** How a comparison is written. */
export interface FormatOptions {
  /** Colours of a terminal (ANSI); the marks stand with and without them. */
  readonly colours?: boolean
}

/**
 * A comparison as lines for a terminal: what changed with its words, `[-old-]{+new+}`, what was added
 * (`+`) and removed (`-`), what moved (`>`), in runs where several moved together. What stayed is
 * counted. Nothing of a document can move the cursor.
 */
export function formatChanges(
  { before, after, changes }: VersionComparison,
  { colours = false }: FormatOptions = {},
): string[] {
  const paint: Paint = colours
    ? (style, text) => `\u001B[${STYLES[style]}m${text}\u001B[0m`
    : (_, text) => text
  const counts = countChanges(changes)
  return [
    paint('bold', `${after.data.id}: ${versionName(before)} → ${versionName(after)}`),
    `  ${counts.changed} changed, ${counts.added} added, ${counts.removed} removed, ${counts.moved} moved, ${counts.unchanged} unchanged`,
    ...runsOf(changes).flatMap((run) => runLines(run, paint)),
  ]
}

type Style = 'bold' | 'faint' | 'removed' | 'added'
type Paint = (style: Style, text: string) => string

const STYLES: Readonly<Record<Style, string>> = {
  bold: '1',
  faint: '2',
  removed: '31',
  added: '32',
}

function runLines(run: readonly [MeasureChange, ...MeasureChange[]], paint: Paint): string[] {
  const [first] = run
  const last = run.at(-1) ?? first
  switch (first.kind) {
    case 'unchanged':
      return []
    case 'moved': {
      const end = last.kind === 'moved' ? last : first
      return run.length === 1
        ? [`> ${labelOf(first.before)} → ${labelOf(first.after)}  ${nameOf(first.after)}`]
        : [
            `> ${labelOf(first.before)} … ${labelOf(end.before)} → ${labelOf(first.after)} … ${labelOf(end.after)}  (${run.length} measures, same words)`,
          ]
    }
    case 'changed': {
      const label = isMoved(first)
        ? `${labelOf(first.before)} → ${labelOf(first.after)}`
        : labelOf(first.after)
      return [
        `~ ${label}  ${nameOf(first.after)}`,
        `    ${writtenDiff(diffText(first.before.text, first.after.text), paint)}`,
      ]
    }
    case 'added': {
      const from =
        first.splitFrom === undefined ? '' : `  (split off from ${labelOf(first.splitFrom)})`
      return [paint('added', `+ ${labelOf(first.after)}  ${nameOf(first.after)}${from}`)]
    }
    case 'removed': {
      const into =
        first.mergedInto === undefined ? '' : `  (taken into ${labelOf(first.mergedInto)})`
      return [paint('removed', `- ${labelOf(first.before)}  ${nameOf(first.before)}${into}`)]
    }
  }
}

/** Changes one by one, but those together that moved by the same distance, one behind the other. */
function runsOf(changes: readonly MeasureChange[]): [MeasureChange, ...MeasureChange[]][] {
  const runs: [MeasureChange, ...MeasureChange[]][] = []
  for (const change of changes) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const goesOn =
      change.kind === 'moved' &&
      last?.kind === 'moved' &&
      change.before.number - last.before.number === change.after.number - last.after.number &&
      change.before.chapter === last.before.chapter &&
      change.after.chapter === last.after.chapter
    if (goesOn) run?.push(change)
    else runs.push([change])
  }
  return runs
}

/** Characters of unchanged words that are shown on either side of a change. */
const CONTEXT_LENGTH = 16

function writtenDiff(parts: readonly DiffPart[], paint: Paint): string {
  return parts
    .map(({ kind, text }, index) => {
      const shown = printable(text)
      if (kind === 'removed') return paint('removed', `[-${shown}-]`)
      if (kind === 'added') return paint('added', `{+${shown}+}`)
      const characters = [...shown]
      const head = index === 0 ? 0 : CONTEXT_LENGTH
      const tail = index === parts.length - 1 ? 0 : CONTEXT_LENGTH
      return characters.length <= head + tail + 1
        ? shown
        : `${characters.slice(0, head).join('')}…${tail === 0 ? '' : characters.slice(-tail).join('')}`
    })
    .join('')
}

function versionName({ data: { version, validFrom } }: CorpusDocument): string {
  return `version ${version}${validFrom === null ? '' : ` (from ${validFrom})`}`
}

function comparedVersion({ data }: CorpusDocument): ComparedVersion {
  const { id, version, validFrom, validUntil } = data
  return { documentId: id, version, validFrom, validUntil }
}

function changedMeasure({ id, label, title }: MeasureRecord): ChangedMeasure {
  return { id, label, title }
}

function labelOf({ label }: MeasureRecord): string {
  return printable(label)
}

/** Characters of a measure without a title by which it is named. */
const NAME_LENGTH = 30

function nameOf({ title, text }: MeasureRecord): string {
  if (title !== '') return printable(title)
  const characters = [...printable(text)]
  return characters.length <= NAME_LENGTH
    ? characters.join('')
    : `${characters.slice(0, NAME_LENGTH).join('')}…`
}

/** Text on one line, without what steers a terminal or turns the direction of writing. */
function printable(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
}
