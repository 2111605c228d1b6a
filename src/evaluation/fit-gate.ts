import { createHash } from 'node:crypto'
import {
  type Direction,
  GATE_FEATURES,
  type GateModel,
  type LogisticModel,
  type ScopeModel,
} from '../domain/gate.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { indexesOf } from '../retrieval/decide.js'
import { sideOf } from '../retrieval/gate.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { createQueryWidener } from '../retrieval/widen-query.js'
import { foldText } from '../scripts/fold.js'
import { createQuestionReader } from '../understanding/understand-question.js'
import { fitDirection } from './fit-direction.js'
import { fitLogistic, type LabelledExample } from './fit-logistic.js'

/** The fit of one language group and how well it separates what it was fitted on. */
export interface GateFit {
  readonly group: 'zh' | 'en'
  readonly positives: number
  readonly negatives: number
  /** Area under the ROC curve, leaving out one fold at a time. */
  readonly crossValidatedAuroc: number
  readonly falseAnswers: number
  readonly falseRefusals: number
}

/** What {@link fitGate} returns. */
export interface FittedGate {
  readonly model: GateModel
  readonly fits: readonly GateFit[]
}

const FOLDS = 20

/**
 * Fits the gate on the `dev` questions that a search decides: those with gold against those without.
 * Anything of another split is left out here, not by the caller.
 *
 * @param date Day of the fit, `YYYY-MM-DD`.
 */
export async function fitGate(
  questions: readonly EvaluationQuestion[],
  open: OpenCorpus,
  embedder: Embedder,
  date: string,
): Promise<FittedGate> {
  const dev = questions.filter(({ split }) => split === 'dev')
  const directions = await fitDirections(open, embedder)
  const examples = await examplesOf(dev, open, embedder, directions)
  const groups = (['zh', 'en'] as const).map((group) => {
    const own = examples.filter((example) => example.group === group)
    return { group, count: own.length, ...fitGroup(group, own, directions[group]) }
  })
  const [zh, en] = groups
  if (zh === undefined || en === undefined) throw new RangeError('expected both language groups')
  return {
    model: {
      embedder: embedder.fingerprint,
      fittedOn: date,
      questions: {
        split: 'dev',
        sha256: createHash('sha256').update(JSON.stringify(dev)).digest('hex'),
        zh: zh.count,
        en: en.count,
      },
      zh: zh.model,
      en: en.model,
    },
    fits: groups.map(({ fit }) => fit),
  }
}

interface GateExample extends LabelledExample {
  readonly group: 'zh' | 'en'
  /** The fold it is left out with: the forms of one question are left out together. */
  readonly fold: number
  readonly vector: Float32Array
  readonly domain: boolean
  readonly farDomain: boolean
  /** Whether the right answer is that the question is out of scope. */
  readonly outside: boolean
}

async function examplesOf(
  questions: readonly EvaluationQuestion[],
  open: OpenCorpus,
  embedder: Embedder,
  directions: Directions,
): Promise<GateExample[]> {
  const { corpus, index, tokenizer } = open
  const widen = createQueryWidener(open)
  const reader = createQuestionReader({ corpus, tokenizer })
  const searcher = createMeasureSearcher(index, corpus.measures, tokenizer)
  const examples: GateExample[] = []
  const foldOf = foldsByQuestion()
  for (const question of questions) {
    if (question.history !== undefined) continue
    if (!['paraphrase', 'strength', 'facet', 'unanswerable'].includes(question.type)) continue
    const u = reader.read(question.question, { requestedLanguage: 'auto', history: [] })
    // What the rules decide never reaches the gate and must not shape it.
    if (u.topicTerms.length === 0 || u.foreignLanguage) continue
    const [vector] = await embedder.embed([u.folded], 'query')
    if (vector === undefined) continue
    const covered = corpus.documents.filter(
      ({ data }) => u.officeIds.includes(data.office) || u.documentIds.includes(data.id),
    )
    const { evidence } = searcher.search(
      {
        folded: u.folded,
        vector,
        added: widen(u.folded),
        topicTerms: u.topicTerms,
        allowed: covered.length > 0 ? indexesOf(corpus, covered) : undefined,
      },
      3,
    )
    examples.push({
      group: groupOf(u.language),
      fold: foldOf(question),
      values: GATE_FEATURES.map((name) =>
        name === 'direction'
          ? sideOf(directions[groupOf(u.language)].answered, vector)
          : evidence[name],
      ),
      positive: question.gold.length > 0,
      vector,
      domain: u.domain,
      farDomain: u.farDomain,
      outside: question.outcome === 'out_of_scope',
    })
  }
  return examples
}

type Group = 'zh' | 'en'
/** Directions between what measures answer and what none does, and between no customs matter and all others. */
type Directions = Readonly<Record<Group, { answered: Direction; outside: Direction }>>

function groupOf(language: AnswerLanguage): Group {
  return language === 'en' ? 'en' : 'zh'
}

const HAN = /\p{Script=Han}/u

/** Fitted on the known questions of the corpus alone, so that no question of the set shapes it. */
async function fitDirections(open: OpenCorpus, embedder: Embedder): Promise<Directions> {
  const known = [
    ...[...open.layQuestions.values()].flat().map((text) => ({ text, kind: 'answered' as const })),
    ...open.unanswered.flatMap(({ kind, questions }) => questions.map((text) => ({ text, kind }))),
  ]
  const examples: Record<Group, { vector: Float32Array; kind: 'answered' | 'near' | 'far' }[]> = {
    zh: [],
    en: [],
  }
  for (const { text, kind } of known) {
    const [vector] = await embedder.embed([foldText(text)], 'query')
    if (vector !== undefined) examples[HAN.test(text) ? 'zh' : 'en'].push({ vector, kind })
  }
  const fitted = (group: Group, positive: 'answered' | 'far'): Direction =>
    fitDirection(
      examples[group].map(({ vector, kind }) => ({ vector, positive: kind === positive })),
    )
  const both = (group: Group) => ({
    answered: fitted(group, 'answered'),
    outside: fitted(group, 'far'),
  })
  return { zh: both('zh'), en: both('en') }
}

/** Weighs side and cues on the dev questions that are refused: out of scope against the others. */
function fitScope(direction: Direction, examples: readonly GateExample[]): ScopeModel {
  const refused = examples.flatMap(({ positive, outside, vector, domain, farDomain }) =>
    positive
      ? []
      : [
          {
            values: [sideOf(direction, vector), domain ? 1 : 0, farDomain ? 1 : 0],
            positive: outside,
          },
        ],
  )
  const { weights, mean, deviation, bias } = fitLogistic(refused)
  const raw = weights.map((weight, index) => weight / (deviation[index] ?? 1))
  const [side = 0, domain = 0, farDomain = 0] = raw.map(rounded)
  const offset = raw.reduce((sum, weight, index) => sum + weight * (mean[index] ?? 0), 0)
  // Three weights leave little to overfit: the plane is moved to where the fewest are mistaken.
  const scores = refused.map(({ values, positive }) => ({
    score: raw.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), bias - offset),
    positive,
  }))
  return { direction, side, domain, farDomain, bias: rounded(bias - offset - bestCut(scores)) }
}

/** The score above which the fewest are on the wrong side; the middle one of several. */
function bestCut(
  scores: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const sorted = scores.map(({ score }) => score).toSorted((a, b) => a - b)
  const cuts = sorted.map((score, index) => (score + (sorted[index + 1] ?? score)) / 2)
  const errors = cuts.map(
    (cut) => scores.filter(({ score, positive }) => score > cut !== positive).length,
  )
  const fewest = Math.min(...errors)
  const best = cuts.filter((_, index) => errors[index] === fewest)
  return best[Math.floor(best.length / 2)] ?? 0
}

/** Deals questions out to the folds in turn; those with one `parallelId` go together. */
function foldsByQuestion(): (question: EvaluationQuestion) => number {
  const folds = new Map<string, number>()
  return ({ id, parallelId }) => {
    const key = parallelId ?? id
    const fold = folds.get(key) ?? folds.size % FOLDS
    folds.set(key, fold)
    return fold
  }
}

function fitGroup(
  group: 'zh' | 'en',
  examples: readonly GateExample[],
  directions: Directions[Group],
): { model: LogisticModel; fit: GateFit } {
  // Out-of-fold probabilities: a threshold chosen on the fit's own would be too hopeful.
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitLogistic(examples.filter((example) => example.fold !== fold)),
  )
  const scored = examples.map(({ values, positive, fold }) => ({
    probability: models[fold]?.probability(values) ?? 0,
    positive,
  }))
  const threshold = bestThreshold(scored, ALLOWED[group])
  const fitted = fitLogistic(examples)
  const record = (values: readonly number[]) =>
    Object.fromEntries(
      GATE_FEATURES.map((name, index) => [name, rounded(values[index] ?? 0)]),
    ) as Record<(typeof GATE_FEATURES)[number], number>
  return {
    model: {
      weights: record(fitted.weights),
      mean: record(fitted.mean),
      deviation: record(fitted.deviation),
      bias: rounded(fitted.bias),
      threshold: rounded(threshold),
      direction: directions.answered,
      scope: fitScope(directions.outside, examples),
    },
    fit: {
      group,
      positives: scored.filter(({ positive }) => positive).length,
      negatives: scored.filter(({ positive }) => !positive).length,
      crossValidatedAuroc: auroc(scored),
      falseAnswers: scored.filter((s) => !s.positive && s.probability >= threshold).length,
      falseRefusals: scored.filter((s) => s.positive && s.probability < threshold).length,
    },
  }
}

interface Scored {
  readonly probability: number
  readonly positive: boolean
}

/** Error rates that are allowed by the quality floors of the project, by language group. */
const ALLOWED: Readonly<Record<Group, { falseAnswers: number; falseRefusals: number }>> = {
  zh: { falseAnswers: 0.05, falseRefusals: 0.04 },
  en: { falseAnswers: 0.05, falseRefusals: 0.06 },
}

/** The threshold at which neither error rate exceeds what is allowed by more than need be. */
function bestThreshold(scored: readonly Scored[], allowed: (typeof ALLOWED)[Group]): number {
  const positives = scored.filter(({ positive }) => positive).length
  const negatives = scored.length - positives
  let best = { thresholds: [0.5], cost: Number.POSITIVE_INFINITY }
  for (let step = 5; step <= 95; step++) {
    const threshold = step / 100
    const falseAnswers = scored.filter((s) => !s.positive && s.probability >= threshold).length
    const falseRefusals = scored.filter((s) => s.positive && s.probability < threshold).length
    const cost = Math.max(
      falseAnswers / negatives / allowed.falseAnswers,
      falseRefusals / positives / allowed.falseRefusals,
    )
    if (cost < best.cost) best = { thresholds: [threshold], cost }
    else if (cost === best.cost) best.thresholds.push(threshold)
  }
  // Where several are equally good the middle one is furthest from both kinds of mistake.
  return best.thresholds[Math.floor(best.thresholds.length / 2)] ?? 0.5
}

/** Area under the ROC curve: the share of pairs in which the positive has the higher score, ties half. */
export function auroc(scored: readonly Scored[]): number {
  const positives = scored.filter(({ positive }) => positive)
  const negatives = scored.filter(({ positive }) => !positive)
  let won = 0
  for (const { probability } of positives) {
    for (const other of negatives) {
      if (probability > other.probability) won += 1
      else if (probability === other.probability) won += 0.5
    }
  }
  return won / Math.max(1, positives.length * negatives.length)
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
