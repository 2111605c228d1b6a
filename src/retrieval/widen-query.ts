import { type AddedTerm, expandQuery } from '../scripts/expand-query.js'
import type { Glossary } from '../scripts/glossary.js'
import { createNearTerms } from '../scripts/near-terms.js'
import { stemEnglish } from '../scripts/stem-english.js'
import type { OpenIndex } from './search-index.js'

/** What a query is widened with. */
export interface QueryWidenerDeps {
  readonly index: Pick<OpenIndex, 'lexical'>
  readonly glossary: Glossary
}

/**
 * The terms by which a folded question is widened: the glossary's for what it says, and those it
 * misses by a slip of the pen.
 */
export function createQueryWidener({
  index,
  glossary,
}: QueryWidenerDeps): (folded: string) => AddedTerm[] {
  const { bigrams, english } = index.lexical
  const near = createNearTerms(glossary, {
    bigram: (pair) => bigrams.coverage([pair]) > 0,
    word: (word) => english.coverage([word]) > 0 || english.coverage([stemEnglish(word)]) > 0,
  })
  return (folded) => [...expandQuery(folded, glossary).added, ...near(folded)]
}
