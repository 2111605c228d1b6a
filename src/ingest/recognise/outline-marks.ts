import type { OutlineMark } from '../ingest-types.js'
import type { OutlinePart } from './choose-part.js'
import type { DocumentLine } from './document-line.js'
import { labelMark } from './label-mark.js'
import { HEADING_STYLE } from './label-styles.js'
import { runsOn } from './measure-level.js'
import type { OutlineNode } from './outline-tree.js'
import { unnumberedHeadings } from './unnumbered-headings.js'

/** The text of an article that was deleted: nothing but that word, and when or by what. */
const DELETED =
  /^(?:(?:本条|本條)?已?(?:删去|删除|刪除|废止|廢止|废除|廢除)|[【（([〔][^】）)\]〕\n]{0,40}(?:删去|删除|刪除|废止|廢止|废除|廢除)[^】）)\]〕\n]{0,40}[】）)\]〕]|[([*]{0,2}(?:deleted|repealed|revoked|omitted|spent|expired)\b[^\n]{0,60})[。.]?$/iu
/** What stands for text that the document does not print. */
const NOT_PRINTED =
  /^[（(【[〔]?(?:not (?:yet )?in (?:operation|force)|reserved|略|从略|從略)[）)】\]〕]?[。.]?$/iu
/** A heading that goes on behind this is the first sentence of a text. */
const MAX_HEADING = 80

/** Marks of the chosen list, in source order, and the nodes that are measures. */
export function outlineMarks(
  { nodes, list }: OutlinePart,
  lines: readonly DocumentLine[],
  text: string,
  end: number,
): { readonly marks: readonly OutlineMark[]; readonly measures: readonly OutlineNode[] } {
  const items = nodes.filter(({ reading }) => reading.list === list)
  const throughout = new Map<string, boolean>()
  const runs = (node: OutlineNode): boolean => {
    const known = throughout.get(node.reading.list)
    if (known !== undefined) return known
    const own = nodes.filter(({ reading }) => reading.list === node.reading.list)
    const result =
      own.every(({ parent }) => parent?.parent === undefined && parent === own[0]?.parent) ||
      runsOn(own)
    throughout.set(node.reading.list, result)
    return result
  }
  const counts = new Map<string, number>()
  for (const { reading } of nodes) counts.set(reading.list, (counts.get(reading.list) ?? 0) + 1)
  // What stands below only one of several chapters is found by way of that chapter.
  const isOutermost = (node: OutlineNode, isItem: boolean): boolean =>
    runs(node) &&
    (isItem ||
      node.parent === undefined ||
      counts.get(node.parent.reading.list) === 1 ||
      goesOn(node))
  const goesOn = ({ reading }: OutlineNode): boolean =>
    runsOn(nodes.filter((other) => other.reading.list === reading.list))
  const restarts =
    items.some((item) => item.parent !== undefined) && items[0] !== undefined && !runs(items[0])
  const above = new Set<OutlineNode>()
  for (const item of items) {
    for (let at = item.parent; at !== undefined; at = at.parent) above.add(at)
  }
  const levels = headingLevels(nodes, above)
  // Without an item below it a chapter is a measure where numbers start again, and a heading where they run on.
  const marks: OutlineMark[] = []
  const measures: OutlineNode[] = []
  const keys = new Set<string>()
  for (const node of nodes) {
    const isItem = node.reading.list === list
    const isChapter = !isItem && (above.has(node) || isChapterStyle(node, levels))
    const isLeafChapter = isChapter && restarts && !above.has(node)
    if (isChapter && !isLeafChapter) {
      marks.push({
        kind: 'chapter-heading',
        ...headingSpan(
          node,
          lines,
          text,
          nodes[node.index - (nodes[0]?.index ?? 0) + 1]?.reading.start ?? end,
        ),
        level: levels.get(node.reading.list) ?? 1,
      })
      continue
    }
    if (!isItem && !isLeafChapter) continue
    if (NOT_PRINTED.test(node.ownText.trim()) && node.children.length === 0) {
      const { start } = node.reading
      marks.push({ kind: 'furniture', start, end: lines[node.reading.line]?.end ?? start })
      continue
    }
    const deleted = DELETED.test(node.ownText.trim()) && node.children.length === 0
    marks.push(labelMark(node, isOutermost, keys, deleted))
    if (!deleted) measures.push(node)
  }
  const isTaken = ({ start: at }: DocumentLine): boolean =>
    marks.some(({ start, end }) => start <= at && at < end)
  marks.push(...unnumberedHeadings(measures, lines, isTaken))
  addFurniture(marks, lines, end)
  if (end < text.length) marks.push({ kind: 'back-matter', start: end, end: text.length })
  return { marks: marks.toSorted((a, b) => a.start - b.start), measures }
}

/** Level of each style of heading above the measures, 1 the outermost. */
function headingLevels(
  nodes: readonly OutlineNode[],
  above: ReadonlySet<OutlineNode>,
): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  for (const node of nodes) {
    if (!above.has(node)) continue
    let level = 1
    for (let at = node.parent; at !== undefined; at = at.parent) level += 1
    const { list } = node.reading
    levels.set(list, Math.min(level, levels.get(list) ?? level))
  }
  return levels
}

/** Whether a node without items is of a style that heads items elsewhere, and stands where such headings do. */
function isChapterStyle(node: OutlineNode, levels: ReadonlyMap<string, number>): boolean {
  if (!levels.has(node.reading.list)) return false
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (!levels.has(at.reading.list)) return false
  }
  return node.ownText !== ''
}

/** A heading is its line; with the number alone on it, also the next line; of a line with more than that, its first sentence. */
function headingSpan(
  { reading, headline }: OutlineNode,
  lines: readonly DocumentLine[],
  text: string,
  limit: number,
): { start: number; end: number } {
  const line = lines[reading.line]
  if (line === undefined) return { start: reading.start, end: reading.end }
  const start = reading.inline ? reading.start : line.start
  if (reading.style === HEADING_STYLE) return { start: reading.start, end: reading.end }
  if (headline === '') {
    const next = nextFilled(lines, reading.line)
    const fits =
      next?.role === 'text' && next.end <= limit && next.text.trim().length <= MAX_HEADING
    return { start, end: fits && !/[。；]$/u.test(next.text.trim()) ? next.end : line.end }
  }
  const end = Math.min(line.end, limit)
  const stop = text.slice(reading.end, end).search(/[。！？](?=[^\s”’」』）)])/u)
  if (stop !== -1) return { start, end: reading.end + stop + 1 }
  return { start, end: end - reading.end > MAX_HEADING ? end : wrappedHeading(line, lines, limit) }
}

/** The end of a heading, whose second line may be no more than its last word. */
function wrappedHeading(line: DocumentLine, lines: readonly DocumentLine[], limit: number): number {
  const end = Math.min(line.end, limit)
  const next = lines[line.index + 1]
  const goesOn =
    next?.role === 'text' &&
    next.continues === 'likely' &&
    next.end <= limit &&
    next.text.trim().length <= MAX_HEADING / 2 &&
    !/^\s{2}|^\u3000|[。；：]$/u.test(next.text)
  return goesOn ? next.end : end
}

function nextFilled(lines: readonly DocumentLine[], from: number): DocumentLine | undefined {
  let at = from + 1
  while (lines[at]?.role === 'blank') at += 1
  return lines[at]
}

/** Furniture between two marks is marked line by line; inside a heading that a mark covers it stays. */
function addFurniture(marks: OutlineMark[], lines: readonly DocumentLine[], end: number): void {
  const taken = marks.toSorted((a, b) => a.start - b.start)
  let at = 0
  for (const line of lines) {
    if (line.role !== 'furniture' || line.start >= end) continue
    while (at < taken.length && (taken[at]?.end ?? 0) <= line.start) at += 1
    const mark = taken[at]
    if (mark !== undefined && mark.start < line.end) continue
    marks.push({ kind: 'furniture', start: line.start, end: line.end })
  }
}
