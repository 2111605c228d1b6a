import type { LineHint } from '../ingest-types.js'

/** Collects the lines of a file whose format says where paragraphs and cells begin. */
export interface LineWriter {
  /**
   * Adds a paragraph; breaks inside it make several lines, which share the hint, but for the mark
   * of an automatic number, which is of the first. Lines without a visible character are left out.
   */
  add(text: string, hint?: LineHint): void
  /** How many lines there are. */
  readonly count: number
  /** The text, each line ended by `\n`, and one hint a line. */
  finish(): { readonly text: string; readonly hints: readonly LineHint[] }
}

/** Characters that end a line in word processors and web pages. */
const BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u
/** Invisible characters that only steer wrapping, and controls that no text has. */
const INVISIBLE = /(?!\t)[\p{Cc}\u00ad\u200b\u2060\ufeff]/gu

/** Creates an empty {@link LineWriter}. */
export function createLineWriter(): LineWriter {
  const lines: string[] = []
  const hints: LineHint[] = []
  return {
    add(text, hint = {}) {
      let isFirst = true
      for (const part of text.split(BREAKS)) {
        const line = part.replace(INVISIBLE, '').trim()
        if (line === '') continue
        const { autoNumbered, ...rest } = hint
        lines.push(line)
        hints.push(isFirst && autoNumbered === true ? hint : rest)
        isFirst = false
      }
    },
    get count() {
      return lines.length
    },
    finish: () => ({ text: lines.map((line) => `${line}\n`).join(''), hints }),
  }
}
