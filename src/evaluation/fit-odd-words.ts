import { createHash } from 'node:crypto'
import type { Corpus } from '../domain/corpus.js'
import type { MeasuringVerifier } from '../verification/create-sentence-verifier.js'
import { type OddWordModel, oddness } from '../verification/odd-words.js'
import type { VerifierThresholds } from '../verification/thresholds.js'
import { fitLogistic } from './fit-logistic.js'
import { generatedOf, type VerifierSentence } from './fit-verifier.js'

/** Parts of the sentences of which each is judged by a model fitted on the others; by measure. */
const FOLDS = 8

/**
 * Share of the lies which only their own words give away that may pass when they are left out of the
 * fit. One lie in eight is of that kind.
 */
const MAX_PASSED = 0.025

interface Example {
  readonly id: string
  readonly fold: number
  readonly features: readonly number[]
  readonly lie: boolean
}

type FittedWords = NonNullable<VerifierThresholds['words']>

/**
 * Fits, for each language, the model that tells words of a claim which say something of their own
 * from those that do not. Honest words are those that honest `dev` sentences have beyond thinned
 * tables; the others those of `dev` lies that nothing else refuses.
 *
 * @param full The verifier whose lies are looked at; its thresholds make no difference.
 * @param thin The verifier with fewer words, see `thin-contrasts.ts`.
 */
export async function fitOddWords(
  sentences: readonly VerifierSentence[],
  corpus: Pick<Corpus, 'measures'>,
  full: Pick<MeasuringVerifier, 'examine'>,
  thin: Pick<MeasuringVerifier, 'examine'>,
): Promise<Readonly<Record<'zh' | 'en', FittedWords | undefined>>> {
  const dev = sentences.filter(({ split }) => split === 'dev')
  const examples = { zh: [] as Example[], en: [] as Example[] }
  for (const line of dev) {
    const lie = line.kind !== 'honest'
    const verifier = lie ? full : thin
    const { reasons, odd } = await verifier.examine(generatedOf(line, corpus), line.language)
    if (odd === undefined || (lie && reasons.length > 0)) continue
    const fold = foldOf(line.measure)
    const group = examples[line.language === 'en' ? 'en' : 'zh']
    for (const { features } of odd) group.push({ id: line.id, fold, features, lie })
  }
  const sha256 = createHash('sha256').update(JSON.stringify(dev)).digest('hex')
  return { zh: fitGroup(examples.zh, sha256), en: fitGroup(examples.en, sha256) }
}

function fitGroup(examples: readonly Example[], sha256: string): FittedWords | undefined {
  const lies = examples.filter(({ lie }) => lie)
  const honest = examples.filter(({ lie }) => !lie)
  if (lies.length === 0 || honest.length === 0) return undefined
  const probability = new Map<Example, number>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = fit(examples.filter((each) => each.fold !== fold))
    for (const each of examples.filter((one) => one.fold === fold)) {
      probability.set(each, oddness({ word: '', features: each.features }, model))
    }
  }
  // A lie is stopped by the word that gives it away.
  const worst = new Map<string, number>()
  for (const each of lies) {
    worst.set(each.id, Math.max(worst.get(each.id) ?? 0, probability.get(each) ?? 1))
  }
  const scores = [...worst.values()].toSorted((a, b) => a - b)
  const limit = scores[Math.floor(scores.length * MAX_PASSED)] ?? 0
  const fitted = fit(examples)
  return {
    mean: fitted.mean.map(rounded),
    deviation: fitted.deviation.map(rounded),
    weights: fitted.weights.map(rounded),
    bias: rounded(fitted.bias),
    limit: rounded(limit),
    examples: {
      sha256,
      honest: honest.length,
      lies: scores.length,
      passed: scores.filter((score) => score < limit).length,
      borne: honest.filter((each) => (probability.get(each) ?? 1) < limit).length,
    },
  }
}

function fit(examples: readonly Example[]): Omit<OddWordModel, 'limit'> {
  const { mean, deviation, weights, bias } = fitLogistic(
    examples.map(({ features, lie }) => ({ values: features, positive: lie })),
  )
  return { mean, deviation, weights, bias }
}

/** Sentences of one measure are never on both sides. */
function foldOf(measure: string): number {
  const digest = createHash('sha256').update(measure).digest()
  return (digest[0] ?? 0) % FOLDS
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
