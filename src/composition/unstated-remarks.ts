import type { AskedFacet } from '../domain/cues.js'
import { FACET_SORTS } from '../domain/facet-sorts.js'
import { type AskedName, facetOfName } from './asked-names.js'
import type { DecisionComposerDeps } from './compose-decision.js'
import type { CoverageRemark } from './compose-evidence.js'
import type { ChosenMeasure, CompositionContext } from './composer.js'

/** Facets that are asked for by a name of their own. */
const SEPARATE_FACETS: ReadonlySet<AskedFacet> = new Set([
  'fee',
  'materials',
  'responsible',
  'percentage',
  'duration',
  'period',
])

/** What was asked for and none of the measures cited states. */
export function unstatedRemarks(
  chosen: readonly ChosenMeasure[],
  {
    askedFacets,
    asksCharge = false,
    asksNow,
    asksTwice = false,
    nameOf = () => undefined,
    stated,
  }: Pick<
    DecisionComposerDeps,
    'askedFacets' | 'asksCharge' | 'asksNow' | 'asksTwice' | 'nameOf' | 'stated'
  >,
  { messages }: CompositionContext,
): CoverageRemark[] {
  const isUnstated = (facet: AskedFacet): boolean =>
    chosen.every(({ measure }) => stated(measure, [facet]).missing.length > 0)
  // What nobody has looked at yet may well be stated.
  if (chosen.some(({ measure }) => !measure.facetsKnown)) return []
  // One thing is asked in several words (上限是多少): stated once is stated. What is asked for by its
  // own name (a fee, papers, whom to turn to) is a question of its own beside the others, and so is
  // what is of another sort: who may apply says nothing of when.
  // Whether it can be done already is told by how strong the promise is, and so is when.
  const asked = askedFacets.filter(
    (facet) =>
      (facet !== 'fee' || asksCharge || !askedFacets.includes('amount')) &&
      (facet !== 'timeLimit' || !asksNow),
  )
  const isSortUnstated = (facet: AskedFacet): boolean =>
    FACET_SORTS.every(
      (sort) =>
        !sort.includes(facet) || asked.every((other) => !sort.includes(other) || isUnstated(other)),
    )
  // What makes one qualify is asked in words of papers: what must one show to be put on the list.
  const rankIn = (facet: AskedFacet): number =>
    QUALIFYING.has(nameOf(facet) ?? 'site') ? -1 : rankOf(facet)
  const missing = asked
    .filter((facet) => isUnstated(facet) && (SEPARATE_FACETS.has(facet) || isSortUnstated(facet)))
    .toSorted((a, b) => rankIn(a) - rankIn(b))
  const [first] = missing
  if (first === undefined) return []
  const wording = (facet: AskedFacet): string => {
    const name = nameOf(facet)
    return name === undefined ? messages.facetNames[facet] : messages.askedNames[name]
  }
  const other = asksTwice
    ? missing.find((facet) => isOtherThan(first, facet) && wording(facet) !== wording(first))
    : undefined
  const what =
    other === undefined ? wording(first) : messages.bothNames(wording(first), wording(other))
  return [
    {
      kind: 'absence',
      text: messages.notStated(what),
      unstated: [first, ...(other === undefined ? [] : [other])].map((facet) =>
        facetOfName(nameOf(facet), facet),
      ),
    },
  ]
}

/** Names of what makes one qualify. */
const QUALIFYING: ReadonlySet<AskedName> = new Set(['criteria', 'grade'])

/** What is told first of several: 几年内有效 is asked in words of a time limit and means the validity. */
const TOLD_FIRST: readonly AskedFacet[] = ['period', 'fee', 'percentage', 'materials', 'amount']

function rankOf(facet: AskedFacet): number {
  const rank = TOLD_FIRST.indexOf(facet)
  return rank < 0 ? TOLD_FIRST.length : rank
}

/** Whether two facets are two things: of one sort only a share beside a sum is. */
function isOtherThan(one: AskedFacet, other: AskedFacet): boolean {
  const pair = new Set([one, other])
  if (pair.has('percentage') && pair.has('amount')) return true
  return FACET_SORTS.every((sort) => !(sort.includes(one) && sort.includes(other)))
}
