import type { PDFPageProxy } from 'pdfjs-dist'
import type { PdfLibrary } from './open-pdf.js'
import { combine, viewOf } from './page-items.js'

/** A ruled line; coordinates in points from the upper left corner of the page. */
export interface Rule {
  readonly isVertical: boolean
  /** Its x where it is vertical, else its y. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** What a page has besides words. */
export interface PageDrawing {
  readonly rules: readonly Rule[]
  readonly pictures: number
}

type Matrix = ReturnType<typeof viewOf>

/** Points to which a filled rectangle is a line: borders of tables have .5 to 3. */
const THIN = 3.5
/** Points under which a line is a stroke of a drawing, no border. */
const SHORT = 5
/** Lines of a page beyond which it is a map or a chart, and no table is looked for. */
const MAX_RULES = 20_000

/** Commands of the library's paths, with the numbers that each takes. */
const STEPS: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 }
const MOVE = 0
const CLOSE = 4

function isMatrix(values: unknown): values is Matrix {
  return (
    Array.isArray(values) && values.length === 6 && values.every((one) => typeof one === 'number')
  )
}

type Point = readonly [number, number]

/** Corner points of a path, one list for each of its pieces. */
function piecesOf(path: ArrayLike<number>, matrix: Matrix): Point[][] {
  const pieces: Point[][] = []
  let piece: Point[] = []
  for (let at = 0; at < path.length; ) {
    const command = path[at] ?? CLOSE
    const size = STEPS[command]
    if (size === undefined) break
    if (command === MOVE) {
      piece = []
      pieces.push(piece)
    }
    if (command === CLOSE) {
      const [first] = piece
      if (first !== undefined) piece.push(first)
    } else {
      const x = path[at + size - 1] ?? 0
      const y = path[at + size] ?? 0
      const [a, b, c, d, e, f] = matrix
      piece.push([a * x + c * y + e, b * x + d * y + f])
    }
    at += 1 + size
  }
  return pieces
}

function ruleOf(box: readonly Point[]): Rule | undefined {
  const xs = box.map(([x]) => x)
  const ys = box.map(([, y]) => y)
  const left = Math.min(...xs)
  const right = Math.max(...xs)
  const top = Math.min(...ys)
  const bottom = Math.max(...ys)
  if (right - left <= THIN && bottom - top >= SHORT) {
    return { isVertical: true, at: (left + right) / 2, from: top, to: bottom }
  }
  if (bottom - top <= THIN && right - left >= SHORT) {
    return { isVertical: false, at: (top + bottom) / 2, from: left, to: right }
  }
  return undefined
}

/** Finds the ruled lines of a page and counts its pictures; nothing is drawn. */
export async function readPageDrawing(
  page: PDFPageProxy,
  { OPS }: PdfLibrary,
): Promise<PageDrawing> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const strokes = new Set<number>([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ])
  const fills = new Set<number>([OPS.fill, OPS.eoFill])
  const images = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObjectGroup,
  ])
  const rules: Rule[] = []
  let pictures = 0
  let matrix = viewOf(page)
  const saved: Matrix[] = []

  function path(paint: number, points: ArrayLike<number>): void {
    const isStroke = strokes.has(paint)
    if (!isStroke && !fills.has(paint)) return
    for (const piece of piecesOf(points, matrix)) {
      if (piece.length < 2) continue
      const whole = ruleOf(piece)
      if (whole !== undefined) rules.push(whole)
      else if (isStroke) {
        piece.slice(1).forEach((point, at) => {
          const before = piece[at]
          const side = before === undefined ? undefined : ruleOf([before, point])
          if (side !== undefined) rules.push(side)
        })
      }
    }
  }

  fnArray.forEach((operation, index) => {
    const args: unknown = argsArray[index]
    const list = Array.isArray(args) ? args : []
    if (operation === OPS.save) saved.push(matrix)
    else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) {
      matrix = saved.pop() ?? matrix
    } else if (operation === OPS.transform && isMatrix(list)) matrix = combine(matrix, list)
    else if (operation === OPS.paintFormXObjectBegin) {
      saved.push(matrix)
      const [own]: unknown[] = list
      if (isMatrix(own)) matrix = combine(matrix, own)
    } else if (images.has(operation)) pictures += 1
    else if (operation === OPS.constructPath && rules.length < MAX_RULES) {
      const [paint, data]: unknown[] = list
      const points: unknown = Array.isArray(data) ? data[0] : undefined
      if (typeof paint === 'number' && points instanceof Float32Array) path(paint, points)
    }
  })
  return { rules: rules.length >= MAX_RULES ? [] : rules, pictures }
}
