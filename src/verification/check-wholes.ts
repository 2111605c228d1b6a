import type { Check } from './check.js'
import { sameUnit } from './context.js'
import type { ContrastFile } from './contrast-schema.js'
import type { Reading, Unit } from './read-text.js'

/** What is said of the parts of something must not be said of the whole: car parts are no cars. */
export function createWholeCheck({ heads }: Pick<ContrastFile, 'heads'>): Check {
  const words = { zh: new Set(heads.zh), en: new Set(heads.en) }
  return ({ reading, language }, { cited }) => {
    for (const { reading: source } of cited) {
      for (const { whole, head } of partsOf(source, words[language])) {
        // Battery goods name the battery, and speak of the goods.
        if (!standsAlone(whole, reading) || reading.units.some((unit) => sameUnit(unit, head)))
          continue
        const alone = cited.some((each) => standsAlone(whole, each.reading))
        if (!alone) return `whole: ${whole.text} for its ${head.text}`
      }
    }
    return undefined
  }
}

/** Whether a text speaks of a thing itself, not of something that is named after it. */
function standsAlone(whole: Unit, { units, text, language }: Reading): boolean {
  return units.some((unit, index) => {
    const next = units[index + 1]
    return (
      sameUnit(unit, whole) &&
      (next === undefined ||
        next.kind !== 'content' ||
        text.slice(unit.end, next.start) !== JOINED[language])
    )
  })
}

/** What stands between the words of a compound. */
const JOINED = { zh: '', en: ' ' } as const

function partsOf(
  { units, text, language }: Reading,
  heads: ReadonlySet<string>,
): { whole: Unit; head: Unit }[] {
  return units.flatMap((head, index) => {
    const whole = units[index - 1]
    return whole !== undefined &&
      heads.has(head.text) &&
      whole.kind === 'content' &&
      text.slice(whole.end, head.start) === JOINED[language]
      ? [{ whole, head }]
      : []
  })
}
