import type { Span } from '../domain/measure.js'
import { liesIn } from './context.js'
import type { ContrastFile } from './contrast-schema.js'
import type { Clause, ComparedLanguage, Reading, Unit } from './read-text.js'

/** What a part of a sentence does: it narrows, gives examples, tells what it is good for, promises. */
export type PartKind = 'topic' | 'condition' | 'list' | 'result' | 'main'

/** A part of a sentence of the source, with the words it states. */
export interface SourcePart extends Span {
  readonly kind: PartKind
  readonly units: readonly Unit[]
  /** Conditions within the part. */
  readonly inside: readonly (readonly Unit[])[]
  /** Parts with the same number stand between the same two stops or semicolons. */
  readonly group: number
}

/** Cuts sentences into parts. */
export type PartReader = (reading: Reading) => readonly SourcePart[]

const GROUP_END = /[;；。.!！?？]/u

/** Characters from the start of a topic before which its verb cannot stand. */
const TOPIC_MIN_LENGTH = 3

/** A reader of parts; what it has read is kept. */
export function createPartReader({ conditions }: Pick<ContrastFile, 'conditions'>): PartReader {
  const known = new WeakMap<Reading, readonly SourcePart[]>()
  const inside = {
    zh: conditions.zh.inside.map((pattern) => new RegExp(pattern, 'gu')),
    en: conditions.en.inside.map((pattern) => new RegExp(`(?<![a-z])(?:${pattern})`, 'gu')),
  }
  return (reading) => {
    const read = known.get(reading) ?? readParts(reading, conditions, inside)
    known.set(reading, read)
    return read
  }
}

function readParts(
  reading: Reading,
  conditions: ContrastFile['conditions'],
  inside: Readonly<Record<ComparedLanguage, readonly RegExp[]>>,
): SourcePart[] {
  const parts: SourcePart[] = []
  let group = 0
  let lists = false
  reading.clauses.forEach((clause, index) => {
    const previous = reading.clauses[index - 1]
    if (previous !== undefined && GROUP_END.test(reading.text.slice(previous.end, clause.start))) {
      group += 1
    }
    const text = reading.text.slice(clause.start, clause.end)
    if (reading.language === 'en') lists ||= /\b(?:is|are) to \b/u.test(text)
    const pieces =
      reading.language === 'zh'
        ? chinesePieces(clause, reading, conditions.zh, kindBefore(parts, group))
        : [
            {
              start: clause.start,
              end: clause.end,
              kind: englishKind(
                text,
                conditions.en,
                lists,
                parts.filter((part) => part.group === group),
                reading.text,
              ),
            },
          ]
    for (const { start, end, kind } of pieces) {
      const units = statedUnits(clause, reading, { start, end })
      const within = inside[reading.language].flatMap((pattern) =>
        [...reading.text.slice(start, end).matchAll(pattern)].map(({ 0: found, index: at }) =>
          statedUnits(clause, reading, { start: start + at, end: start + at + found.length }, true),
        ),
      )
      const head = kind === 'main' ? headOf(parts, group, reading) : undefined
      // The enterprise may, with the consent of customs, remove …: one promise in two pieces.
      if (head !== undefined) parts[head.index] = { ...head.part, kind: 'list' }
      parts.push({
        start,
        end,
        kind,
        units: [...(head?.part.units ?? []), ...units],
        inside: within.filter((each) => each.length > 0),
        group,
      })
    }
  })
  return parts
}

/** Words up to which an English promise is only begun: is to impose, the enterprise may. */
const HEAD_MAX_WORDS = 2

/** The promise of the group that is only begun, if its last one is. */
function headOf(
  parts: readonly SourcePart[],
  group: number,
  { language }: Reading,
): { part: SourcePart; index: number } | undefined {
  const index = parts.findLastIndex(({ kind }) => kind === 'main')
  const part = parts[index]
  if (language === 'zh' || part === undefined || part.group !== group) return undefined
  const words = part.units.filter(({ kind }) => kind === 'content').length
  return words <= HEAD_MAX_WORDS ? { part, index } : undefined
}

/** Words of a span that state something; remarks in brackets may be left out. */
function statedUnits(clause: Clause, reading: Reading, span: Span, touching = false): Unit[] {
  return clause.units.filter(
    (unit) =>
      unit.kind !== 'neutral' &&
      (touching
        ? unit.start < span.end && span.start < unit.end
        : unit.start >= span.start && unit.end <= span.end) &&
      !liesIn(unit, reading.bracketed),
  )
}

function kindBefore(parts: readonly SourcePart[], group: number): PartKind | undefined {
  const last = parts.at(-1)
  return last?.group === group ? last.kind : undefined
}

interface Piece extends Span {
  readonly kind: PartKind
}

type Rules = ContrastFile['conditions']['zh']

function chinesePieces(
  clause: Clause,
  reading: Reading,
  rules: Rules,
  last: PartKind | undefined,
): Piece[] {
  const { start, end } = clause
  const text = reading.text.slice(start, end)
  const cut = (at: number, first: PartKind, second: PartKind): Piece[] =>
    at <= 0 || at >= text.length
      ? [{ start, end, kind: first }]
      : [
          { start, end: start + at, kind: first },
          { start: start + at, end, kind: second },
        ]
  if (rules.topic.some((word) => text.startsWith(word))) {
    return cut(verbAt(text, start, reading, rules), 'topic', 'main')
  }
  const [first, second] = clause.units
  const opener = first?.text === '可' ? second : first
  const opens = opener !== undefined && rules.opens.includes(opener.text)
  const closing = opens ? closingAt(text, start, reading, rules) : 0
  if (closing > 0) return cut(closing, 'condition', 'main')
  if (rules.closes.some((word) => text.endsWith(word))) return [{ start, end, kind: 'condition' }]
  if (opens && verbAt(text, start, reading, rules) <= 0) return [{ start, end, kind: 'condition' }]
  // What follows a promise and begins so tells what it is good for; behind a condition it is one.
  const follows = last === 'main' || last === 'result'
  const isResult = follows && first !== undefined && rules.result.includes(first.text)
  return [{ start, end, kind: isResult ? 'result' : 'main' }]
}

/** Where the promise begins behind a topic: the first of its verbs behind the last 的. */
function verbAt(
  text: string,
  start: number,
  { boundaries, quoted }: Reading,
  { verbs }: Rules,
): number {
  const from = Math.max(TOPIC_MIN_LENGTH, text.lastIndexOf('的') + 1)
  let first = -1
  for (const verb of verbs) {
    for (let at = text.indexOf(verb, from); at >= 0; at = text.indexOf(verb, at + 1)) {
      const place = { start: start + at, end: start + at + verb.length }
      if (!boundaries.has(place.start) || liesIn(place, quoted)) continue
      if (first < 0 || at < first) first = at
      break
    }
  }
  return first
}

/** Where a condition within a clause ends and something follows: 在首批申请出口时|进行现场检查. */
function closingAt(
  text: string,
  start: number,
  { boundaries, quoted }: Reading,
  { closes }: Rules,
): number {
  let first = -1
  for (const word of closes) {
    if (word === '的') continue
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const end = at + word.length
      const place = { start: start + at, end: start + end }
      if (!boundaries.has(place.end) || liesIn(place, quoted) || end >= text.length) continue
      if (/^(?:的|并|且|、|和|之?后|之?前|时)/u.test(text.slice(end))) continue
      if (first < 0 || end < first) first = end
      break
    }
  }
  return first
}

/** Where examples begin, and what tells that a part is no more of them. */
const EXAMPLES = /^(?:such as|including|like|for example) /u
const FINITE = /\b(?:is|are|was|were|may|can|must|shall|will|has|have|does|do|need|needs)\b/u

function englishKind(
  text: string,
  rules: Rules,
  lists: boolean,
  before: readonly SourcePart[],
  whole: string,
): PartKind {
  const trimmed = text.trim()
  const plain = trimmed.replace(/^(?:and|or|but) /u, '')
  const begins = (words: readonly string[]): boolean =>
    words.some((word) => plain === word || plain.startsWith(`${word} `))
  const last = before.at(-1)
  if (EXAMPLES.test(plain)) return 'list'
  if (last?.kind === 'list' && (plain.startsWith('those ') || !FINITE.test(plain))) return 'list'
  // Green channels for A, for B and for C: a list goes on.
  const listed = last?.kind === 'main' && / for /u.test(whole.slice(last.start, last.end))
  if (listed && /^(?:and )?for /u.test(trimmed)) return 'list'
  if (begins(rules.topic)) return 'topic'
  // At the registration stage only the number needs to be entered: a sentence, not a condition.
  const isWhole = /^(?:at|in|within|for) /u.test(plain) && FINITE.test(plain)
  if (begins(rules.opens) && !isWhole) return 'condition'
  // Where A, such as B, and C, …: C is a condition like A.
  const head = before.findLast(({ kind }) => kind !== 'list')
  if (trimmed.startsWith('and ') && (head?.kind === 'condition' || head?.kind === 'topic')) {
    const promised = before.some(({ kind }) => kind === 'main')
    if (!promised) return 'condition'
  }
  if (lists && plain.startsWith('to ')) return 'main'
  return begins(rules.result) ? 'result' : 'main'
}
