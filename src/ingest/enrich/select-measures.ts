import { AppError } from '../../errors.js'

/**
 * Keys of measures that a selection names: `all`, or numbers and ranges with commas between them
 * (`5,7-9`). A key that has a hyphen itself (`2-3`) is taken as that measure, not as a range. A range
 * goes from one measure to the other in the order of the document.
 *
 * @param order Keys of the document's measures.
 * @throws AppError `invalid_request` that names the part that is none.
 */
export function selectMeasures(selection: string, order: readonly string[]): Set<string> {
  if (selection.trim() === 'all') return new Set(order)
  const selected = new Set<string>()
  for (const part of selection.split(',').map((piece) => piece.trim())) {
    if (order.includes(part)) {
      selected.add(part)
      continue
    }
    const [first, last] = rangeOf(part, order)
    if (first === -1 || last < first) {
      throw new AppError(
        'invalid_request',
        `expected all, or numbers of measures such as 5,7-9 (${order[0]} to ${order.at(-1)}), found "${part}"`,
      )
    }
    for (const key of order.slice(first, last + 1)) selected.add(key)
  }
  return selected
}

/** Places of both ends, at whatever hyphen splits the part into two keys. */
function rangeOf(part: string, order: readonly string[]): readonly [number, number] {
  for (let at = part.indexOf('-'); at !== -1; at = part.indexOf('-', at + 1)) {
    const first = order.indexOf(part.slice(0, at).trim())
    const last = order.indexOf(part.slice(at + 1).trim())
    if (first !== -1 && last !== -1) return [first, last]
  }
  return [-1, -1]
}
