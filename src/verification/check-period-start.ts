import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { Reading, Unit } from './read-text.js'

/** The event that a period counts from: 缴纳税款 of 自缴纳税款之日起1年内. */
const START = {
  zh: /(?<event>[^，,。；;：:]{2,18}?)之日/gu,
  en: /(?:years?|months?|weeks?|days?) (?:of|from|after|following|counted from)(?: the (?:date|day)(?: of| on which| when)?)? (?<event>[^,.;:]{3,48})/gu,
} as const

/** Words that lead to the event and are none of it. */
const LEADS = /^.*(?:自|从|由|在|于)/u

/** A period must count from what it counts from in its source. */
export function createPeriodStartCheck(): Check {
  return ({ reading }, { cited }) => {
    const held = cited.flatMap((sentence) => startsOf(sentence.reading))
    if (held.length === 0) return undefined
    const wrong = startsOf(reading).find(
      (own) => own.length > 0 && !held.some((other) => sharedUnits(own, other).length > 0),
    )
    return wrong === undefined
      ? undefined
      : `sequence: the period does not start with ${wrong.map(({ text }) => text).join(' ')}`
  }
}

function startsOf({ text, units, language }: Reading): (readonly Unit[])[] {
  return [...text.matchAll(START[language])].map(({ 0: found, index, groups }) => {
    const event = groups?.['event'] ?? ''
    const from = index + found.indexOf(event) + (LEADS.exec(event)?.[0].length ?? 0)
    const end = index + found.indexOf(event) + event.length
    return units.filter((unit) => unit.kind === 'content' && unit.start >= from && unit.end <= end)
  })
}
