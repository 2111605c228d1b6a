import type { CondensedText } from './condensed-text.js'
import type { HistoryFact, HistoryKind } from './facts-types.js'
import { DAY, readDay } from './read-day.js'
import type { TextLine } from './text-lines.js'

/** What happened, by the first of these words after a day. Words inside 《》 are others' titles. */
const EVENTS: readonly (readonly [HistoryKind, RegExp])[] = [
  ['repealed', /废止|失效|repealed/u],
  ['amended', /修正|修订|修改|amended|revised/u],
  ['effective', /施行|实施|生效|commence|effective|in(?:to)? (?:force|operation)/u],
  ['published', /公布|发布|颁布|印发|published|promulgated|gazetted|issued/u],
  ['adopted', /通过|批准|制定|订定|adopted|passed|enacted|made/u],
]
const DAYS = new RegExp(DAY, 'gu')
/** A longer stretch in brackets is no history but a sentence. */
const MAX_LENGTH = 1_500
const STARTS_WITH_DAY = new RegExp(`^(?:\\d{1,2}[.、])?(?:根据|中华|自)?(?:${DAY})`, 'u')

/** A history of a document and where it stands in the condensed text. */
export interface History {
  readonly events: readonly HistoryFact[]
  /** Lines that are history and nothing else. */
  readonly lines: readonly TextLine[]
  /** Their ranges in the condensed text. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Reads the history under a title: （2000年7月8日第九届…通过 根据2013年…《…》修正）, in brackets or on a line
 * of its own. Days that do not exist are left out.
 *
 * @param lines Lines before the first measure.
 */
export function findHistory(condensed: CondensedText, lines: readonly TextLine[]): History {
  const events: HistoryFact[] = []
  const ranges: { from: number; to: number }[] = []
  const taken: TextLine[] = []
  const take = (from: number, to: number): boolean => {
    const found = eventsIn(condensed, from, to)
    events.push(...found)
    if (found.length > 0) ranges.push({ from, to })
    return found.length > 0
  }
  let until = 0
  let isTaken = false
  for (const line of lines) {
    const from = condensed.indexOf(line.start)
    if (from < until) {
      if (isTaken && condensed.indexOf(line.end) <= until) taken.push(line)
      continue
    }
    isTaken = false
    if (/^[([]/u.test(line.text)) {
      const close = closing(condensed.text, from)
      if (close === undefined) continue
      isTaken = take(from, close)
      until = close
      if (isTaken && condensed.indexOf(line.end) <= close) taken.push(line)
    } else {
      const to = condensed.indexOf(line.end)
      const words = condensed.text.slice(from, to)
      if (STARTS_WITH_DAY.test(words) && !/[。,;]/u.test(words.replace(/《[^》]*》/gu, '')))
        if (take(from, to)) taken.push(line)
    }
  }
  return { events, lines: taken, ranges }
}

function eventsIn(condensed: CondensedText, from: number, to: number): HistoryFact[] {
  const words = condensed.text.slice(from, to)
  const matches = [...words.matchAll(DAYS)]
  return matches.flatMap((match, index) => {
    const begins = match.index + match[0].length
    const rest = words.slice(begins, matches[index + 1]?.index ?? words.length)
    const plain = rest.replace(/《[^》]*》/gu, (title) => '·'.repeat(title.length))
    const event = EVENTS.map(([kind, pattern]) => ({ kind, found: pattern.exec(plain) })).find(
      ({ found }) => found !== null,
    )
    const value = readDay(match[0])
    if (event === undefined || event.found === null || value === null) return []
    const ends = begins + event.found.index + event.found[0].length
    return [{ ...condensed.fact(value, from + match.index, from + ends), kind: event.kind }]
  })
}

/** Index behind the bracket that closes the one at `from`. */
function closing(text: string, from: number): number | undefined {
  let depth = 0
  for (let index = from; index < Math.min(text.length, from + MAX_LENGTH); index += 1) {
    const character = text.charAt(index)
    if (character === '(' || character === '[') depth += 1
    if (character === ')' || character === ']') depth -= 1
    if (depth === 0) return index + 1
  }
  return undefined
}
