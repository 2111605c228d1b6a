import type { TextRole } from './embedder.js'

/** What models of the e5 family were trained to see before a text. */
export const PREFIXES = { query: 'query: ', passage: 'passage: ' } as const satisfies Record<
  TextRole,
  string
>

/**
 * Tokens a question may have, prefix included: some 180 Chinese characters or 90 English words.
 * More is a pasted document, and costs every other asker its time (512 tokens take 100 to 350 ms).
 */
export const MAX_QUERY_TOKENS = 128

/** Changes whenever a text would get another vector from the same model files. */
export const EMBEDDING_RECIPE: string = JSON.stringify({ PREFIXES, MAX_QUERY_TOKENS })
