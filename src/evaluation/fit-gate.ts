import { createHash } from 'node:crypto'
import {
  type Direction,
  GATE_FEATURES,
  type GateModel,
  type LogisticModel,
  type ScopeModel,
} from '../domain/gate.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { sideOf } from '../retrieval/gate.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { type FittedBareGate, fitBareGate } from './fit-gate-bare.js'
import {
  type Directions,
  embedKnownQuestions,
  fitDirections,
  groupOf,
} from './fit-gate-directions.js'
import { type AskedQuestion, FOLDS, readGateQuestions } from './fit-gate-questions.js'
import { ALLOWED, auroc, bestThreshold, type Group } from './fit-gate-threshold.js'
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
  readonly bare: FittedBareGate
}

/**
 * Fits the gate on the `dev` questions that a search decides: those with gold against those without.
 * Anything of another split is left out here, not by the caller.
 *
 * @param date Day of the fit, `YYYY-MM-DD`.
 * @param kept The part of a language that is not to be fitted again, with the model that has it.
 */
export async function fitGate(
  questions: readonly EvaluationQuestion[],
  open: OpenCorpus,
  embedder: Embedder,
  date: string,
  kept?: { readonly group: Group; readonly model: GateModel },
): Promise<FittedGate> {
  const dev = questions.filter(({ split }) => split === 'dev')
  const known = await embedKnownQuestions(open, embedder)
  const directions = fitDirections(known)
  const asked = await readGateQuestions(dev, open, embedder)
  const examples = await examplesOf(asked, open, directions)
  const groups = (['zh', 'en'] as const).map((group) => {
    const own = examples.filter((example) => example.group === group)
    const { model, fit } = fitGroup(group, own, directions[group])
    return { count: own.length, fit, model: kept?.group === group ? kept.model[group] : model }
  })
  const [zh, en] = groups
  if (zh === undefined || en === undefined) throw new RangeError('expected both language groups')
  const bare = await fitBareGate(asked, open, known, { zh: zh.model, en: en.model })
  const sha256 = createHash('sha256').update(JSON.stringify(dev)).digest('hex')
  const fittedOf = (group: Group, questions: number): GateModel['fitted'][Group] =>
    kept?.group === group ? kept.model.fitted[group] : { on: date, split: 'dev', sha256, questions }
  const bareOf = (group: Group): GateModel['bare'][Group] =>
    (kept?.group === group ? kept.model.bare : bare.model)[group]
  return {
    model: {
      embedder: embedder.fingerprint,
      fitted: { zh: fittedOf('zh', zh.count), en: fittedOf('en', en.count) },
      zh: zh.model,
      en: en.model,
      bare: { zh: bareOf('zh'), en: bareOf('en') },
    },
    fits: groups.map(({ fit }) => fit),
    bare,
  }
}

/**
 * What a question counts that asks for a facet of a measure (its date, its fee), beside 1 for any other: the
 * set has four hundred of them, each made from a measure and so answerable. Counted in full they would
 * make the gate strict with what visitors ask, and let through whatever sounds like them.
 */
const FACET_WEIGHT = 0.3

interface GateExample extends LabelledExample {
  readonly group: 'zh' | 'en'
  readonly weight: number
  /** The fold it is left out with: all questions about one measure are left out together. */
  readonly fold: number
  readonly vector: Float32Array
  readonly domain: boolean
  readonly farDomain: boolean
  /** Whether the right answer is that the question is out of scope. */
  readonly outside: boolean
}

async function examplesOf(
  asked: readonly AskedQuestion[],
  { corpus, index, tokenizer }: OpenCorpus,
  directions: Directions,
): Promise<GateExample[]> {
  const searcher = createMeasureSearcher(index, corpus.measures, tokenizer)
  const examples: GateExample[] = []
  for (const { question, understanding: u, vector, query, fold } of asked) {
    const { evidence } = await searcher.search(query, 3)
    const group = groupOf(u.language)
    const values = {
      ...evidence,
      direction: sideOf(directions[group].answered, vector),
      domain: u.domain ? 1 : 0,
      signposted: u.signposts.length > 0 ? 1 : 0,
    }
    examples.push({
      group,
      fold,
      values: GATE_FEATURES.map((name) => values[name]),
      positive: question.gold.length > 0,
      weight: question.type === 'facet' ? FACET_WEIGHT : 1,
      vector,
      domain: u.domain,
      farDomain: u.farDomain,
      outside: question.outcome === 'out_of_scope',
    })
  }
  return examples
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
  // Three weights leave little to overfit: the plane is moved to where least is mistaken.
  const scores = refused.map(({ values, positive }) => ({
    score: raw.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), bias - offset),
    positive,
  }))
  return { direction, side, domain, farDomain, bias: rounded(bias - offset - bestCut(scores)) }
}

/**
 * The score above which a question counts as far: midway between where the fewest questions are on the
 * wrong side and where the smallest shares of both kinds are. There are ten times as many near as far: by
 * the head what is far would be let go, by shares one far question would weigh as ten.
 */
function bestCut(
  scores: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const far = scores.filter(({ positive }) => positive).map(({ score }) => score)
  const near = scores.filter(({ positive }) => !positive).map(({ score }) => score)
  const sorted = [...far, ...near].toSorted((a, b) => a - b)
  const cuts = sorted.map((score, index) => (score + (sorted[index + 1] ?? score)) / 2)
  const cheapest = (farWeight: number, nearWeight: number): number => {
    const costs = cuts.map(
      (cut) =>
        far.filter((score) => score <= cut).length * farWeight +
        near.filter((score) => score > cut).length * nearWeight,
    )
    const least = Math.min(...costs)
    const best = cuts.filter((_, index) => costs[index] === least)
    return best[Math.floor(best.length / 2)] ?? 0
  }
  return (cheapest(1, 1) + cheapest(1 / Math.max(1, far.length), 1 / Math.max(1, near.length))) / 2
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
  const scored = examples.map(({ values, positive, fold, weight }) => ({
    probability: models[fold]?.probability(values) ?? 0,
    positive,
    weight,
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

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
