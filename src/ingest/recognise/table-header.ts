/** A line that is not blank. */
export interface FilledLine {
  /** Index among all lines. */
  readonly index: number
  /** Without blanks around it. */
  readonly text: string
}

/** The header of a table whose rows are numbered, in a text in which each cell is a line. */
export interface TableHeader {
  /** Places of its cell 序号 among the filled lines; pages repeat it. */
  readonly heads: readonly number[]
  /** Cells before 序号. */
  readonly before: number
  /** Cells from 序号 on. */
  readonly cells: number
}

/** The cell above the numbers. */
const NUMBER_HEAD =
  '(?:序[ \\u3000]?[号號]|编[ \\u3000]?号|編[ \\u3000]?號|項次|项次|No\\.?|S\\/N|Item no\\.?)'
/** The same in the first cell of a line. */
const HEADER_CELL = new RegExp(
  `^[|｜]?[ \\t\\u3000]*${NUMBER_HEAD}(?=[ \\t\\u3000]*(?:[|｜\\t]|$))`,
  'iu',
)
/** The same as a whole cell. */
export const WHOLE_HEADER_CELL = new RegExp(`^[ \\t\\u3000*]*${NUMBER_HEAD}[ \\t\\u3000*]*$`, 'iu')
/** Cells that group rows and stand before their numbers. */
const GROUP_HEAD =
  /^(?:类别|類別|类型|分类|分類|领域|領域|方面|板块|环节|環節|部门|部門|单位|單位|地区|地區|维度|模块|主题|专题|目标)$/u
/** More cells than a header has. */
const MAX_CELLS = 12
/** A header's cell is a name and no sentence; characters. */
const MAX_CELL_LENGTH = 15
/** Cells that group rows, as 领域 and 类别; a table with more of them reads otherwise. */
const MAX_BEFORE = 2
/** What ends a cell in a table whose rows are lines. */
export const CELL_END = /[\t|｜]/u
const BARE_NUMBER = /^[0-9０-９]{1,3}$/u

/**
 * Reads the header of a table whose cells are lines of their own.
 *
 * @returns `undefined` where no cell says that numbers stand below it, or what follows is no table.
 */
export function readTableHeader(filled: readonly FilledLine[]): TableHeader | undefined {
  const heads = filled.flatMap(({ text }, at) => (isHead(text) ? [at] : []))
  const [first, second] = heads
  if (first === undefined) return undefined
  if (CELL_END.test(filled[first]?.text ?? '')) return { heads, before: 0, cells: 1 }
  const cell = (head: number, at: number): string => filled[head + at]?.text ?? ''
  const repeats = (at: number): boolean => heads.every((head) => cell(head, at) === cell(first, at))
  let cells = 1
  while (cells < MAX_CELLS && isCell(cell(first, cells)) && repeats(cells)) cells += 1
  // A header whose cells are followed by no number is a line of another kind.
  if (second === undefined && !/^[\d０-９一二三四五六七八九十（(]/u.test(cell(first, cells))) {
    return undefined
  }
  if (second !== undefined) {
    let before = 0
    while (before < MAX_BEFORE && isCell(cell(first, -before - 1)) && repeats(-before - 1)) {
      before += 1
    }
    return { heads, before, cells }
  }
  // The first row's group was counted as a cell: from number to number it is one less.
  const counted = cells - rowLength(filled, first)
  if (counted > 0 && counted <= MAX_BEFORE && counted < cells) {
    return { heads, before: counted, cells: cells - counted }
  }
  return GROUP_HEAD.test(cell(first, -1)) && cells > 2
    ? { heads, before: 1, cells: cells - 1 }
    : { heads, before: 0, cells }
}

function isHead(text: string): boolean {
  return (
    HEADER_CELL.test(text) ||
    (CELL_END.test(text) && text.split(CELL_END).some((cell) => WHOLE_HEADER_CELL.test(cell)))
  )
}

function isCell(text: string): boolean {
  return (
    text !== '' &&
    text.length <= MAX_CELL_LENGTH &&
    !/^[\d０-９一二三四五六七八九十]{1,3}(?:$|[、.．])|^[（(第]|[。；]/u.test(text)
  )
}

/** Lines from a number to the next one, where that is least. */
function rowLength(filled: readonly FilledLine[], from: number): number {
  let least = Number.POSITIVE_INFINITY
  let last: { readonly value: number; readonly at: number } | undefined
  for (let at = from; at < filled.length; at += 1) {
    const text = filled[at]?.text ?? ''
    if (!BARE_NUMBER.test(text)) continue
    const value = Number(text.normalize('NFKC'))
    if (last === undefined ? value === 1 : value === last.value + 1) {
      if (last !== undefined) least = Math.min(least, at - last.at)
      last = { value, at }
    }
  }
  return least
}
