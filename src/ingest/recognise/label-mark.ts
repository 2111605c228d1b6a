import type { OutlineMark } from '../ingest-types.js'
import type { LabelReading } from './label-reading.js'
import type { OutlineNode } from './outline-tree.js'

/**
 * The mark of a measure's label: its key of the printed numbers and the label as a reader cites it, with
 * what stands above where numbers start again.
 *
 * @param runs Whether the numbers of a node's list run on through what is above them.
 * @param keys Keys that are taken; the new one is added.
 */
export function labelMark(
  node: OutlineNode,
  runs: (node: OutlineNode) => boolean,
  keys: Set<string>,
  deleted: boolean,
): OutlineMark {
  const { reading } = node
  const numbers: string[] = []
  const labels: string[] = []
  if (/^\d+(?:[.-]\d+)+$/.test(reading.label)) {
    numbers.push(...reading.label.split(/[.-]/u).map((part) => String(Number(part))))
    labels.push(reading.label)
  } else {
    for (
      let at: OutlineNode | undefined = node;
      at !== undefined;
      at = runs(at) ? undefined : at.parent
    ) {
      numbers.unshift(printedNumber(at.reading))
      labels.unshift(at.reading.label)
    }
  }
  const parts = numbers.join('-').split('-')
  let key = parts.slice(-MAX_KEY_PARTS).join('-')
  // A number that the source prints twice still needs a key of its own.
  for (let copy = 2; keys.has(key); copy += 1) {
    key = [...parts.slice(1 - MAX_KEY_PARTS), copy].join('-')
  }
  keys.add(key)
  return {
    kind: 'label',
    start: reading.start,
    end: reading.end,
    key,
    number: reading.first ?? reading.value,
    label: labels.reduce(joinLabels, ''),
    ...(deleted ? { deleted: true } : {}),
  }
}

/** Parts of a key at most; where numbers start again further down, the outermost are left out. */
const MAX_KEY_PARTS = 4

/** 4, 4A, and 4-1 for 第四条之一 and 4bis. */
function printedNumber({ value, first, inserted, letters }: LabelReading): string {
  const number = first ?? value
  if (letters !== undefined) return `${number}${letters}`
  return inserted === 0 ? String(number) : `${number}-${inserted}`
}

/** 二（三）, 二3, but Part I 3. */
function joinLabels(above: string, label: string): string {
  return /[A-Za-z\d]$/u.test(above) && /^[A-Za-z\d]/u.test(label)
    ? `${above} ${label}`
    : above + label
}
