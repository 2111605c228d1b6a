import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import type { Reading } from './read-text.js'

/** Letters at the end of a claim that are looked for in the source, to see how they go on there. */
const TAIL = 3

/** Refuses a claim that breaks off in the middle of a word of its source. */
export function createEndingCheck(): Check {
  return ({ reading }, { cited, backing }) => {
    const end = reading.text.replace(/[\s\p{P}]+$/u, '')
    const whole = [...cited, ...backing].map((each) => each.reading)
    // With a stop it is whole: its last word may well be the beginning of another (便利, 便利化).
    if (/[.!?。；;]["')]*$/u.test(reading.text)) return undefined
    const cut = reading.language === 'zh' ? isCutChinese(end, whole) : isCutEnglish(end, whole)
    return cut ? 'form: breaks off' : undefined
  }
}

/** Where the source has the last letters, a word goes on behind them, every time. */
function isCutChinese(end: string, whole: readonly Reading[]): boolean {
  const tail = end.slice(-TAIL)
  if (!/\p{Script=Han}$/u.test(tail) || tail.length < TAIL) return false
  let found = 0
  for (const { text, boundaries } of whole) {
    for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + 1)) {
      if (boundaries.has(at + tail.length)) return false
      found += 1
    }
  }
  return found > 0
}

function isCutEnglish(end: string, whole: readonly Reading[]): boolean {
  const last = /[a-z]+$/u.exec(end)?.[0]
  if (last === undefined) return false
  const words = whole.flatMap(({ text }) => foldText(text).match(/[a-z]+/gu) ?? [])
  if (words.includes(last) || last.length < 2) return false
  return words.some((word) => word.startsWith(last) && word.length > last.length + 2)
}
