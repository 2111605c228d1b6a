import type { Random } from '../statistics/random.js'
import { sample } from '../statistics/random.js'
import { CHARACTER_SLIPS, type Slip, WORD_SLIPS } from './slip-table.js'

/** One slip for about so many characters that could be mistyped: people see most of their slips. */
const CHARACTERS_PER_SLIP = 12

/** Most slips in one question. */
const MAX_SLIPS = 3

interface Place {
  readonly start: number
  readonly slip: Slip
}

/**
 * The question with one to three slips of the table, at most one at a place; `undefined` when none
 * of the table's characters or words is in it. The same for the same stream of random numbers.
 */
export function withSlips(question: string, random: Random): string | undefined {
  const places = [...characterPlaces(question), ...wordPlaces(question)]
  const starts = [...new Set(places.map(({ start }) => start))].toSorted((a, b) => a - b)
  if (starts.length === 0) return undefined
  const count = Math.min(MAX_SLIPS, Math.max(1, Math.round(question.length / CHARACTERS_PER_SLIP)))
  const chosen = sample(starts, count, random).toSorted((a, b) => b - a)
  let text = question
  for (const start of chosen) {
    const [place] = sample(
      places.filter((candidate) => candidate.start === start),
      1,
      random,
    )
    if (place === undefined) continue
    const end = start + place.slip.from.length
    text = text.slice(0, start) + keepCase(text.slice(start, end), place.slip.to) + text.slice(end)
  }
  return text
}

function characterPlaces(question: string): Place[] {
  return CHARACTER_SLIPS.flatMap((slip) =>
    [...question.matchAll(new RegExp(slip.from, 'gu'))].map(({ index }) => ({
      start: index,
      slip,
    })),
  )
}

function wordPlaces(question: string): Place[] {
  return WORD_SLIPS.flatMap((slip) =>
    [...question.matchAll(new RegExp(`\\b${slip.from}\\b`, 'giu'))].map(({ index }) => ({
      start: index,
      slip,
    })),
  )
}

function keepCase(original: string, replacement: string): string {
  const first = original.charAt(0)
  return first !== first.toLowerCase()
    ? replacement.charAt(0).toUpperCase() + replacement.slice(1)
    : replacement
}
