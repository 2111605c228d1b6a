import type { DocumentLine } from './document-line.js'
import { measureLevel } from './measure-level.js'
import type { OutlineNode } from './outline-tree.js'

/** One list of the document with the level that is cited in it. */
export interface OutlinePart {
  readonly part: number
  readonly nodes: readonly OutlineNode[]
  /** The `list` of the labels that are cited. */
  readonly list: string
}

/** Sentences are longer than the names, numbers and fields of a form. */
const PROSE_LENGTH = 18
const HAS_SENTENCE = /[。；;]|[a-z][.:](?:\s|$)/u
/** What a list without sentences weighs beside one of sentences of the same length. */
const FORM_WEIGHT = 0.15
/** What is printed and issued by a notice is what the document is about. */
const ISSUES =
  /印发|印發|现(?:予以?)?(?:发布|公布|印发)|現(?:予以?)?(?:發布|公布|印發)|予以(?:发布|公布)|现将.{2,60}(?:发给|转发|公布|发布|印发)/u
const ISSUED_WEIGHT = 6
/** A list behind another one is mostly an annex of particulars. */
const LATER_WEIGHT = 0.6

/**
 * The part of the document whose items are the measures: a notice's own points, or the annex that it
 * issues. Each list counts with the length of its text; one of fields or data counts less, one that
 * the words before it issue counts more.
 */
export function choosePart(
  nodes: readonly OutlineNode[],
  lines: readonly DocumentLine[],
): OutlinePart | undefined {
  const issued = issues(lines, nodes)
  const parts: { readonly candidate: OutlinePart; readonly weight: number }[] = []
  const count = (nodes.at(-1)?.part ?? -1) + 1
  const byPart = Array.from({ length: count }, (): OutlineNode[] => [])
  for (const node of nodes) byPart[node.part]?.push(node)
  byPart.forEach((own, part) => {
    const list = measureLevel(own)
    const first = own[0]
    if (list === undefined || first === undefined) return
    const items = own.filter(({ reading }) => reading.list === list)
    const volume = items.reduce((sum, item) => sum + item.volume, 1)
    const prose = items.filter(isProse).length / items.length
    let weight = volume * (FORM_WEIGHT + (1 - FORM_WEIGHT) * prose)
    if (parts.length > 0) weight *= issued ? ISSUED_WEIGHT : LATER_WEIGHT
    if (items.length === 1) weight *= FORM_WEIGHT
    parts.push({ candidate: { part, nodes: own, list }, weight })
  })
  let best = parts[0]
  for (const part of parts) if (part.weight > (best?.weight ?? 0)) best = part
  return best?.candidate
}

function isProse({ ownText, volume }: OutlineNode): boolean {
  return volume >= PROSE_LENGTH && (HAS_SENTENCE.test(ownText) || volume >= PROSE_LENGTH * 3)
}

/** Whether the words before the first label of the document say that they issue something. */
function issues(lines: readonly DocumentLine[], nodes: readonly OutlineNode[]): boolean {
  const first = nodes[0]?.reading.line ?? 0
  return lines.slice(0, first).some(({ text, role }) => role === 'text' && ISSUES.test(text))
}
