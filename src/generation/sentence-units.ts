import { SOURCE_MARK } from './source-marks.js'

/** A stretch of generated text and the marks behind it. */
export interface GeneratedUnit {
  /** Without marks, trimmed. */
  readonly text: string
  /** As written; empty for text that no mark follows. */
  readonly marks: readonly string[]
}

/** Cuts generated text into units while it arrives. */
export interface UnitSplitter {
  /** Adds text; gives the units that are complete now. */
  push(text: string): GeneratedUnit[]
  /** Gives what is left at the end. */
  end(): GeneratedUnit[]
}

/** Stops, with blanks before them or not, and what closes a quotation or a bracket. */
const CLOSING = /^(?:\s*[。．.！!？?；;，,、：:]|[”」』）)"'’*])*/u

/** Of what stands behind the marks this still belongs to the sentence: 放行[S1.2]。 “放行[S1.2]。” */
const SHOWN_CLOSING = /[。．.！!？?；;”」』）)"'’*]/gu
const STOP = /[。．.！!？?；;]/u
const STOPPED = /[。．.！!？?；;][”」』）)"'’*]*$/u

/** Marks, one behind the other, with at most blanks or commas between them. */
const MARKS = new RegExp(`(?:${SOURCE_MARK.source})(?:[\\s,，、;；]*${SOURCE_MARK.source})*`, 'u')

/** What a mark that has not arrived as a whole looks like. */
const OPEN_MARK =
  /^[[［【][ \u3000]{0,2}(?:[Ss](?:\d{1,3}[ \u3000]{0,2}(?:[.．][ \u3000]{0,2}(?:\d{1,3}[ \u3000]{0,2})?)?)?)?$/u

/** Blank lines say nothing; kept, a model that writes nothing else would be read again and again. */
const BLANK_LINES = /\n\s+/gu

/** Marks on a line of their own belong to the sentence above. */
const BREAK_BEFORE_MARK = new RegExp(`\\n(?=${SOURCE_MARK.source})`, 'gu')

/** A list's bullet or a lone comma is no sentence. */
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/** A paragraph that ends without a mark has none: marks of the next one are not its own. */
const PARAGRAPH_END = /\n\s*/u

/**
 * A unit ends with its marks, and is complete at the first character behind them that is neither a
 * mark nor a closing stop, or at the end. A paragraph without marks is a unit of its own.
 */
export function createUnitSplitter(): UnitSplitter {
  let buffer = ''
  const take = (final: boolean): GeneratedUnit[] => {
    const units: GeneratedUnit[] = []
    buffer = buffer.replace(BLANK_LINES, '\n').replace(BREAK_BEFORE_MARK, ' ')
    for (;;) {
      const marks = MARKS.exec(buffer)
      const paragraph = PARAGRAPH_END.exec(buffer)
      if (paragraph !== null && (marks === null || paragraph.index < marks.index)) {
        const rest = buffer.slice(paragraph.index + paragraph[0].length)
        // The line break may be layout before a mark that is still to come.
        if (!final && (rest === '' || OPEN_MARK.test(rest))) break
        units.push({ text: buffer.slice(0, paragraph.index), marks: [] })
        buffer = rest
        continue
      }
      if (marks === null) break
      const behind = buffer.slice(marks.index + marks[0].length)
      const closing = CLOSING.exec(behind)?.[0] ?? ''
      const rest = behind.slice(closing.length).trimStart()
      if (!final && (rest === '' || OPEN_MARK.test(rest))) break
      units.push({
        text: withClosing(buffer.slice(0, marks.index), closing),
        marks: marks[0].match(SOURCE_MARK) ?? [],
      })
      buffer = rest
    }
    return units
  }
  const clean = (units: GeneratedUnit[]): GeneratedUnit[] =>
    units
      .map(({ text, marks }) => ({ text: text.trim(), marks }))
      .filter(({ text }) => SAYS_SOMETHING.test(text))
  return {
    push(text) {
      buffer += text
      return clean(take(false))
    },
    end() {
      const units = take(true)
      const left = { text: buffer, marks: [] }
      buffer = ''
      return clean([...units, left])
    },
  }
}

/** The sentence with what closes it behind its marks; a stop that it has already is not doubled. */
function withClosing(text: string, closing: string): string {
  const start = text.trimEnd()
  let stopped = STOPPED.test(start)
  const shown = (closing.match(SHOWN_CLOSING) ?? []).filter((character) => {
    if (!STOP.test(character)) return true
    const isFirst = !stopped
    stopped = true
    return isFirst
  })
  return start + shown.join('')
}
