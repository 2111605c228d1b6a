import type { Directory } from '../citations/references.js'
import type { SearchResponse } from '../domain/search.js'
import { foldText } from '../scripts/fold.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import type { Understanding } from '../understanding/understand-question.js'
import type { Hit } from './search-measures.js'

/** Hits as the search call shows them: the best sentence of each, with the words of the query marked. */
export function presentHits(
  hits: readonly Hit[],
  understanding: Understanding,
  explain: boolean,
  directory: Directory,
  tokenizer: Tokenizer,
): SearchResponse['results'] {
  const terms = [...new Set(tokenizer.words(understanding.folded))]
  return hits.map((hit) => {
    const { measure } = hit
    const snippet = bestSentence(hit)
    return {
      measureId: measure.id,
      reference: directory.reference(measure, understanding.language),
      title: measure.title,
      office: {
        id: measure.officeId,
        name: directory.officeName(measure.officeId, understanding.language),
      },
      score: hit.score,
      snippet,
      highlights: highlightsOf(snippet, terms),
      ...(explain ? { explanation: hit.explain() } : {}),
    }
  })
}

function bestSentence({ measure, sentenceCosines }: Hit): string {
  const best = sentenceCosines.reduce(
    (chosen, cosine, index) => (cosine > (sentenceCosines[chosen] ?? 0) ? index : chosen),
    0,
  )
  const { start, end } = measure.sentences[best] ?? { start: 0, end: measure.titleEnd }
  return measure.text.slice(start, end)
}

/** Spans of the terms in a text, merged and ascending; folding keeps UTF-16 offsets. */
export function highlightsOf(text: string, terms: readonly string[]): [number, number][] {
  const folded = foldText(text)
  const spans: [number, number][] = []
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      spans.push([at, at + term.length])
    }
  }
  const merged: [number, number][] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}
