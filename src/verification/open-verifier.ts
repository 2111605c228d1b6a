import { join } from 'node:path'
import type { TextConverter } from '../composition/present-text.js'
import type { Embedder } from '../embedding/embedder.js'
import { loadCommitments } from '../measures/load-commitments.js'
import type { OpenCorpus } from '../pipeline.js'
import type { OpenIndex } from '../retrieval/search-index.js'
import { createSentenceVerifier, type MeasuringVerifier } from './create-sentence-verifier.js'
import { type Contrasts, loadContrasts } from './load-contrasts.js'
import type { VerifierThresholds } from './thresholds.js'

/**
 * The verifier over an open corpus.
 *
 * @param corpusFolder Holds `contrasts.yaml` and `commitments.yaml`.
 * @param change What is done to the tables before they are used: fitting leaves words out.
 * @throws AppError `bad_corpus` that names the file and line at fault.
 */
export function openVerifier(
  open: Pick<OpenCorpus<OpenIndex>, 'corpus' | 'tokenizer' | 'glossary' | 'index'>,
  embedder: Pick<Embedder, 'embed'>,
  converter: TextConverter,
  thresholds: Readonly<Record<'zh' | 'en', VerifierThresholds>>,
  corpusFolder: string,
  change: (contrasts: Contrasts) => Contrasts = (contrasts) => contrasts,
): MeasuringVerifier {
  return createSentenceVerifier({
    corpus: open.corpus,
    tokenizer: open.tokenizer,
    glossary: open.glossary,
    lexical: open.index.lexical,
    embedder,
    converter,
    commitments: loadCommitments(join(corpusFolder, 'commitments.yaml')),
    contrasts: change(loadContrasts(join(corpusFolder, 'contrasts.yaml'))),
    thresholds,
  })
}
