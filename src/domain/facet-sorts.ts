import type { AskedFacet } from './cues.js'

/** Facets that questions ask for in each other's words. */
export const FACET_SORTS: readonly (readonly AskedFacet[])[] = [
  ['timeLimit', 'duration', 'period'],
  ['amount', 'percentage', 'fee'],
  ['who', 'conditions', 'goods'],
  ['place', 'channel', 'responsible'],
  ['materials'],
]
