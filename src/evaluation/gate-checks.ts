import type { AnswerLengths } from './answer-lengths.js'
import type { BaselineComparison } from './compare-baseline.js'
import { estimateOf } from './estimate.js'
import type { Floors } from './floors.js'
import type { Observation, ScoringContext } from './metric.js'
import { SAFETY_METRICS } from './safety-metrics.js'
import { METRICS, type Scores } from './score-record.js'

/** One thing the gate asks for. */
export interface Check {
  /** `safety`, `baseline`, `length` or `floor`, a colon, and what it is about. */
  readonly id: string
  readonly title: string
  readonly passed: boolean
  /** What was expected and what was found; for a failure with the first questions at fault. */
  readonly detail: string
}

/** Questions named in the detail of a failed check: enough to start looking. */
const FAULTS_SHOWN = 5

/**
 * Most that half of the answers may have, in Chinese characters and in English words: what fits on the
 * screen of a phone above the sources, and can be read in half a minute.
 */
const LENGTH_BUDGETS = { 'zh-Hans': 160, 'zh-Hant': 160, en: 90 } as const

/** Every safety metric must be 1. */
export function safetyChecks(context: ScoringContext, scores: Scores): Check[] {
  return SAFETY_METRICS.map((metric) => {
    const observed = scores.observations.get(metric.key) ?? []
    const wrong = observed.filter(({ value }) => value < 1)
    const shown = wrong.slice(0, FAULTS_SHOWN).map(({ id }) => {
      const entry = context.record.entries.find(({ question }) => question.id === id)
      const faults = entry === undefined ? [] : metric.faults(entry, context)
      return `${id}: ${faults?.join('; ') ?? ''}`
    })
    const counted = `${observed.length - wrong.length} of ${observed.length}`
    const more = wrong.length > shown.length ? ` (and ${wrong.length - shown.length} more)` : ''
    return {
      id: `safety:${metric.key}`,
      title: metric.title,
      passed: wrong.length === 0,
      detail:
        wrong.length === 0
          ? counted
          : `expected all, found ${counted}: ${shown.join(' | ')}${more}`,
    }
  })
}

/** No metric may have fallen below the baseline by more than the margin. */
export function baselineChecks(
  comparisons: readonly BaselineComparison[],
  margin: number,
): Check[] {
  return comparisons.map(({ key, title, difference, low, high, pairs, adjustedP, fell }) => {
    const numbers = `${signed(difference)} [${signed(low)}, ${signed(high)}] over ${pairs}, p ${adjustedP.toFixed(3)} (Holm)`
    return {
      id: `baseline:${key}`,
      title,
      passed: !fell,
      detail: fell
        ? `expected no change for the worse by more than ${margin}, found ${numbers}`
        : numbers,
    }
  })
}

/** The median length of answers must be within the budget of its language. */
export function lengthChecks(lengths: AnswerLengths): Check[] {
  const languages = ['zh-Hans', 'zh-Hant', 'en'] as const
  return languages.flatMap((language): Check[] => {
    const own = lengths[language]
    if (own === undefined) return []
    const budget = LENGTH_BUDGETS[language]
    const unit = language === 'en' ? 'words' : 'characters'
    const { median, medianInterval, n } = own
    return [
      {
        id: `length:${language}`,
        title: `Median length of answers, ${language}`,
        passed: median <= budget,
        detail: `at most ${budget} ${unit}: ${median} [${medianInterval.low}, ${medianInterval.high}] over ${n}`,
      },
    ]
  })
}

/** Floors hold for the `test` split, by language. */
export function floorChecks(scores: Scores, floors: Floors, seed: number): Check[] {
  return METRICS.flatMap(({ key, title, kind, better }) =>
    Object.entries(floors[key] ?? {}).flatMap(([language, floor]): Check[] => {
      if (floor === undefined) return []
      const own = (scores.observations.get(key) ?? []).filter(
        ({ slices }) => slices.split === 'test' && belongsTo(slices, language),
      )
      const estimate = estimateOf(own, kind, seed)
      if (estimate === null) return []
      const passed = better === 'higher' ? estimate.value >= floor : estimate.value <= floor
      const bound = better === 'higher' ? 'at least' : 'at most'
      return [
        {
          id: `floor:${key}:${language}`,
          title: `${title}, ${language}`,
          passed,
          detail: `${bound} ${floor}: ${estimate.value.toFixed(4)} [${estimate.low.toFixed(3)}, ${estimate.high.toFixed(3)}] over ${estimate.n}`,
        },
      ]
    }),
  )
}

function belongsTo({ language }: Observation['slices'], wanted: string): boolean {
  if (wanted === 'all') return true
  return wanted === 'zh-Hant' ? (language?.startsWith('zh-Hant') ?? false) : language === wanted
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`
}
