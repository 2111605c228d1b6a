import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'

const CONTENTS_HEADING =
  /^[#*\s\u3000]*(?:目[ \u3000]{0,4}[录錄次]|contents|table of contents|arrangement of (?:sections|regulations|articles))[*\s\u3000:：]*$/iu
/** Dots or blanks that lead to a page number, or dots alone. */
const LEADER =
  /(?:…{1,}|\.{4,}|·{3,}|[．]{3,}|(?:\. ){3,}|\t|[ \u3000]{3,})[ \u3000(（-]*[0-9０-９]{1,4}[ \u3000)）-]*$|…{2,}$|\.{6,}$|·{4,}$/u
/** An entry is a heading; what is longer or ends a sentence is text. */
const MAX_ENTRY_LENGTH = 80
/** With its leader an entry is no longer than this; longer lines are not searched for one. */
const MAX_LINE_LENGTH = 240
/** A page number behind one blank, which only counts where the words come again without it. */
const PAGE_REFERENCE = /(?<=\S{2})[ \u3000]+\d{1,3}(?:-\d{1,3})?$/u
/** What looks the same with the number as part of the name: Part 2. */
const NAMED_BY_NUMBER =
  /^(?:part|division|title|book|chapter|section|article|schedule|annex|appendix)[ \u3000]+\d{1,3}$/iu
const ENDS_SENTENCE = /[。；！？]$/u
/** So many entries in a row make a list of contents where no heading says so. */
const MIN_ENTRIES = 3

/**
 * Indexes of the lines of lists of contents: what the file marks as such, lines with leaders to page
 * numbers, and a run of headings under 目录 (or under nothing) that all come again later in the text.
 */
export function findContents(
  lines: readonly SourceLine[],
  hints: readonly LineHint[],
  isLabel: (index: number) => boolean,
): ReadonlySet<number> {
  const contents = new Set<number>()
  const filled = lines.flatMap(({ text }, index) => (text.trim() === '' ? [] : [{ index, text }]))
  hints.forEach(({ contents: marked }, index) => {
    if (marked === true) contents.add(index)
  })
  const led = filled.map(({ text }) => text.length <= MAX_LINE_LENGTH && LEADER.test(text.trim()))
  for (let at = 0; at < filled.length; at += 1) {
    let end = at
    while (led[end] === true) end += 1
    if (end - at >= MIN_ENTRIES) {
      for (let entry = at; entry < end; entry += 1) contents.add(filled[entry]?.index ?? -1)
    }
    at = Math.max(at, end - 1)
  }
  const lastPlace = new Map<string, number>()
  const entries = filled.map(({ text }) => normalized(text))
  const entryOf = (at: number): string => entries[at] ?? ''
  entries.forEach((entry, at) => lastPlace.set(entry, at))
  const short = filled.map(({ text }) => {
    const entry = text.trim()
    return entry.length <= MAX_ENTRY_LENGTH && !ENDS_SENTENCE.test(entry)
  })
  const isEntry = (at: number): boolean => short[at] === true
  const comesAgain = (at: number): boolean => (lastPlace.get(entryOf(at)) ?? at) > at
  for (let at = 0; at < filled.length; at += 1) {
    const heading = CONTENTS_HEADING.test(filled[at]?.text ?? '')
    const start = heading ? at + 1 : at
    let end = start
    const seen = new Set<string>()
    while (end < filled.length && isEntry(end) && !seen.has(entryOf(end))) {
      if (!heading && !(isLabel(filled[end]?.index ?? -1) && comesAgain(end))) break
      seen.add(entryOf(end))
      end += 1
    }
    // The list ends where its first entry begins the text; without that, with its last repeated entry.
    if (heading) while (end > start && !comesAgain(end - 1) && led[end - 1] !== true) end -= 1
    const enough = heading
      ? end - start >= 1
      : end - start >= MIN_ENTRIES && distinctRun(filled, start, end, lastPlace, entryOf)
    if (!enough) continue
    for (let entry = at; entry < end; entry += 1) contents.add(filled[entry]?.index ?? -1)
    at = end - 1
  }
  return contents
}

/** Whether the repeated headings stand further apart the second time: there they have text between them. */
function distinctRun(
  filled: readonly { readonly index: number }[],
  start: number,
  end: number,
  lastPlace: ReadonlyMap<string, number>,
  entryOf: (at: number) => string,
): boolean {
  const first = lastPlace.get(entryOf(start)) ?? start
  const last = lastPlace.get(entryOf(end - 1)) ?? end
  return first >= end && last - first > end - 1 - start && filled.length > last
}

/** An entry without its leader, page number, blanks and marks. */
function normalized(text: string): string {
  const entry = text.slice(0, MAX_LINE_LENGTH).trim().replace(LEADER, '')
  return (NAMED_BY_NUMBER.test(entry) ? entry : entry.replace(PAGE_REFERENCE, ''))
    .replace(/[\s\u3000*#]/gu, '')
    .toLowerCase()
}
