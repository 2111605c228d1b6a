/** How much a client wants a media type. */
export interface Acceptance {
  /** 0 (not at all) to 1. */
  readonly quality: number
  /** Whether it was named itself, and not only met by a range such as `*` for all. */
  readonly named: boolean
}

/**
 * How an `Accept` header weighs a media type, by RFC 9110 §12.5.1: the most specific range that
 * meets it counts. Without a header, and where nothing in it can be read, everything is welcome.
 *
 * @param type A media type in lower case, without parameters.
 */
export function acceptanceOf(header: string | undefined, type: string): Acceptance {
  const ranges = (header ?? '').split(',').flatMap(readRange)
  if (ranges.length === 0) return { quality: 1, named: false }
  const [family = ''] = type.split('/')
  for (const wanted of [type, `${family}/*`, '*/*']) {
    const range = ranges.find(({ name }) => name === wanted)
    if (range !== undefined) return { quality: range.quality, named: wanted === type }
  }
  return { quality: 0, named: false }
}

interface MediaRange {
  readonly name: string
  readonly quality: number
}

const RANGE = /^\s*([\w!#$&^.+*-]+\/[\w!#$&^.+*-]+)\s*(?:;(.*))?$/

function readRange(text: string): MediaRange[] {
  const [, name, parameters = ''] = RANGE.exec(text) ?? []
  if (name === undefined) return []
  const weight = /(?:^|;)\s*q=([\d.]+)/i.exec(parameters)?.[1]
  const quality = weight === undefined ? 1 : Number(weight)
  return [{ name: name.toLowerCase(), quality: Number.isNaN(quality) ? 1 : Math.min(quality, 1) }]
}
