import { existsSync, readFileSync } from 'node:fs'
import {
  BARE_FEATURES,
  type BareModel,
  type Direction,
  GATE_FEATURES,
  type GateModel,
  gateModelSchema,
  type LogisticModel,
} from '../domain/gate.js'
import { AppError, messageOf } from '../errors.js'
import type { Evidence } from './search-measures.js'

/** What the question itself tells the gate. */
export interface GateCues {
  /** Whether it holds words of customs. */
  readonly domain: boolean
  /** Whether it holds words of a signpost: of what another authority or page answers. */
  readonly signposted: boolean
}

/** What the gate looks at of a question. */
export interface GateInput extends GateCues {
  readonly evidence: Evidence
  /** Unit vector of the question. */
  readonly vector: Float32Array
  readonly english: boolean
  /**
   * Cosine of the question with the nearest sentence of the best measure, where that measure has no
   * lay questions; `undefined` where it has.
   */
  readonly ownCosine?: number | undefined
}

/** Tells by the evidence of a search whether the measures found answer the question. */
export interface Gate {
  /** Probability, 0 to 1, that the question is answered by what was found. */
  probability(input: GateInput): number
  /** Whether that reaches the fitted threshold. */
  passes(input: GateInput): boolean
  /** Whether it reaches the lower one for a further office, when another's measure has passed. */
  passesBeside(input: GateInput): boolean
  /** Whether a question is no customs matter. */
  isOutside(input: ScopeInput): boolean
}

/** What tells whether a question is a customs matter. */
export interface ScopeInput {
  readonly vector: Float32Array
  readonly english: boolean
  /** Whether it holds words of customs, or words of other matters. */
  readonly domain: boolean
  readonly farDomain: boolean
}

/**
 * Share of the threshold that is enough beside another office's measure: the question is then known
 * to be about something the measures speak to, and only whether this office does is open.
 */
export const BESIDE_SHARE = 0.4

/** The gate over a checked model. */
export function createGate(model: GateModel): Gate {
  const probability = (input: GateInput): number => {
    const { evidence, vector, english, ownCosine } = input
    const group = english ? 'en' : 'zh'
    return ownCosine === undefined
      ? logisticProbability(model[group], evidence, vector, input)
      : bareProbability(model.bare[group], model[group].direction, evidence, vector, ownCosine)
  }
  const threshold = ({ english, ownCosine }: GateInput): number =>
    (ownCosine === undefined ? model : model.bare)[english ? 'en' : 'zh'].threshold
  return {
    probability,
    passes: (input) => probability(input) >= threshold(input),
    passesBeside: (input) => probability(input) >= threshold(input) * BESIDE_SHARE,
    isOutside: ({ vector, english, domain, farDomain }) => {
      const { scope } = english ? model.en : model.zh
      const cues = (domain ? scope.domain : 0) + (farDomain ? scope.farDomain : 0)
      return scope.side * sideOf(scope.direction, vector) + cues + scope.bias > 0
    },
  }
}

/** Probability of a logistic model (sigmoid of the weighed, standardised features). */
export function logisticProbability(
  model: LogisticModel,
  evidence: Evidence,
  vector: Float32Array,
  cues: GateCues,
): number {
  const values = {
    ...evidence,
    direction: sideOf(model.direction, vector),
    domain: cues.domain ? 1 : 0,
    signposted: cues.signposted ? 1 : 0,
  }
  return sigmoidOf(GATE_FEATURES, model, values)
}

/** The same where the best measure has no lay questions. */
export function bareProbability(
  model: BareModel,
  direction: Direction,
  evidence: Evidence,
  vector: Float32Array,
  ownCosine: number,
): number {
  const values = { ...evidence, direction: sideOf(direction, vector), ownCosine }
  return sigmoidOf(BARE_FEATURES, model, values)
}

function sigmoidOf<Feature extends string>(
  features: readonly Feature[],
  model: Readonly<Record<'weights' | 'mean' | 'deviation', Readonly<Record<Feature, number>>>> & {
    readonly bias: number
  },
  values: Readonly<Record<Feature, number>>,
): number {
  const sum = features.reduce((total, name) => {
    const standardised = (values[name] - (model.mean[name] ?? 0)) / (model.deviation[name] ?? 1)
    return total + (model.weights[name] ?? 0) * standardised
  }, model.bias)
  return 1 / (1 + Math.exp(-sum))
}

/** How far a vector lies on the positive side of a direction; 0 on the plane itself. */
export function sideOf({ weights, bias }: Direction, vector: Float32Array): number {
  return weights.reduce((sum, weight, index) => sum + weight * (vector[index] ?? 0), bias)
}

/**
 * Reads the gate's model.
 *
 * @param embedder Fingerprint of the embedder in use: a gate belongs to the one it was fitted with.
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadGate(file: string, embedder: string): Gate {
  if (!existsSync(file)) {
    throw new AppError('bad_configuration', `${file}: expected the fitted gate, found no file`)
  }
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new AppError('bad_configuration', `${file}: expected JSON: ${messageOf(error)}`)
  }
  const parsed = gateModelSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError(
      'bad_configuration',
      `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a gate model'}`,
    )
  }
  if (parsed.data.embedder !== embedder) {
    throw new AppError(
      'bad_configuration',
      `${file}: fitted with embedder ${parsed.data.embedder}, in use is ${embedder}: fit it again with "npm run cli -- fit-gate"`,
    )
  }
  return createGate(parsed.data)
}
