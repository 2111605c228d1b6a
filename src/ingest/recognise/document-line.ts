import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'

/** What a line is besides text; found before any label is read. */
export type LineRole = 'text' | 'blank' | 'furniture' | 'contents' | 'attachments'

/** A line with what its surroundings say of it. */
export interface DocumentLine extends SourceLine {
  /** From 0. */
  readonly index: number
  readonly role: LineRole
  readonly hint: LineHint | undefined
  /** Whether the line begins inside a quotation that an earlier line opened. */
  readonly quoted: boolean
  /** Whether the line before it is full and ends no sentence, so that this one may be its continuation. */
  readonly continues: boolean
  /** `annex`: a list of its own begins here; `signed`: a date on its own, behind which one may begin. */
  readonly boundary: 'annex' | 'signed' | undefined
}
