import type { AcceptedLabel } from './best-reading.js'
import type { DocumentLine } from './document-line.js'
import type { LabelReading } from './label-reading.js'

/** An accepted label with its place among the others and the text that is its own. */
export interface OutlineNode {
  readonly index: number
  readonly reading: LabelReading
  readonly parent: OutlineNode | undefined
  readonly children: OutlineNode[]
  readonly part: number
  readonly doubt: string | undefined
  /** Text of the label's line behind the label. */
  readonly headline: string
  /** Text from the label to the next accepted label, without furniture; lines joined by line breaks. */
  readonly ownText: string
  /** Characters of `ownText` and of all that is below. */
  readonly volume: number
}

/** Builds the tree of the accepted labels. */
export function buildOutlineTree(
  labels: readonly AcceptedLabel[],
  lines: readonly DocumentLine[],
  textEnd: number,
): readonly OutlineNode[] {
  const nodes: (OutlineNode & { volume: number })[] = []
  labels.forEach(({ reading, parent, part, doubt }, index) => {
    const end = labels[index + 1]?.reading.start ?? textEnd
    const own: string[] = []
    for (let at = reading.line; at < lines.length; at += 1) {
      const line = lines[at]
      if (line === undefined || line.start >= end) break
      // An annex or the list of attachments ends the last text of a part.
      if (at > reading.line && (line.boundary === 'annex' || line.role === 'attachments')) break
      if (line.role !== 'text') continue
      const from = Math.max(reading.end, line.start) - line.start
      own.push(line.text.slice(from, Math.max(from, end - line.start)).trim())
    }
    const above = parent === -1 ? undefined : nodes[parent]
    const node = {
      index,
      reading,
      parent: above,
      children: [],
      part,
      doubt,
      headline: own[0] ?? '',
      ownText: own.filter((text) => text !== '').join('\n'),
      volume: 0,
    }
    above?.children.push(node)
    nodes.push(node)
  })
  for (const node of nodes.toReversed()) {
    node.volume += node.ownText.length
    const { parent } = node
    const above = parent === undefined ? undefined : nodes[parent.index]
    if (above !== undefined) above.volume += node.volume
  }
  return nodes
}
