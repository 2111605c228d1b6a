import type { Check } from './check.js'
import { sharedUnits } from './context.js'
import { deriveStem } from './derive-stem.js'
import type { Reading, Unit } from './read-text.js'

/** What is done first and what next, by the pattern that tells it. */
const ORDERS = {
  zh: [
    /(?:先行|首先|先|得先|要先)(?<first>[^。；;“”]{2,30}?)[，,、]?(?:然后|之后|随后|接着|再|才|方)(?<next>[^。；;，,]{2,30})/gu,
    /(?<first>[^。；;，,]{2,30}?)(?:之后|以后|后)[，,]?[^。；;，,]{0,12}?(?:再|才|方可|方能)(?<next>[^。；;，,]{2,30})/gu,
    /先行?(?<first>[^。；;，,“”]{2,20})[，,]在[^。；;，,]{2,12}[里内中]进行(?<next>[^。；;，,]{2,20})/gu,
  ],
  en: [
    /(?<first>[^.;,]{4,60}?) (?:first|beforehand)[^.;]{0,4}? and (?:only )?(?:then|afterwards|later)(?<next>[^.;]{4,80})/gu,
    /(?<first>[^.;,]{4,60}?) first,? and (?<next>[^.;,]{4,60}?) (?:only )?(?:after that|afterwards|after this|thereafter|later)/gu,
    /\bfirst (?:to )?(?<first>[^.;]{4,70}?),? and (?:only )?(?:then )?(?:to )?(?<next>[^.;]{4,80})/gu,
    /(?<next>[^.;,]{4,80}?) only (?:after|when|once (?=the |an? |it |they |all |both ))(?<first>[^.;,]{4,80})/gu,
  ],
} as const

interface Order {
  readonly first: readonly Unit[]
  readonly next: readonly Unit[]
}

/** What tells or implies that something comes before something else. */
const ANY_ORDER = {
  zh: /先|前|后|再|经|凭|待|才|后续|始|待|依|按|自|即|起|随|期间|基础上|之日/u,
  en: /\b(?:first|before|after|once|when|then|until|upon|as soon as|following|prior|later|subsequent|on the basis|if|where|from)\b/u,
}

/** 还能再延: what can be done once more, which its source must say. */
const AGAIN = {
  zh: /[还亦也][可能](?:以|够)?再/u,
  en: /\b(?:may|can|could) (?:\w+ )?(?:again|once more)\b/u,
}
const REPEATS = { zh: /再|次|重复|反复/u, en: /again|times|repeat|once more|re-|further/u }

/** Of two things the one that comes first must not come next. */
export function createOrderCheck(): Check {
  return ({ reading }, { cited }) => {
    const { language, text } = reading
    if (
      AGAIN[language].test(text) &&
      !cited.some((each) => REPEATS[language].test(each.reading.text))
    )
      return 'time-order: again is not in the source'
    const own = ordersOf(reading)
    if (own.length === 0) return undefined
    const held = cited.flatMap((each) => [...ordersOf(each.reading), ...termOrders(each.reading)])
    const turned = own.find(
      (each) =>
        held.some((other) => shares(each.first, other.next) && shares(each.next, other.first)) &&
        !held.some((other) => shares(each.first, other.first) && shares(each.next, other.next)),
    )
    if (
      turned === undefined &&
      !cited.some(({ reading: { text, language } }) => ANY_ORDER[language].test(text))
    )
      return 'time-order: the source tells none'
    return turned === undefined
      ? undefined
      : `time-order: ${turned.first.map(({ text }) => text).join(' ')} does not come first`
  }
}

/** “先入区后报关”: the source names the order by a term. */
const TERM = {
  zh: /先(?<first>\p{Script=Han}{1,4})[、，]?[后再](?<next>\p{Script=Han}{1,4})/gu,
  en: /(?<first>[a-z]+) before (?<next>[a-z]+)/gu,
}

function termOrders(reading: Reading): Order[] {
  if (reading.language === 'zh') return matchesOf(reading, TERM.zh)
  // A term is one phrase: its words are taken by themselves.
  return [...reading.text.matchAll(TERM.en)].map(({ groups, index }) => ({
    first: [wordOf(groups?.['first'] ?? '', index)],
    next: [wordOf(groups?.['next'] ?? '', index)],
  }))
}

function wordOf(text: string, start: number): Unit {
  const keys = [`=${deriveStem(text)}`]
  return { start, end: start + text.length, text, keys, parts: [], kind: 'content' }
}

function ordersOf(reading: Reading): Order[] {
  return ORDERS[reading.language].flatMap((pattern) => matchesOf(reading, pattern))
}

function matchesOf({ text, units }: Reading, pattern: RegExp): Order[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index, groups }) => {
    const [first, next] = [groups?.['first'] ?? '', groups?.['next'] ?? '']
    const at = (words: string, from: number): readonly Unit[] => {
      const start = index + found.indexOf(words, from)
      return units.filter(
        (unit) =>
          unit.kind === 'content' && unit.start >= start && unit.end <= start + words.length,
      )
    }
    const [one, other] = [at(first, 0), at(next, found.startsWith(next) ? 0 : first.length)]
    return {
      first: one.filter((unit) => sharedUnits([unit], other).length === 0),
      next: other.filter((unit) => sharedUnits([unit], one).length === 0),
    }
  })
}

function shares(own: readonly Unit[], other: readonly Unit[]): boolean {
  return sharedUnits(own, other).length > 0
}
