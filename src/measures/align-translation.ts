import { strengthWordsIn } from './english-strength-words.js'
import type { CommitmentClass } from './strength.js'

/** A part of an original sentence, with how strong a promise it makes. */
export interface OriginalPart {
  readonly text: string
  readonly class: CommitmentClass
}

/** Where an English sentence may be cut: its verbs stand in a row (to explore…, to support…). */
const CUT = /[;,](?=\s)|\s(?=and (?:to |for |\w+(?:s|ing) ))/gu

/** What a piece that names the class of a part counts beside the other signs, which count 1 or less. */
const CLASS_WEIGHT = 1.5
/** What a shared number, Latin name or quotation counts. */
const NAME_WEIGHT = 1
/** What being at the same place in the sentence counts, at most: translations keep the order. */
const PLACE_WEIGHT = 1

/**
 * Which words of a translated sentence render which part of the original, in order: the sentence is cut
 * at commas, semicolons and before verbs in a row, and its pieces are given to the parts, each part at
 * least one where there are enough, by the strength that their verbs tell, by numbers, names and
 * quotations in common and by their place (dynamic programming over the order). Empty texts for an empty
 * translation.
 */
export function alignTranslation(parts: readonly OriginalPart[], translation: string): string[] {
  // Where both halves of a semicolon are kept apart, nothing crosses it.
  const groups = translation.split(/(?<=;)/u)
  const groupOf = parts.map(
    (_, index) => parts.slice(0, index).filter(({ text }) => /[;；]$/u.test(text)).length,
  )
  if (groups.length === 1 || groups.length !== (groupOf.at(-1) ?? 0) + 1) {
    return alignGroup(parts, translation)
  }
  return groups.flatMap((group, number) =>
    alignGroup(
      parts.filter((_, index) => groupOf[index] === number),
      group,
    ),
  )
}

function alignGroup(parts: readonly OriginalPart[], translation: string): string[] {
  const pieces = piecesOf(translation)
  if (parts.length === 0 || pieces.length === 0) return parts.map(() => '')
  const length = parts.reduce((sum, { text }) => sum + text.length, 0)
  let passed = 0
  const places = parts.map(({ text }) => {
    const middle = (passed + text.length / 2) / length
    passed += text.length
    return middle
  })
  const gain = (piece: Piece, index: number): number => {
    const part = parts[index]
    return part === undefined ? 0 : likeness(piece, part, places[index] ?? 0)
  }
  // best[j]: the best way to give the pieces up to now to the parts up to j, the last to j.
  let best: Path[] = parts.map((_, index) => ({
    score: index === 0 && pieces[0] !== undefined ? gain(pieces[0], 0) : -Infinity,
    given: [0],
  }))
  for (const piece of pieces.slice(1)) {
    best = parts.map((_, index) => {
      const stay = best[index] ?? NO_PATH
      const step = best[index - 1] ?? NO_PATH
      const from = step.score > stay.score ? step : stay
      return { score: from.score + gain(piece, index), given: [...from.given, index] }
    })
  }
  const path = best.findLast(({ score }) => Number.isFinite(score)) ?? NO_PATH
  return parts.map((_, index) =>
    pieces
      .filter((_, at) => path.given[at] === index)
      .map(({ text }) => text)
      .join(''),
  )
}

interface Path {
  readonly score: number
  /** For each piece the part that it is given to. */
  readonly given: readonly number[]
}

const NO_PATH: Path = { score: -Infinity, given: [] }

interface Piece {
  readonly text: string
  /** Its middle, 0 to 1. */
  readonly place: number
}

function piecesOf(sentence: string): Piece[] {
  const cuts = [...sentence.matchAll(CUT)]
    .map(({ 0: mark, index }) => index + mark.length)
    // A comma inside quotation marks parts nothing.
    .filter((at) => {
      return (sentence.slice(0, at).match(/"/gu)?.length ?? 0) % 2 === 0
    })
  return [0, ...cuts]
    .map((start, index) => ({ start, end: cuts[index] ?? sentence.length }))
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => ({
      text: sentence.slice(start, end),
      place: (start + end) / 2 / sentence.length,
    }))
}

function likeness({ text, place }: Piece, part: OriginalPart, middle: number): number {
  const told = strengthWordsIn(text)
  const ofClass = told.size === 0 ? 0 : told.has(part.class) ? CLASS_WEIGHT : -CLASS_WEIGHT
  const names = new Set(text.match(/[A-Z]{2,}|\d+/gu) ?? [])
  const shared = [...names].filter((name) => part.text.includes(name)).length
  const quotes = Math.min((text.match(/"/gu)?.length ?? 0) / 2, part.text.match(/“/gu)?.length ?? 0)
  return ofClass + NAME_WEIGHT * (shared + quotes) + PLACE_WEIGHT * (1 - Math.abs(place - middle))
}
