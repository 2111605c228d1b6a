import type { PDFPageProxy } from 'pdfjs-dist'

/** A run of characters at one place; coordinates in points from the upper left corner. */
export interface PageItem {
  readonly text: string
  readonly left: number
  readonly right: number
  /** Where the characters stand on. */
  readonly baseline: number
  /** Height of the font. */
  readonly size: number
}

/** The words of a page in the order in which the file draws them. */
export interface PageItems {
  readonly items: readonly PageItem[]
  /** Characters that stand aslant, such as watermarks; they are left out. */
  readonly slanted: number
}

type Matrix = readonly [number, number, number, number, number, number]

function isMatrix(values: readonly unknown[]): values is Matrix {
  return values.length === 6 && values.every((value) => typeof value === 'number')
}

/** Product of two transformations of the plane: first `inner`, then `outer`. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ]
}

/** A page's own coordinates seen from its upper left corner, its rotation undone. */
export function viewOf(page: PDFPageProxy): Matrix {
  const { transform } = page.getViewport({ scale: 1 })
  return isMatrix(transform) ? transform : [1, 0, 0, -1, 0, 0]
}

/** How far a line may rise, as a share of its length, and still be read as level. */
const LEVEL = 0.05

/** Reads the runs of a page; what is drawn twice at one place, to look bold, is read once. */
export async function readPageItems(page: PDFPageProxy): Promise<PageItems> {
  const { items } = await page.getTextContent({ includeMarkedContent: false })
  const view = viewOf(page)
  const read: PageItem[] = []
  let slanted = 0
  for (const item of items) {
    if (!('str' in item) || item.str === '' || !isMatrix(item.transform)) continue
    const [a, b, c, d, left, baseline] = combine(view, item.transform)
    const size = Math.hypot(c, d)
    if (Math.abs(b) > LEVEL * Math.hypot(a, b) || a < 0) {
      slanted += item.str.trim().length
      continue
    }
    const text = item.str
    const right = left + item.width
    const last = read.at(-1)
    const isTwin =
      last !== undefined &&
      last.text === text &&
      text.trim() !== '' &&
      Math.abs(last.left - left) < 0.2 * size &&
      Math.abs(last.baseline - baseline) < 0.2 * size
    if (!isTwin) read.push({ text, left, right, baseline, size })
  }
  return { items: read, slanted }
}
