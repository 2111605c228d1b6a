import type { Directory } from './citations/references.js'
import type { DecidedQuestion, Decider } from './decide-question.js'
import type { DatedCorpus } from './documents/corpus-on.js'
import { baseIdOf } from './documents/document-versions.js'
import { historyOf } from './documents/measure-history.js'
import type { HistoryTurn } from './domain/answer.js'
import type { Corpus, CorpusDocument } from './domain/corpus.js'
import type { MeasureRecord } from './domain/measure.js'
import type { Decision } from './retrieval/decide.js'
import type { QuestionReader } from './understanding/understand-question.js'

/** What {@link decideEnded} works with. */
export interface EndedDeps {
  readonly directory: Directory
  /** Reader and decider over a part of the corpus. */
  readonly partsOf: (corpus: Corpus) => {
    readonly reader: QuestionReader
    readonly decider: Decider
  }
}

/** What came with the question. */
export interface EndedQuestion {
  readonly history: readonly HistoryTurn[]
  readonly acceptLanguage?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** After these it is looked whether a document that holds no more would have answered. */
const FINDS_NOTHING: ReadonlySet<Decision['kind']> = new Set([
  'no-evidence',
  'out-of-scope',
  'office-not-covered',
  'measure-not-found',
])

/** What is refused for what it is, not for what is not found. */
const REFUSED: ReadonlySet<Decision['kind']> = new Set(['guardrail', 'foreign-language'])

/**
 * Below this probability evidence is doubtful, and it is looked whether what has ended fits better. The
 * gate lets pass what is likelier than not; where the measure that was meant has gone, what is left often
 * shares words enough for that.
 */
const DOUBTFUL_BELOW = 0.8
/** Doubtful evidence yields to a measure that has ended only where that fits beyond doubt. */
const CERTAIN_FROM = 0.95

/**
 * The decision to say that what was asked for stands only in a document that holds no more, or not yet:
 * where nothing was found, where only such a document is named, or where such a measure fits beyond
 * doubt and what holds hardly does. A measure that goes on with the same words in what holds has not
 * ended, whatever its number was.
 *
 * @returns Nothing where what was decided stands.
 */
export async function decideEnded(
  { decision, probability, reading }: DecidedQuestion,
  { history, acceptLanguage, signal }: EndedQuestion,
  { holding, ended }: DatedCorpus,
  { directory, partsOf }: EndedDeps,
): Promise<Decision | undefined> {
  if (ended === undefined || REFUSED.has(decision.kind)) return undefined
  const { otherwise: _, ...resolved } = reading
  const { reader, decider } = partsOf(ended)
  const understanding = reader.read(resolved.standaloneQuestion, {
    requestedLanguage: resolved.understanding.language,
    history,
    acceptLanguage,
  })
  const held = new Set(holding.documents.map(({ data }) => baseIdOf(data.id)))
  const named = understanding.documentIds.filter((id) => !held.has(baseIdOf(id)))
  const isNamed = named.length > 0 && reading.understanding.documentIds.length === 0
  const isDoubtful = decision.kind === 'evidence' && (probability ?? 1) < DOUBTFUL_BELOW
  if (!isNamed && !isDoubtful && !FINDS_NOTHING.has(decision.kind)) return undefined
  const instead = await decider.decide(
    { ...resolved, understanding, continues: [] },
    undefined,
    signal,
  )
  const { signposts } = understanding
  const isFit = isNamed || !isDoubtful || (instead.probability ?? 0) >= CERTAIN_FROM
  const measures = measuresOf(instead.decision).filter(
    (measure) => !goesOn(measure, holding, directory),
  )
  if (isFit && measures.length > 0) {
    const near = decision.kind === 'evidence' ? decision.hits.map(({ measure }) => measure) : []
    return { kind: 'ended', measures, documents: [], near, signposts }
  }
  const documents = endedDocuments(
    ended,
    (document) =>
      (isNamed && named.includes(document.data.id)) ||
      (decision.kind === 'office-not-covered' && decision.officeIds.includes(document.data.office)),
  )
  return documents.length === 0
    ? undefined
    : { kind: 'ended', measures: [], documents, near: [], signposts }
}

function measuresOf(decision: Decision): readonly MeasureRecord[] {
  if (decision.kind === 'lookup') return decision.measures
  return decision.kind === 'evidence' ? decision.hits.slice(0, 1).map(({ measure }) => measure) : []
}

/** Whether a measure stands with the same words in what holds. */
function goesOn(measure: MeasureRecord, holding: Corpus, directory: Directory): boolean {
  const steps = historyOf(measure, directory.versions(measure.documentId))
  const from = steps.findIndex((step) => step.measure?.id === measure.id)
  const to = steps.findIndex(({ document }) =>
    holding.documents.some(({ data }) => data.id === document.data.id),
  )
  if (from === -1 || to === -1 || steps[to]?.measure === undefined) return false
  return steps
    .slice(Math.min(from, to) + 1, Math.max(from, to) + 1)
    .every(({ change }) => change === 'unchanged' || change === 'moved')
}

/** The documents that fit, of each the newest version. */
function endedDocuments(
  { documents }: Corpus,
  fits: (document: CorpusDocument) => boolean,
): CorpusDocument[] {
  const newest = new Map<string, CorpusDocument>()
  for (const document of documents.filter(fits)) {
    const id = baseIdOf(document.data.id)
    const known = newest.get(id)
    if (known === undefined || known.data.version < document.data.version) newest.set(id, document)
  }
  return [...newest.values()]
}
