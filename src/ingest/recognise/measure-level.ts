import { HEADING_STYLE } from './label-styles.js'
import type { OutlineNode } from './outline-tree.js'

/** Styles whose items are cited wherever they stand, the articles of laws; the first that occurs counts. */
const ARTICLES: ReadonlySet<string> = new Set([
  '第条',
  'word article',
  'word section',
  'word rule',
  'word regulation',
  'word clause',
  'word §',
])
/** Whether a label is that of an article of a law. */
export function isArticle({ reading }: OutlineNode): boolean {
  return ARTICLES.has(reading.style)
}

/** An article here and there may be quoted; a law has more. */
const MIN_ARTICLES = 2
/** Two items below different headings may run on by chance. */
const MIN_THROUGH = 3

/**
 * Which level of a list a reader would cite: articles; otherwise the innermost level whose numbers run
 * on through the headings above it; otherwise, from the outermost level inwards, the last one that is
 * made of items and not of enumerations inside them.
 *
 * @param nodes The labels of one part of the document, in order.
 * @returns The `list` of the labels of that level, or `undefined` without labels.
 */
export function measureLevel(nodes: readonly OutlineNode[]): string | undefined {
  const lists = groupByList(nodes)
  for (const wanted of ARTICLES) {
    for (const [list, items] of lists) {
      if (items.length >= MIN_ARTICLES && items[0]?.reading.style === wanted) return list
    }
  }
  const top = mainList(nodes.filter(({ parent }) => parent === undefined))
  if (top === undefined) return undefined
  const through = [...lists].filter(
    ([name, items]) =>
      name !== top && items.length >= MIN_THROUGH && runsOn(items) && coversItsParents(items),
  )
  let list = through.toSorted((a, b) => depthOf(b[1]) - depthOf(a[1]))[0]?.[0] ?? top
  for (;;) {
    const inner = itemsBelow(lists.get(list) ?? [])
    if (inner === undefined) return list
    list = inner
  }
}

function groupByList(nodes: readonly OutlineNode[]): ReadonlyMap<string, readonly OutlineNode[]> {
  const groups = new Map<string, OutlineNode[]>()
  for (const node of nodes) {
    const group = groups.get(node.reading.list)
    if (group === undefined) groups.set(node.reading.list, [node])
    else group.push(node)
  }
  return groups
}

function depthOf(items: readonly OutlineNode[]): number {
  let depth = 0
  for (let at = items[0]; at !== undefined; at = at.parent) depth += 1
  return depth
}

/** The list with most text below it. */
function mainList(nodes: readonly OutlineNode[]): string | undefined {
  const volumes = new Map<string, number>()
  for (const { reading, volume } of nodes) {
    volumes.set(reading.list, (volumes.get(reading.list) ?? 0) + volume + 1)
  }
  return [...volumes].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

/** Whether numbers go on below the next heading more often than they start again there. */
export function runsOn(items: readonly OutlineNode[]): boolean {
  let on = 0
  let again = 0
  items.forEach((item, index) => {
    const before = items[index - 1]
    if (before === undefined || before.parent === item.parent) return
    if (item.reading.value === 1) again += 1
    else if (item.reading.value > before.reading.value) on += 1
  })
  return on > again
}

/** Share of the text above that items must hold to be the ones that are cited. */
const MIN_SHARE = 0.5
/** Below （一） numbers are mostly sub-points; as items they hold nearly all of the text. */
const MIN_SHARE_BRACKETED = 0.75

function coversItsParents(items: readonly OutlineNode[]): boolean {
  const parents = new Set(items.map(({ parent }) => parent))
  const above = [...parents].reduce((sum, parent) => sum + (parent?.volume ?? 0), 0)
  return volumeOf(items) >= above * MIN_SHARE
}

function volumeOf(nodes: readonly OutlineNode[]): number {
  return nodes.reduce((sum, { volume, headline }) => sum + volume + Math.min(1, headline.length), 0)
}

/** Below which levels another level may be the cited one; below （一） a reader calls it a sub-point. */
const CHAPTER_STYLES: ReadonlySet<string> = new Set([
  '第编',
  '第分编',
  '第部分',
  '第章',
  '第节',
  'word part',
  'word title',
  'word book',
  'word division',
  'word chapter',
  'formal',
  'han',
  'row 一',
  '一：',
  '一 ',
  '甲部',
  '[一]',
  'I.',
  'A.',
  '1.',
  '1 ',
  '1.1',
  HEADING_STYLE,
])
const ITEM_STYLES: ReadonlySet<string> = new Set([
  '第章',
  '第节',
  'word chapter',
  'han',
  '（一）',
  '一）',
  '[一]',
  '[1]',
  '1.',
  '1:',
  'keycap',
  '1 ',
  'row',
  '1.1',
  '1.1.1',
  'A.',
])
/** A heading is shorter than this. */
const MAX_HEADING = 60
/** An item of an enumeration ends so, and what introduces the enumeration ends with a colon. */
const ENDS_ENUMERATED = /[；;，,]$|[；;](?:和|或|及|以及|and|or)$/u
const ENDS_SENTENCE = /[。！？；：:;]$/u

/** The list directly below a level that holds items in their own right, or `undefined`. */
function itemsBelow(level: readonly OutlineNode[]): string | undefined {
  const first = level[0]
  if (first === undefined) return undefined
  // Where nothing stands above （一）, it heads chapters as 一、 does elsewhere.
  const bracketed =
    first.reading.style === '（一）' && level.every(({ parent }) => parent === undefined)
  if (!bracketed && !CHAPTER_STYLES.has(first.reading.style)) return undefined
  const children = level.flatMap((node) => node.children)
  const list = mainList(children)
  const items = children.filter(({ reading }) => reading.list === list)
  const style = items[0]?.reading.style
  if (list === undefined || style === undefined) return undefined
  const named = style.startsWith('word ')
  if (!ITEM_STYLES.has(style) && !named) return undefined
  // Below 1. only 1.1 and named items are cited: (1) and ① are its sub-points.
  if (/^1[. ]$/u.test(first.reading.style) && style !== '1.1' && !named) return undefined
  if (first.reading.style === '1.1' && style !== '1.1.1') return undefined
  const parents = level.filter((node) => node.children.some(({ reading }) => reading.list === list))
  // A heading's own line is no text that its items would have to outweigh.
  const text = level.reduce((sum, { volume, headline }) => sum + volume - headline.length, 0)
  if (volumeOf(items) < text * (bracketed ? MIN_SHARE_BRACKETED : MIN_SHARE)) return undefined
  const headed = parents.filter(isHeading).length
  if (headed < parents.length * 0.7) return undefined
  const enumerated = items.filter(
    (item) => item.parent?.children.at(-1) !== item && ENDS_ENUMERATED.test(lastLine(item)),
  ).length
  return enumerated >= Math.max(1, items.length * 0.4) ? undefined : list
}

function lastLine(node: OutlineNode): string {
  const deepest = node.children.at(-1)
  if (deepest !== undefined) return lastLine(deepest)
  return node.ownText.slice(node.ownText.lastIndexOf('\n') + 1).trim()
}

/** Whether the label heads a chapter: its line is a heading and what introduces the items is no lead-in. */
function isHeading({ headline, ownText }: OutlineNode): boolean {
  const firstLine = headline === '' ? (ownText.split('\n')[0] ?? '') : headline
  if (firstLine.length > MAX_HEADING || ENDS_SENTENCE.test(firstLine)) return false
  return !/[：:]$/u.test(ownText.trim()) || /(?:如下|措施|任务|工作)[：:]$/u.test(ownText.trim())
}
