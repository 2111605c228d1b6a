import type { AskedFacet } from '../domain/cues.js'
import { FACET_SORTS } from '../domain/facet-sorts.js'
import { facetSchema } from '../domain/measure.js'
import { facetFeatures } from '../understanding/facet-features.js'
import { createFacetRecogniser } from '../understanding/facet-recogniser.js'
import { fitSparseLogistic, sparseFeatures } from './fit-sparse-logistic.js'

/** A question with what it asks of a measure. */
export interface LabelledAsk {
  /** The folded question without the names of offices. */
  readonly text: string
  readonly asks: readonly AskedFacet[]
  /** Questions of one key are kept on one side when the fit is checked on questions it has not seen. */
  readonly key: string
}

/** Facets that the model tells apart; a length of time is told by patterns alone. */
export const FITTED_FACETS = [
  ...facetSchema.options,
  'responsible',
  'fee',
  'percentage',
] as const satisfies readonly AskedFacet[]

/** Weights as they are stored. */
export interface FittedFacets {
  readonly bias: number[]
  readonly weights: Record<string, number[]>
}

/** Fits a logistic regression for each facet. Deterministic. */
export function fitAskedFacets(questions: readonly LabelledAsk[]): FittedFacets {
  const features = sparseFeatures(questions.map(({ text }) => facetFeatures(text)))
  const fitted = FITTED_FACETS.map((facet) =>
    fitSparseLogistic(
      features,
      questions.map(({ asks }) => asks.includes(facet)),
    ),
  )
  const weights: Record<string, number[]> = {}
  for (const name of features.names) {
    const own = fitted.flatMap(({ weights: all }, facet) => {
      const weight = all.get(name)
      return weight === undefined ? [] : [facet, weight]
    })
    if (own.length > 0) weights[name] = own
  }
  return { bias: fitted.map(({ bias }) => bias), weights }
}

/**
 * Least probability of a sort of facets. Of dev questions kept apart, at .4 some 2 % that ask for
 * nothing are read wrongly, at .25 4 %, for a third more that are read right: what is stated must
 * seldom be told as missing.
 */
export const FACET_THRESHOLD = 0.4

/** Parts that the questions are divided into to check a fit. */
const FOLDS = 5

/** How questions were read that the weights were not fitted on. */
export interface AskedFacetsCheck {
  /** Questions without a cue that ask for something, and those that ask for nothing. */
  readonly asking: number
  readonly others: number
  /** Read as asking for a facet of the right sort, and of a wrong one or for nothing. */
  readonly right: number
  readonly wrong: number
}

/** Fits on four fifths of the questions and reads the others, five times, keys kept together. */
export function checkAskedFacets(
  questions: readonly (LabelledAsk & { readonly cued: boolean })[],
): AskedFacetsCheck {
  const keys = [...new Set(questions.map(({ key }) => key))]
  const foldOf = new Map(keys.map((key, index) => [key, index % FOLDS]))
  const counts = { asking: 0, others: 0, right: 0, wrong: 0 }
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted = fitAskedFacets(questions.filter(({ key }) => foldOf.get(key) !== fold))
    const { recognise } = createFacetRecogniser({
      ...fitted,
      facets: [...FITTED_FACETS],
      threshold: FACET_THRESHOLD,
    })
    for (const { text, asks, key, cued } of questions) {
      if (cued || foldOf.get(key) !== fold) continue
      counts[asks.length > 0 ? 'asking' : 'others']++
      const read = recognise(text)
      if (read === undefined) continue
      const isRight = FACET_SORTS.some(
        (sort) => sort.includes(read) && asks.some((ask) => sort.includes(ask)),
      )
      counts[isRight ? 'right' : 'wrong']++
    }
  }
  return counts
}
