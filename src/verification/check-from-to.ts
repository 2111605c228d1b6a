import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import type { Reading, Unit } from './read-text.js'

/** From what to what something goes: 从海运、空运推广至铁路口岸. */
const FROM_TO = {
  zh: /(?:[从由自]|对(?=[^，,。；;]{2,16}(?:结转|流转|调拨|转移)[至到往]))(?<from>[^，,。；;]{2,24}?)(?:进一步推广|推广|扩展|扩大|增加|增长|延伸|拓展|结转|流转|调拨|转移|转运|运|转|移|改)?[至到为往](?:了)?(?<to>[^，,。；;的]{2,24})/gu,
  en: /\bfrom (?<from>[^,.;]{2,48}?) (?:in)?to (?<to>[^,.;]{2,48})/gu,
} as const

interface Ends {
  readonly from: readonly Unit[]
  readonly to: readonly Unit[]
}

/** What something goes from and what it goes to must not change places. */
export function createFromToCheck(): Check {
  return ({ reading }, { cited }) => {
    const held = cited.flatMap((sentence) => endsOf(sentence.reading))
    if (held.length === 0) return undefined
    const turned = endsOf(reading).find(
      (own) =>
        held.some((other) => shares(own.from, other.to) && shares(own.to, other.from)) &&
        !held.some((other) => shares(own.from, other.from) || shares(own.to, other.to)),
    )
    return turned === undefined
      ? undefined
      : `sequence: from ${turned.from.map(({ text }) => text).join(' ')} is turned`
  }
}

function shares(own: readonly Unit[], other: readonly Unit[]): boolean {
  return sharedUnits(own, other).length > 0
}

function endsOf({ text, units, language }: Reading): Ends[] {
  return [...text.matchAll(FROM_TO[language])].map(({ 0: found, index, groups }) => {
    const start = index + found.indexOf(groups?.['from'] ?? '')
    const from = { start, end: start + (groups?.['from'] ?? '').length }
    const end = index + found.length
    const to = { start: end - (groups?.['to'] ?? '').length, end }
    const within = (span: { start: number; end: number }): Unit[] =>
      units.filter(
        (unit) => unit.kind !== 'neutral' && unit.start >= span.start && unit.end <= span.end,
      )
    // Of a bonded zone here and one there only the places tell which is which.
    const [start_, end_] = [within(from), within(to)]
    return {
      from: start_.filter((unit) => sharedUnits([unit], end_).length === 0),
      to: end_.filter((unit) => sharedUnits([unit], start_).length === 0),
    }
  })
}
