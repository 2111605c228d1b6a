import type { Check } from './check.js'

/** 先 with what comes first and 后 or 再 with what comes next, each by its first character. */
const FIRST_THEN = /先(\p{Script=Han})\p{Script=Han}{0,5}?[、，,]?(?:后|再)(\p{Script=Han})/gu

/** Characters that may stand between the two. */
const GAP = '\\p{Script=Han}{0,5}?[、，,]?'

/** Where something comes from and where it goes. */
const FROM_TO = {
  zh: /(?:由|从|自)([^，。；]{2,12}?)(?:转至|转到|转往|推广至|推广到|至|到)([^，。；]{2,4})/gu,
  en: /from (?:the |a )?([a-z]+(?: [a-z]+){0,3}?) to (?:the |a )?([a-z]+(?: [a-z]+)?)/gu,
}

/** Characters by which two ends are compared: enough to tell 口岸海关 from 目的地海关. */
const END_LENGTH = 4

/** Whether a way is told from the end to the beginning. */
function isTurnedWay(text: string, source: string, pattern: RegExp): boolean {
  const ends = (from: string, to: string): string =>
    `${from.slice(0, END_LENGTH)}>${to.slice(0, END_LENGTH)}`
  const held = new Set(
    [...source.matchAll(pattern)].map(([, from = '', to = '']) => ends(from, to)),
  )
  return [...text.matchAll(pattern)].some(
    ([, from = '', to = '']) => held.has(ends(to, from)) && !held.has(ends(from, to)),
  )
}

/** 先放后检 must not become 先检后放: short terms that are one word are compared by their characters. */
export function createSequenceCheck(): Check {
  return ({ reading }, { cited }) => {
    const turned = cited.some((each) =>
      isTurnedWay(reading.text, each.reading.text, FROM_TO[reading.language]),
    )
    if (turned) return 'time-order: from and to are exchanged'
    for (const [found, first = '', next = ''] of reading.text.matchAll(FIRST_THEN)) {
      const has = (a: string, b: string): boolean =>
        cited.some((each) => new RegExp(`先${a}${GAP}(?:后|再)${b}`, 'u').test(each.reading.text))
      if (has(next, first) && !has(first, next)) return `time-order: ${found}`
    }
    return undefined
  }
}
