/** Room of a chart, in its own units. */
export const CHART = { width: 640, height: 220, left: 56, right: 8, top: 10, bottom: 28 } as const

/** Marks on the axis that labels should keep apart from each other, in chart units. */
const LABEL_WIDTH = 72

/** The bucket's left edge and its width. */
export function bucketBox(index: number, count: number): { x: number; width: number } {
  const width = (CHART.width - CHART.left - CHART.right) / count
  return { x: CHART.left + index * width, width }
}

/** Height of a share from 0 (the axis) to 1 (the top). */
export function heightAt(share: number): number {
  const room = CHART.height - CHART.top - CHART.bottom
  return round(CHART.height - CHART.bottom - share * room)
}

/** Whole steps of 1, 2 or 5 times a power of ten, from 0 up to the first that is not below `max`. */
export function niceSteps(max: number): number[] {
  const rough = Math.max(max, 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10
  const step = Math.max(1, factor * power)
  const count = Math.ceil(Math.max(max, 1) / step)
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}

/** Which of so many buckets get a label, so that labels do not run into each other. */
export function labelledBuckets(count: number): (index: number) => boolean {
  const { width } = bucketBox(0, count)
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / width))
  // Counted from the end: the last day is the one that is looked for.
  return (index) => (count - 1 - index) % every === 0
}

/** To a tenth of a unit: nobody sees more, and the page stays small. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
