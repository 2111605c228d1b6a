import { askingPart } from './asking-part.js'

/** One Chinese character, a Latin word, a number, or a mark that ends something. */
const TOKEN = /\p{Script=Han}|[\p{Script=Latin}']+|\d+|[?,.;]/gu
/** Ends of a clause; the mark stays with what is before it. */
const CLAUSE_END = /(?<=[?!。！？；;，,:：\n]|\.\s)/u
/** Most tokens of a feature. */
const MAX_TOKENS = 3
/** A last clause shorter than this (tokens) is read with the one before it: 得唔得?, please. */
const MIN_LAST_CLAUSE = 6

/**
 * What is looked at of a question to tell what it asks of a measure: its runs of up to three tokens,
 * and once more those of its last clause (`>`), each with the same weight within its kind.
 *
 * @param text The folded question without the names of offices.
 */
export function facetFeatures(text: string): Map<string, number> {
  const asking = askingPart(text)
  const features = new Map<string, number>()
  add(features, '', tokensOf(asking))
  add(features, '>', lastClause(asking))
  return features
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

function lastClause(text: string): string[] {
  let tokens: string[] = []
  for (const clause of text.split(CLAUSE_END).toReversed()) {
    tokens = [...tokensOf(clause), ...tokens]
    if (tokens.length >= MIN_LAST_CLAUSE) break
  }
  return tokens
}

function add(features: Map<string, number>, prefix: string, tokens: readonly string[]): void {
  const runs = new Set<string>()
  for (let start = 0; start < tokens.length; start++) {
    for (let count = 1; count <= MAX_TOKENS && start + count <= tokens.length; count++) {
      runs.add(`${prefix}${tokens.slice(start, start + count).join(' ')}`)
    }
  }
  const value = 1 / Math.sqrt(Math.max(1, runs.size))
  for (const run of runs) features.set(run, value)
}
