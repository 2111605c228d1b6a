import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sourceTexts } from './source-texts.fixture.js'
import { createTokenizer, TOKENIZER_VERSION } from './tokenize.js'

/** What each version makes of the documents: sha256 over all terms, first 16 digits. */
const TERMS_OF_VERSION: Readonly<Record<string, string>> = {
  '1': '667e08fda5db9b03',
}

// In a file of its own: user words of other tokenizers in the process would change the terms.
test('TOKENIZER_VERSION is raised whenever the terms of the documents change', () => {
  const tokenizer = createTokenizer([])
  const hash = createHash('sha256')
  for (const { text } of sourceTexts()) {
    hash.update(JSON.stringify([tokenizer.words(text), tokenizer.bigrams(text)]))
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(TERMS_OF_VERSION[TOKENIZER_VERSION])
})
