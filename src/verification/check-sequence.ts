import type { Check } from './check.js'

/** 先 with what comes first and 后 or 再 with what comes next, each by its first character. */
const FIRST_THEN = /先(\p{Script=Han})\p{Script=Han}{0,5}?[、，,]?(?:后|再)(\p{Script=Han})/gu

/** Characters that may stand between the two. */
const GAP = '\\p{Script=Han}{0,5}?[、，,]?'

/** 先放后检 must not become 先检后放: short terms that are one word are compared by their characters. */
export function createSequenceCheck(): Check {
  return ({ reading }, { cited }) => {
    for (const [found, first = '', next = ''] of reading.text.matchAll(FIRST_THEN)) {
      const has = (a: string, b: string): boolean =>
        cited.some((each) => new RegExp(`先${a}${GAP}(?:后|再)${b}`, 'u').test(each.reading.text))
      if (has(next, first) && !has(first, next)) return `time-order: ${found}`
    }
    return undefined
  }
}
