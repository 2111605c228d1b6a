import { readWeightedList } from './weighted-list.js'

/**
 * Whether a client takes a content coding, by its `Accept-Encoding` (RFC 9110 §12.5.3). Without the
 * header nothing is coded: who does not ask for it may be unable to read it.
 */
export function acceptsCoding(header: string | undefined, coding: string): boolean {
  const codings = readWeightedList(header)
  const named =
    codings.find(({ name }) => name === coding) ?? codings.find(({ name }) => name === '*')
  return named !== undefined && named.quality > 0
}
