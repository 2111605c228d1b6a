import {
  BARE_FEATURES,
  type BareModel,
  type Direction,
  type GateModel,
  type LogisticModel,
} from '../domain/gate.js'
import type { OpenCorpus } from '../pipeline.js'
import { indexesOf } from '../retrieval/decide.js'
import { BESIDE_SHARE, logisticProbability, sideOf } from '../retrieval/gate.js'
import { createOwnCosine } from '../retrieval/gate-own-cosine.js'
import { createMeasureSearcher, type SearchResult } from '../retrieval/search-measures.js'
import { createQueryWidener } from '../retrieval/widen-query.js'
import { bareCorpus } from './fit-gate-bare-corpus.js'
import { directionTo, groupOf, type KnownQuestion } from './fit-gate-directions.js'
import type { AskedQuestion } from './fit-gate-questions.js'
import { ALLOWED, auroc, bestThreshold, type Group, type Scored } from './fit-gate-threshold.js'
import { fitLogistic, type LabelledExample } from './fit-logistic.js'

/** How well the gate separates questions about a document it was not fitted on. */
export interface BareFit {
  readonly group: Group
  readonly positives: number
  readonly negatives: number
  /** Area under the ROC curve, leaving out one document at a time. */
  readonly crossValidatedAuroc: number
  readonly falseAnswers: number
  readonly falseRefusals: number
}

/** What of the gate belongs to a document that was just taken in. */
export interface BareParts {
  readonly model: GateModel['bare']
  /** To what measures answer, of the known questions that are left. */
  readonly directions: Readonly<Record<Group, Direction>>
}

/** What {@link fitBareGate} returns. */
export interface FittedBareGate {
  readonly model: GateModel['bare']
  readonly fits: readonly BareFit[]
  /** By document, what is fitted on all the others: to measure with what it was not fitted on. */
  readonly withoutDocument: ReadonlyMap<string, BareParts>
}

/**
 * Fits the gate for measures without lay questions: the lay questions and the English of each document
 * are left out in turn, and the questions asked of what is left. It weighs where the best measure is one
 * of that document. Positive is a question that this measure answers. Negative are, as `asked`, one that
 * it does not answer, and as `put`, one that is put to the document though it asks about nothing in it:
 * each question without an answer, and each that names no office and is answered elsewhere. Whether the
 * document does not answer the latter too, the gate over its lay questions says; what that leaves open is
 * left out.
 */
export async function fitBareGate(
  asked: readonly AskedQuestion[],
  open: OpenCorpus,
  known: readonly KnownQuestion[],
  full: Readonly<Record<Group, LogisticModel>>,
): Promise<FittedBareGate> {
  const documents = open.corpus.documents.map(({ data }) => data.id)
  const examples: BareExample[] = []
  const directionsOf = new Map<string, BareParts['directions']>()
  for (const documentId of documents) {
    const others = new Set(
      open.corpus.measures.flatMap((one) => (one.documentId === documentId ? [] : [one.id])),
    )
    const left = known.filter(({ measureId }) => measureId === undefined || others.has(measureId))
    const directions = {
      zh: directionTo('answered', 'zh', left),
      en: directionTo('answered', 'en', left),
    }
    directionsOf.set(documentId, directions)
    examples.push(...(await examplesFor(documentId, { asked, open, directions, full })))
  }
  const fits = { zh: fitGroup('zh', examples, documents), en: fitGroup('en', examples, documents) }
  return {
    model: { zh: fits.zh.model, en: fits.en.model },
    fits: [fits.zh.fit, fits.en.fit],
    withoutDocument: new Map(
      [...directionsOf].flatMap(([id, directions]) => {
        const [zh, en] = [fits.zh.without.get(id), fits.en.without.get(id)]
        return zh === undefined || en === undefined ? [] : [[id, { model: { zh, en }, directions }]]
      }),
    ),
  }
}

interface BareExample extends LabelledExample {
  readonly group: Group
  readonly documentId: string
  readonly kind: 'asked' | 'put'
}

async function examplesFor(
  documentId: string,
  {
    asked,
    open,
    directions,
    full,
  }: {
    readonly asked: readonly AskedQuestion[]
    readonly open: OpenCorpus
    readonly directions: BareParts['directions']
    readonly full: Readonly<Record<Group, LogisticModel>>
  },
): Promise<BareExample[]> {
  const { corpus, tokenizer } = open
  const bare = await bareCorpus(open, documentId)
  const widen = createQueryWidener(bare)
  const ownCosineOf = createOwnCosine(bare.index.views)
  const searcher = createMeasureSearcher(bare.index, bare.corpus.measures, tokenizer)
  const within = indexesOf(
    corpus,
    corpus.documents.filter(({ data }) => data.id === documentId),
  )
  const fullSearcher = createMeasureSearcher(open.index, corpus.measures, tokenizer)
  const isAnsweredWithin = async (one: AskedQuestion): Promise<boolean> => {
    const { evidence } = await fullSearcher.search({ ...one.query, allowed: within }, 2)
    const model = full[groupOf(one.understanding.language)]
    const { domain, signposts } = one.understanding
    const cues = { domain, signposted: signposts.length > 0 }
    return logisticProbability(model, evidence, one.vector, cues) >= model.threshold * BESIDE_SHARE
  }
  const exampleOf = (
    { understanding, vector, question }: AskedQuestion,
    { hits, evidence }: SearchResult,
    kind: BareExample['kind'],
  ): BareExample[] => {
    const ownCosine = ownCosineOf(hits[0])
    if (ownCosine === undefined) return []
    const group = groupOf(understanding.language)
    const values = { ...evidence, ownCosine, direction: sideOf(directions[group], vector) }
    return [
      {
        group,
        documentId,
        kind,
        values: BARE_FEATURES.map((name) => values[name]),
        positive: kind === 'asked' && question.gold.includes(hits[0]?.measure.id ?? ''),
      },
    ]
  }
  const search = (one: AskedQuestion, allowed: Uint32Array | undefined): Promise<SearchResult> =>
    searcher.search({ ...one.query, added: widen(one.query.folded), allowed }, 2)
  const examples: BareExample[] = []
  for (const one of asked) {
    examples.push(...exampleOf(one, await search(one, one.query.allowed), 'asked'))
    if (!isElsewhere(one, documentId) || (await isAnsweredWithin(one))) continue
    examples.push(...exampleOf(one, await search(one, within), 'put'))
  }
  return examples
}

/** Whether a question may be put to a document that it is not about. */
function isElsewhere({ question: { gold }, named }: AskedQuestion, documentId: string): boolean {
  if (gold.length === 0) return named.length !== 1 || named[0] !== documentId
  return named.length === 0 && !gold.some((id) => id.startsWith(`${documentId}/`))
}

function fitGroup(group: Group, all: readonly BareExample[], documents: readonly string[]) {
  const examples = all.filter((example) => example.group === group)
  const models = new Map(
    documents.map((id) => [id, fitLogistic(examples.filter((one) => one.documentId !== id))]),
  )
  const scored = examples.map(({ documentId, values, positive, kind }) => ({
    documentId,
    probability: models.get(documentId)?.probability(values) ?? 0,
    positive,
    kind,
  }))
  const threshold = bestThreshold(scored, ALLOWED[group])
  return {
    model: modelOf(fitLogistic(examples), threshold),
    without: new Map(
      [...models].map(([id, fitted]) => {
        const others = scored.filter(({ documentId }) => documentId !== id)
        return [id, modelOf(fitted, bestThreshold(others, ALLOWED[group]))]
      }),
    ),
    fit: fitOf(group, scored, threshold),
  }
}

function modelOf(fitted: ReturnType<typeof fitLogistic>, threshold: number): BareModel {
  const record = (values: readonly number[]): BareModel['weights'] => {
    const of = (name: (typeof BARE_FEATURES)[number]): number =>
      Math.round((values[BARE_FEATURES.indexOf(name)] ?? 0) * 1e6) / 1e6
    return {
      lexicalShare: of('lexicalShare'),
      bestWords: of('bestWords'),
      bestEnglish: of('bestEnglish'),
      chineseCoverage: of('chineseCoverage'),
      englishCoverage: of('englishCoverage'),
      bestOriginal: of('bestOriginal'),
      margin: of('margin'),
      bestLayAnywhere: of('bestLayAnywhere'),
      bestUnanswered: of('bestUnanswered'),
      unansweredShare: of('unansweredShare'),
      direction: of('direction'),
      ownCosine: of('ownCosine'),
    }
  }
  return {
    weights: record(fitted.weights),
    mean: record(fitted.mean),
    deviation: record(fitted.deviation),
    bias: Math.round(fitted.bias * 1e6) / 1e6,
    threshold,
  }
}

function fitOf(group: Group, scored: readonly Scored[], threshold: number): BareFit {
  const positives = scored.filter(({ positive }) => positive)
  const negatives = scored.filter(({ positive }) => !positive)
  return {
    group,
    positives: positives.length,
    negatives: negatives.length,
    crossValidatedAuroc: auroc(scored),
    falseAnswers: negatives.filter(({ probability }) => probability >= threshold).length,
    falseRefusals: positives.filter(({ probability }) => probability < threshold).length,
  }
}
