import { join } from 'node:path'
import { type LoadedCorpus, loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import { glossaryUserWords, loadGlossary } from '../scripts/glossary.js'
import { createTokenizer, type Tokenizer } from '../scripts/tokenize.js'
import {
  createQuestionReader,
  type QuestionContext,
  type QuestionReader,
} from '../understanding/understand-question.js'

/** The real corpus and what reads questions with it; no model, no index. */
export interface TestReader extends LoadedCorpus {
  readonly tokenizer: Tokenizer
  readonly reader: QuestionReader
}

/** A question that comes alone and leaves its language open. */
export const NO_CONTEXT: QuestionContext = { requestedLanguage: 'auto', history: [] }

/** Reads the real corpus from its folder; some 100 ms. */
export function loadTestReader(): TestReader {
  const folder = join(projectRoot, 'corpus')
  const loaded = loadCorpus(folder)
  const tokenizer = createTokenizer(glossaryUserWords(loadGlossary(join(folder, 'glossary.yaml'))))
  return { ...loaded, tokenizer, reader: createQuestionReader({ ...loaded, tokenizer }) }
}
