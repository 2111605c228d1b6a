import type { Doubt } from '../ingest-types.js'
import type { LabelPlace } from './best-reading.js'
import type { OutlineNode } from './outline-tree.js'

/** Below this the line itself speaks against the label that its neighbours' numbers ask for. */
const UNLIKELY_PRIOR = -2
/** More doubts than this are no list that anybody reads. */
const MAX_DOUBTS = 50

/**
 * Places that an editor should look at, in order of their lines: numbers that are missing, doubled or
 * late, labels inside a line or in one that reads like a reference, lines that look like labels of the
 * list and were left as text, measures without text.
 *
 * @param start Offset of the first mark; what stands before it is not doubted.
 * @param end Offset at which the list is over.
 */
export function findDoubts(
  nodes: readonly OutlineNode[],
  measures: readonly OutlineNode[],
  places: readonly LabelPlace[],
  start: number,
  end: number,
): Doubt[] {
  const doubts: Doubt[] = []
  const add = (line: number, label: string, what: string): void => {
    doubts.push({ line: line + 1, what: `"${label}": ${what}` })
  }
  for (const { reading, doubt } of nodes) {
    const { line, label, inline, prior } = reading
    if (doubt !== undefined) add(line, label, doubt)
    else if (inline) add(line, label, 'stands in the middle of a line and was taken as a label')
    else if (prior <= UNLIKELY_PRIOR) {
      add(
        line,
        label,
        'reads like a reference and was taken as a label, for its number is the next',
      )
    }
  }
  for (const { reading, ownText, children } of measures) {
    if (ownText === '' && children.length === 0) add(reading.line, reading.label, 'has no text')
  }
  const taken = new Set(nodes.map(({ reading }) => reading.start))
  const lists = new Set(measures.map(({ reading }) => reading.list))
  for (const { readings } of places) {
    for (const { line, label, list, start: at, distinct, prior, inline } of readings) {
      if (inline || !distinct || prior <= UNLIKELY_PRIOR || !lists.has(list)) continue
      if (at <= start || at >= end || taken.has(at)) continue
      add(line, label, 'looks like a label of this list and was left as text')
    }
  }
  return doubts.toSorted((a, b) => a.line - b.line).slice(0, MAX_DOUBTS)
}
