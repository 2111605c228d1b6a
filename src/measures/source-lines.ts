/** A line of `source.txt`: `text` without the line break; offsets in UTF-16 code units. */
export interface SourceLine {
  /** 1-based, for error messages. */
  readonly lineNumber: number
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The lines of a text with their offsets; `\n`, `\r\n` and `\r` end a line. */
export function sourceLines(source: string): SourceLine[] {
  const lines: SourceLine[] = []
  for (const match of source.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const text = match[1] ?? ''
    if (match.index === source.length && text === '' && lines.length > 0) break
    lines.push({
      lineNumber: lines.length + 1,
      start: match.index,
      end: match.index + text.length,
      text,
    })
  }
  return lines
}
