import { readWeightedList } from './weighted-list.js'

/** How much a client wants a media type. */
export interface Acceptance {
  /** 0 (not at all) to 1. */
  readonly quality: number
  /** Whether the type was named, and not only met by a range. */
  readonly named: boolean
}

/**
 * How an `Accept` header weighs a media type, by RFC 9110 §12.5.1: the most specific range that
 * meets it counts. Without a header, or without any media range in it, everything is welcome.
 *
 * @param type A media type in lower case, without parameters.
 */
export function acceptanceOf(header: string | undefined, type: string): Acceptance {
  const ranges = readWeightedList(header).filter(({ name }) => name.includes('/'))
  if (ranges.length === 0) return { quality: 1, named: false }
  const [family = ''] = type.split('/')
  for (const wanted of [type, `${family}/*`, '*/*']) {
    const range = ranges.find(({ name }) => name === wanted)
    if (range !== undefined) return { quality: range.quality, named: wanted === type }
  }
  return { quality: 0, named: false }
}
