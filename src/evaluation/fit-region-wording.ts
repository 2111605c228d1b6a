import { createHash } from 'node:crypto'
import type { EvaluationQuestion } from '../domain/question.js'
import type { RegionModel } from '../domain/region-model.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { createRegionRecogniser, regionFeatures } from '../scripts/region-recogniser.js'
import { type Region, regionOf } from '../scripts/region-signs.js'
import { loadAskedQuestions } from '../understanding/asked-questions.js'
import { fitSparseLogistic, sparseFeatures } from './fit-sparse-logistic.js'

/** A text of which it is known where it was written. */
export interface RegionExample {
  readonly text: string
  readonly region: Region
  /** Written on the mainland and put into the region's characters: it counts in the fit, not in the check. */
  readonly converted: boolean
  /** Texts of one key are kept on one side when the fit is checked on texts it has not seen. */
  readonly key: string
}

/** The examples and a hash of all that they were made from. */
export interface RegionExamples {
  readonly examples: readonly RegionExample[]
  readonly sha256: string
}

/** Questions without a parallel form are divided into as many groups. */
const GROUPS = 10

/**
 * The Traditional questions of which it is known where they were written: those of `eval/asked-facets`
 * and the dev questions of the evaluation, forms of one question under one key. Those of Hong Kong are
 * nearly all Cantonese, and what is merely not Cantonese would pass for Taiwan's: so the Simplified dev
 * questions stand beside them in the characters of both, and say of plain written Chinese that it tells
 * nothing.
 */
export function regionExamples(questions: readonly EvaluationQuestion[]): RegionExamples {
  const labelled = (['fitted', 'held-out', 'natural'] as const).flatMap((name) =>
    loadAskedQuestions(name).flatMap(({ question, form }, index) =>
      exampleOf(question, form, `${name}/${index % GROUPS}`),
    ),
  )
  const evaluated = questions
    .filter(({ split }) => split === 'dev')
    .flatMap(({ id, parallelId, question, language }) =>
      exampleOf(question, language, parallelId ?? id),
    )
  const script = createScriptConverter()
  const plain = questions
    .filter(({ split, language }) => split === 'dev' && language === 'zh-Hans')
    .flatMap(({ id, parallelId, question }) =>
      (['HK', 'TW'] as const).map((region) => ({
        text: script.toTraditional(question, region),
        key: parallelId ?? id,
        region,
        converted: true,
      })),
    )
  const examples = [...labelled, ...evaluated, ...plain]
  return {
    examples,
    sha256: createHash('sha256').update(JSON.stringify(examples)).digest('hex'),
  }
}

function exampleOf(
  text: string,
  form: EvaluationQuestion['language'],
  key: string,
): RegionExample[] {
  if (form !== 'zh-Hant-HK' && form !== 'zh-Hant-TW') return []
  return [{ text, key, region: form === 'zh-Hant-HK' ? 'HK' : 'TW', converted: false }]
}

/**
 * Least probability of Taiwan. Of questions kept apart that hold no listed word, at .6 115 of 121 from
 * Hong Kong and 420 of 514 from Taiwan are read right, at .5 103 and 477: who is not sure stays with
 * Hong Kong, as all did before there were weights.
 */
export const TAIWAN_THRESHOLD = 0.6

/** Fits the weights. Deterministic. */
export function fitRegionWording(
  examples: readonly RegionExample[],
): Pick<RegionModel, 'bias' | 'weights'> {
  const { bias, weights } = fitSparseLogistic(
    sparseFeatures(examples.map(({ text }) => regionFeatures(text))),
    examples.map(({ region }) => region === 'TW'),
  )
  return { bias, weights: Object.fromEntries(weights) }
}

/** Parts that the texts are divided into to check a fit. */
const FOLDS = 10

/** How texts of one region were read that the weights were not fitted on. */
export interface RegionCheck {
  readonly region: Region
  readonly texts: number
  /** Read rightly by listed words and weights together. */
  readonly right: number
  /** Those that no listed word tells, and how many of them are read rightly. */
  readonly withoutSigns: number
  readonly rightWithoutSigns: number
}

/** Fits on nine tenths of the texts and reads the others, ten times, keys kept together. */
export function checkRegionWording(examples: readonly RegionExample[]): RegionCheck[] {
  const keys = [...new Set(examples.map(({ key }) => key))]
  const foldOf = new Map(keys.map((key, index) => [key, index % FOLDS]))
  const counts = {
    HK: { texts: 0, right: 0, withoutSigns: 0, rightWithoutSigns: 0 },
    TW: { texts: 0, right: 0, withoutSigns: 0, rightWithoutSigns: 0 },
  }
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted = fitRegionWording(examples.filter(({ key }) => foldOf.get(key) !== fold))
    const { isTaiwan } = createRegionRecogniser({ ...fitted, threshold: TAIWAN_THRESHOLD })
    for (const { text, region, key, converted } of examples) {
      if (converted || foldOf.get(key) !== fold) continue
      const sign = regionOf(text)
      const isRight = (sign ?? (isTaiwan(text) ? 'TW' : 'HK')) === region
      const count = counts[region]
      count.texts++
      if (isRight) count.right++
      if (sign !== undefined) continue
      count.withoutSigns++
      if (isRight) count.rightWithoutSigns++
    }
  }
  return (['HK', 'TW'] as const).map((region) => ({ region, ...counts[region] }))
}
