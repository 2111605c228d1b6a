import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'
import type { RowPlace } from './find-table-rows.js'

/** What a line is besides text; found before any label is read. */
export type LineRole = 'text' | 'blank' | 'furniture' | 'contents' | 'attachments'

/** A line with what its surroundings say of it. */
export interface DocumentLine extends SourceLine {
  /** From 0. */
  readonly index: number
  readonly role: LineRole
  readonly hint: LineHint | undefined
  /** Where the number of a table's row stands, when something stands before it. */
  readonly row: RowPlace | undefined
  /** Of a cell: whether its column holds the numbers of the rows. */
  readonly inNumberColumn: boolean
  /** Whether the line begins inside a quotation that an earlier line opened. */
  readonly quoted: boolean
  /**
   * Whether this line may be the continuation of the one before: `likely` where that one is full and ends no
   * sentence or cannot end where it does, `possible` where it is full.
   */
  readonly continues: 'likely' | 'possible' | 'no'
  /** Text of the line before it that is neither blank nor furniture; empty for the first. */
  readonly before: string
  /** `annex`: a list of its own begins here; `signed`: a date on its own, behind which one may begin. */
  readonly boundary: 'annex' | 'signed' | undefined
}
