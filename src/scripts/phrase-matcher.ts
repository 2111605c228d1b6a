/** A stretch of a text: a phrase of the table with its value, or what lies between phrases. */
export interface PhrasePiece<Value> {
  readonly text: string
  /** Where the piece starts, in UTF-16 code units. */
  readonly start: number
  readonly value?: Value
}

/** Cuts texts at the phrases of a table. */
export type PhraseMatcher<Value> = (text: string) => PhrasePiece<Value>[]

/**
 * A matcher that goes through a text from left to right and takes the longest phrase at each place;
 * pieces joined give the text. A later entry for a phrase replaces an earlier one.
 */
export function createPhraseMatcher<Value>(
  entries: Iterable<readonly [phrase: string, value: Value]>,
): PhraseMatcher<Value> {
  const table = new Map<string, Value>()
  const lengths = new Map<string, number[]>()
  for (const [phrase, value] of entries) {
    if (phrase === '') continue
    table.set(phrase, value)
    const first = phrase.charAt(0)
    const known = lengths.get(first) ?? []
    if (!known.includes(phrase.length)) {
      lengths.set(
        first,
        [...known, phrase.length].toSorted((a, b) => b - a),
      )
    }
  }

  return (text) => {
    const pieces: PhrasePiece<Value>[] = []
    let gapStart = 0
    let index = 0
    while (index < text.length) {
      const length = lengths
        .get(text.charAt(index))
        ?.find((each) => table.has(text.slice(index, index + each)))
      if (length === undefined) {
        index += 1
        continue
      }
      if (index > gapStart) pieces.push({ text: text.slice(gapStart, index), start: gapStart })
      const phrase = text.slice(index, index + length)
      const value = table.get(phrase)
      pieces.push({ text: phrase, start: index, ...(value === undefined ? {} : { value }) })
      index += length
      gapStart = index
    }
    if (text.length > gapStart) pieces.push({ text: text.slice(gapStart), start: gapStart })
    return pieces
  }
}
