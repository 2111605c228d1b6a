import type { AskedFacet } from '../domain/cues.js'
import type { Facet, MeasureRecord } from '../domain/measure.js'

/** Facets that answer each other's questions: 提前几个月 is a time limit, 半年 a period, both quantities. */
const ANSWERED_BY: Readonly<Record<Facet, readonly Facet[]>> = {
  place: ['place', 'channel'],
  who: ['who', 'goods', 'conditions'],
  goods: ['goods'],
  conditions: ['conditions', 'who', 'goods'],
  channel: ['channel'],
  materials: ['materials'],
  timeLimit: ['timeLimit', 'period', 'amount'],
  amount: ['amount', 'period', 'timeLimit'],
  period: ['period'],
}

/** Facets that may state a share, and a length of time. */
const QUANTIFIED: Readonly<Record<'percentage' | 'duration', readonly Facet[]>> = {
  percentage: ['amount', 'conditions'],
  duration: ['timeLimit', 'period', 'amount', 'conditions'],
}
const QUANTITIES: Readonly<Record<'percentage' | 'duration', RegExp>> = {
  percentage: /\d\s*[%％]|百分之|成(?![员本])|倍/u,
  duration:
    /[\d一二三四五六七八九十两半]\s*[余多]?(?:个)?[余多]?\s*(?:工作日|天|日|小时|周|月|年)/u,
}

/** A measure that names no price and no charge says nothing of what something costs. */
const SPEAKS_OF_MONEY = /收费|费用|免收|万元|\d元|规费/u

/** Which sentences of a measure state what a question asks for, and what none states. */
export interface StatedFacets {
  /** Indexes of sentences. */
  readonly sentences: readonly number[]
  readonly missing: readonly AskedFacet[]
}

/** Looks up the facets asked for among those that editors marked in the measure. */
export function statedFacets(
  measure: Pick<MeasureRecord, 'facets' | 'responsible' | 'sentences' | 'text'>,
  asked: readonly AskedFacet[],
): StatedFacets {
  const sentences = new Set<number>()
  const missing: AskedFacet[] = []
  for (const facet of asked) {
    const starts =
      facet === 'fee'
        ? [measure.text.search(SPEAKS_OF_MONEY)].filter((at) => at >= 0)
        : facet === 'responsible'
          ? measure.responsible.map(({ quote }) => measure.text.indexOf(quote))
          : facet === 'percentage' || facet === 'duration'
            ? measure.facets
                .filter(
                  (span) =>
                    QUANTIFIED[facet].includes(span.facet) &&
                    QUANTITIES[facet].test(measure.text.slice(span.start, span.end)),
                )
                .map(({ start }) => start)
            : measure.facets
                .filter((span) => ANSWERED_BY[facet].includes(span.facet))
                .map(({ start }) => start)
    if (starts.length === 0) missing.push(facet)
    for (const at of starts) {
      const index = measure.sentences.findIndex(({ start, end }) => start <= at && at < end)
      if (index > 0) sentences.add(index)
    }
  }
  return { sentences: [...sentences], missing }
}
