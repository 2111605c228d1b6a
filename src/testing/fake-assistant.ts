import { join } from 'node:path'
import type { Assistant } from '../assistant.js'
import { createDirectory } from '../citations/references.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'

/**
 * An assistant over the real corpus that answers nothing: whatever a test does not give it is
 * refused with `internal`.
 */
export function createFakeAssistant(
  own: Partial<Pick<Assistant, 'answer' | 'events' | 'search'>> = {},
): Assistant {
  const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
  const refuse = (): never => {
    throw new AppError('internal', 'this test did not expect a call')
  }
  return {
    corpus,
    directory: createDirectory(corpus, 'https://assistant.example'),
    answer: async () => refuse(),
    search: async () => refuse(),
    async *events() {
      yield refuse()
    },
    ...own,
  }
}
