import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { Contrasts } from './load-contrasts.js'
import {
  claimMarkers,
  overlapOf,
  type PlacedMarker,
  placeSpan,
  type Placing,
  sourceMarkers,
} from './placed-markers.js'

/** Words behind a permission that tell what may be done, and where it stands in the source. */
const DONE: Placing = { reach: 5, within: 'clause' }
const SUBJECT: Placing = { reach: 8, within: 'group' }

/** The authority may do something itself; what may be done (may be removed) names nobody. */
const ACTIVE = {
  zh: /^(?:即|均|也|亦|都|便|就)?(?:可以|可|能够|能|得以|获准)(?!能|靠|控|行)/u,
  en: /^ (?:may|can|could|(?:is|are) (?:allowed|permitted) to) (?!be )/u,
}

/** Words by which the authority lets others do something. */
const GRANTS = /^(?:允许|准许|准予|容许|allow|permit)/u

/** Share of what the authority is said to do that a clause of its own must have. */
const SAME_DEED = 0.6

/** What others are permitted must not become what the authority may do. */
export function createPermittedCheck({
  modality,
  parties,
  file,
}: Pick<Contrasts, 'modality' | 'parties' | 'file'>): Check {
  return ({ reading, language }, { cited }) => {
    const authorities = claimMarkers(reading, parties, DONE).filter(
      ({ label, end }) => label === 'customs' && ACTIVE[language].test(reading.text.slice(end)),
    )
    if (authorities.length === 0) return undefined
    const acting = sourceMarkers(cited, parties, SUBJECT)
    const granted = sourceMarkers(cited, modality, DONE).filter(
      ({ label }) => label === 'permission',
    )
    const own = claimMarkers(reading, modality, DONE).filter(({ label }) => label === 'permission')
    for (const authority of authorities) {
      const may = own.find(({ start }) => start >= authority.end)
      if (may === undefined) continue
      const behind = reading.text.slice(may.end).split(/[，,;；]/u)[0] ?? ''
      if (file.causes[language].some((word) => behind.includes(word))) continue
      const deed = placeSpan(reading, may, DONE).right
      const isOthers = granted.some(
        (other) => overlapOf(may, other) > 0 && isOfOthers(other, acting),
      )
      const does = acting.some(
        (party) =>
          party.label === 'customs' &&
          sharedUnits(deed, party.right).length >= deed.length * SAME_DEED,
      )
      if (deed.length > 0 && isOthers && !does) {
        return `roles: ${reading.text.slice(authority.start, may.end)} is permitted to others`
      }
    }
    return undefined
  }
}

/** Whether somebody is allowed something, or another party stands before the permission. */
function isOfOthers(granted: PlacedMarker, acting: readonly PlacedMarker[]): boolean {
  const { reading, start, end } = granted
  if (GRANTS.test(reading.text.slice(start, end))) return true
  return acting.some(
    (party) =>
      party.reading === reading &&
      party.label !== 'customs' &&
      party.end <= start &&
      !/[;；。]/u.test(reading.text.slice(party.end, start)),
  )
}
