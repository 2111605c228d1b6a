/**
 * One way to read the beginning of a line as the label of an item. Offsets in UTF-16 code units of the
 * document.
 */
export interface LabelReading {
  /** Index of the line in the document, from 0. */
  readonly line: number
  readonly start: number
  /** Behind the label, its separator and nothing else. */
  readonly end: number
  /** Kind of numbering; labels of one list have one style. */
  readonly style: string
  /** What tells lists apart: the style, and in Markdown the level of the heading that carries it. */
  readonly list: string
  /** Place of the style in the usual order of levels, smaller is further out; see `label-styles.ts`. */
  readonly rank: number
  readonly value: number
  /** Of 2.1 the 2; left out where the number has one part. */
  readonly outer?: number
  /** Of 8.–11. the 8, where the value is 11; left out where the label is of one number. */
  readonly first?: number
  /** 1 for 第八条之一 and 4A; 1.01 for 4AA, which stands behind it; 0 where the number is plain. */
  readonly inserted: number
  /** Capital letters of 4A; left out where there are none. */
  readonly letters?: string
  /** For display: brackets full-width where Han numbers are bracketed, no blanks, no separator. */
  readonly label: string
  /** How much the line itself speaks for (above 0) or against (below 0) a label, in points of the search. */
  readonly prior: number
  /** Whether leaving such a label unused costs points: it looks like nothing else. */
  readonly distinct: boolean
  /** Whether it stands in the middle of a line, behind the end of a sentence. */
  readonly inline: boolean
}
