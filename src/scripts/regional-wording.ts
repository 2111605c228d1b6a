import { createScriptConverter, type ScriptConverter } from './convert-script.js'
import type { Glossary } from './glossary.js'
import { createPhraseMatcher, type PhraseMatcher } from './phrase-matcher.js'
import type { Region } from './region-signs.js'
import { createTokenizer, type Tokenizer } from './tokenize.js'

/** Puts a region's words into the prose of an answer. */
export interface RegionalWording {
  /**
   * Text in Traditional characters with the words of a region (`網絡` becomes `網路` in Taiwan). What
   * stands between `「」`, `『』` or `《》` stays: names of platforms, apps and laws, and quotations.
   * The length may change.
   */
  toRegionalWording(text: string, region: Region): string
}

const CLOSING: Readonly<Record<string, string>> = { '「': '」', '『': '』', '《': '》' }

/** Cuts a text into stretches outside and inside quotation marks; an unclosed one is outside. */
function splitQuoted(text: string): { text: string; quoted: boolean }[] {
  const parts: { text: string; quoted: boolean }[] = []
  let start = 0
  let index = 0
  while (index < text.length) {
    const opening = text.charAt(index)
    const closing = CLOSING[opening]
    const end = closing === undefined ? -1 : closingIndex(text, index, opening, closing)
    if (end < 0) {
      index += 1
      continue
    }
    parts.push({ text: text.slice(start, index), quoted: false })
    parts.push({ text: text.slice(index, end + 1), quoted: true })
    start = end + 1
    index = start
  }
  parts.push({ text: text.slice(start), quoted: false })
  return parts
}

function closingIndex(text: string, from: number, opening: string, closing: string): number {
  let depth = 0
  for (let index = from; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === opening) depth += 1
    if (character === closing) depth -= 1
    if (depth === 0) return index
  }
  return -1
}

function hasBoundaryInside(boundaries: ReadonlySet<number>, start: number, end: number): boolean {
  for (let offset = start + 1; offset < end; offset += 1) {
    if (boundaries.has(offset)) return true
  }
  return false
}

/**
 * Word choice by the `display` fields of the glossary: the first Simplified term of an entry, script
 * converted, becomes the word given, the longest match first. A word that must stay inside a longer
 * one is protected by an entry for the longer, and nothing across two words is changed: `視頻` in
 * `重視頻次` stays. Entries with `scheme` never reach a text.
 */
export function createRegionalWording(
  glossary: Glossary,
  converter: ScriptConverter = createScriptConverter(),
  tokenizer: Pick<Tokenizer, 'wordBoundaries'> = createTokenizer([]),
): RegionalWording {
  const matchers = new Map<Region, PhraseMatcher<string>>()

  function matcherFor(region: Region): PhraseMatcher<string> {
    const known = matchers.get(region)
    if (known) return known
    const entries = glossary.entries.flatMap((entry) => {
      const shown = entry.display?.[region]
      if (entry.scheme || shown === undefined) return []
      return [[converter.toTraditional(entry['zh-Hans'][0] ?? '', region), shown] as const]
    })
    const matcher = createPhraseMatcher(entries)
    matchers.set(region, matcher)
    return matcher
  }

  function reword(text: string, match: PhraseMatcher<string>): string {
    const pieces = match(text)
    if (pieces.every(({ value }) => value === undefined)) return text
    const boundaries = tokenizer.wordBoundaries(text)
    return pieces
      .map((piece) => {
        const end = piece.start + piece.text.length
        const isWord = boundaries.has(piece.start) && boundaries.has(end)
        const isPartOfWord = !hasBoundaryInside(boundaries, piece.start, end)
        return piece.value !== undefined && (isWord || isPartOfWord) ? piece.value : piece.text
      })
      .join('')
  }

  return {
    toRegionalWording(text, region) {
      const match = matcherFor(region)
      return splitQuoted(text)
        .map((part) => (part.quoted ? part.text : reword(part.text, match)))
        .join('')
    },
  }
}
