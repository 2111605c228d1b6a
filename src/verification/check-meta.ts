import type { Check } from './check.js'
import type { Contrasts } from './load-contrasts.js'

/** Refuses talk of the model itself, its sources and its instructions. */
export function createMetaCheck({ meta }: Pick<Contrasts, 'meta'>): Check {
  return ({ reading, language }, { cited }) => {
    const found = meta[language]?.exec(reading.text)?.[0]
    if (found === undefined || cited.some((each) => each.reading.text.includes(found))) {
      return undefined
    }
    return `meta: ${found.trim()}`
  }
}
