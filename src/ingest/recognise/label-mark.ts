import type { OutlineMark } from '../ingest-types.js'
import type { LabelReading } from './label-reading.js'
import type { OutlineNode } from './outline-tree.js'

/**
 * The mark of a measure's label: its key of the printed numbers and the label as a reader cites it, with
 * what stands above where numbers start again.
 *
 * @param isOutermost Whether what stands above a node is no part of its key: the numbers of its list run on.
 * `isItem` is true for the measure itself, false for what is above it.
 * @param keys Keys that are taken; the new one is added.
 */
export function labelMark(
  node: OutlineNode,
  isOutermost: (node: OutlineNode, isItem: boolean) => boolean,
  keys: Set<string>,
  deleted: boolean,
): OutlineMark {
  const { reading } = node
  const numbers: string[] = []
  const labels: string[] = []
  const dotted = reading.outer === undefined ? null : /\d+(?:[.-]\d+)+$/u.exec(reading.label)
  if (dotted !== null) {
    numbers.push(...dotted[0].split(/[.-]/u).map((part) => String(Number(part))))
    labels.push(reading.label)
  } else {
    for (
      let at: OutlineNode | undefined = node;
      at !== undefined;
      at = isOutermost(at, at === node) ? undefined : at.parent
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
