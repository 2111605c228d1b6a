import { join } from 'node:path'
import { type CommitmentRules, loadCommitments } from '../../measures/load-commitments.js'
import { type GlossaryEntry, loadGlossary } from '../../scripts/glossary.js'

/** Of the glossary: the documents' terms, and what a region's answers show for them. */
export interface RegionalGlossary {
  readonly entries: readonly Pick<GlossaryEntry, 'zh-Hans' | 'display'>[]
}

/** What promises are read by. */
export interface PromiseSources {
  readonly rules: CommitmentRules
  /** Its words for Hong Kong and Taiwan stand for those of the documents. */
  readonly glossary: RegionalGlossary
}

/**
 * Reads them from a corpus folder.
 *
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadPromiseSources(folder: string): PromiseSources {
  return {
    rules: loadCommitments(join(folder, 'commitments.yaml')),
    glossary: loadGlossary(join(folder, 'glossary.yaml')),
  }
}
