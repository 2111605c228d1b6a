/**
 * P values adjusted for a family of comparisons by Holm's step-down method (Scandinavian Journal of
 * Statistics 6, 1979): comparing the adjusted values with .05 keeps the chance of even one false
 * alarm in the whole family at 5 %. The result is in the order given.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((value, index) => ({ value, index }))
    .toSorted((a, b) => a.value - b.value || a.index - b.index)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let highest = 0
  order.forEach(({ value, index }, rank) => {
    highest = Math.max(highest, Math.min(1, value * (pValues.length - rank)))
    adjusted[index] = highest
  })
  return adjusted
}
