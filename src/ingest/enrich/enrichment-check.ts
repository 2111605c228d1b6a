import type { Cues } from '../../domain/cues.js'
import type { DocumentData } from '../../domain/document.js'
import type { MeasureRecord } from '../../domain/measure.js'
import type { EntryFields } from './entry-file.js'

/** What a check needs to know. */
export interface CheckContext {
  readonly measure: Pick<MeasureRecord, 'text' | 'title' | 'sentences'>
  /** Script of the original. */
  readonly script: DocumentData['script']
  readonly cues: Pick<Cues, 'injection'>
  /** English of the measure where there is some, checked or not. */
  readonly english: string | undefined
}

/** What is left of a model's answer. */
export interface Checked {
  /** What may be written; none when too little is left. */
  readonly fields: EntryFields | undefined
  /** One line on each thing that was dropped, and why. */
  readonly problems: readonly string[]
}

/** Longest stretch of a text that a message repeats, in UTF-16 code units. */
const SHOWN_LENGTH = 60

/** A text as a message repeats it. */
export function shown(text: string): string {
  return `"${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}"`
}
