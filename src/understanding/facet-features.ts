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
  addRuns(features, aroundQuestionWords(asking))
  return features
}

/** Words that ask. */
const QUESTION_WORD =
  /什么|啥|咩|乜嘢?|哪|边[个度啲几位]|谁|几[多时耐]?|多[少久长大高早快]|怎[么样]*|如何|点样?|有没有|有冇|吗|\b(?:what|which|who|whom|whose|where|when|how|whether|is there|are there|any|does|do)\b/gu
/** How far from a word that asks others still belong to it, in tokens. */
const REACH = 6

/**
 * Each word that asks together with each token, and each pair of tokens, near it: 哪…口岸 and which … ports,
 * whatever stands between.
 */
function aroundQuestionWords(text: string): Set<string> {
  const runs = new Set<string>()
  for (const { 0: word, index } of text.matchAll(QUESTION_WORD)) {
    const before = tokensOf(text.slice(0, index)).slice(-REACH)
    const behind = tokensOf(text.slice(index + word.length)).slice(0, REACH)
    for (const [side, near] of [
      ['<', before],
      ['~', behind],
    ] as const) {
      near.forEach((token, at) => {
        runs.add(`${word}${side}${token}`)
        const next = near[at + 1]
        if (next !== undefined) runs.add(`${word}${side}${token} ${next}`)
      })
    }
  }
  return runs
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
  addRuns(features, runs)
}

function addRuns(features: Map<string, number>, runs: ReadonlySet<string>): void {
  const value = 1 / Math.sqrt(Math.max(1, runs.size))
  for (const run of runs) features.set(run, value)
}
