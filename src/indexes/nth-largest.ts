/**
 * The number that `nth - 1` others of them reach or exceed, 1 for the largest of all: Hoare's FIND (1961).
 *
 * @param values None of them NaN; their order is changed.
 * @returns 0 when there are fewer than `nth`.
 */
export function nthLargest(values: Float64Array, nth: number): number {
  const wanted = values.length - nth
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? 0
    let left = low
    let right = high
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++
      while ((values[right] ?? 0) > pivot) right--
      if (left > right) break
      const smaller = values[right] ?? 0
      values[right--] = values[left] ?? 0
      values[left++] = smaller
    }
    if (wanted <= right) high = right
    else if (wanted >= left) low = left
    else break
  }
  return values[wanted] ?? 0
}
