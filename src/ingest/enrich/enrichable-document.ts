import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadedCorpus, loadCorpus, VERSIONS_FOLDER } from '../../documents/load-corpus.js'
import type { CorpusDocument } from '../../domain/corpus.js'
import type { MeasureRecord } from '../../domain/measure.js'
import { AppError } from '../../errors.js'
import { questionKey } from '../../evaluation/question-separation.js'
import { foldText } from '../../scripts/fold.js'
import { loadGlossary } from '../../scripts/glossary.js'
import type { CheckContext } from './enrichment-check.js'

/** A document of a corpus with what its enrichment is checked against. */
export interface EnrichableDocument {
  readonly document: CorpusDocument
  /** The document's own folder. */
  readonly folder: string
  /** Keys of its measures, in order. */
  readonly order: readonly string[]
  readonly measure: (key: string) => MeasureRecord | undefined
  readonly context: (measure: MeasureRecord, english: string | undefined) => CheckContext
  /** Lay questions of a measure's neighbours and of no measure, by `questionKey`. */
  readonly takenBeside: (measureId: string) => Set<string>
  /** Folded terms of the glossary, with their English where there is some. */
  readonly glossary: ReadonlyMap<string, string>
}

/**
 * Opens one document of a corpus folder.
 *
 * @throws AppError `invalid_request` when there is no such document; `bad_corpus` when the corpus is
 * not sound.
 */
export function openEnrichable(corpusFolder: string, documentId: string): EnrichableDocument {
  const loaded = loadCorpus(corpusFolder)
  const { documents, cues } = loaded.corpus
  const document = documents.find(({ data }) => data.id === documentId)
  if (document === undefined) {
    const known = documents.map(({ data }) => data.id).join(', ')
    throw new AppError(
      'invalid_request',
      `expected a document of the corpus (${known}), found "${documentId}"`,
    )
  }
  const [id = '', version] = documentId.split('@')
  const folder =
    version === undefined
      ? join(corpusFolder, id)
      : join(corpusFolder, id, VERSIONS_FOLDER, version)
  const byKey = new Map(document.measures.map((measure) => [measure.key, measure]))
  return {
    document,
    folder,
    order: document.measures.map(({ key }) => key),
    measure: (key) => byKey.get(key),
    context: (measure, english) => ({ measure, script: document.data.script, cues, english }),
    takenBeside: createTakenBeside(loaded),
    glossary: glossaryTerms(join(corpusFolder, 'glossary.yaml')),
  }
}

/** English of a measure where there is some, accepted or not. */
export function englishOf(measure: MeasureRecord): string | undefined {
  return (measure.translation ?? measure.draftTranslation)?.text
}

function createTakenBeside({
  layQuestions,
  unanswered,
}: LoadedCorpus): EnrichableDocument['takenBeside'] {
  const keyed = [...layQuestions].map(([id, questions]) => ({
    about: withoutVersion(id),
    keys: questions.map(questionKey),
  }))
  const ofNone = unanswered.flatMap(({ questions }) => questions.map(questionKey))
  return (measureId) => {
    // Versions of one measure are asked for in the same words.
    const own = withoutVersion(measureId)
    return new Set([...keyed.flatMap(({ about, keys }) => (about === own ? [] : keys)), ...ofNone])
  }
}

function withoutVersion(measureId: string): string {
  return measureId.replace(/@\d+(?=\/)/u, '')
}

function glossaryTerms(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map()
  return new Map(
    loadGlossary(file).entries.flatMap((entry) =>
      entry['zh-Hans'].map((term): [string, string] => [foldText(term), entry.en[0] ?? '']),
    ),
  )
}
