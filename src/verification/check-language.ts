import { detectScript, isEnglish } from '../scripts/detect-script.js'
import type { Check } from './check.js'
import { liesIn } from './context.js'

/** Share of Han among Han characters and Latin words from which a text is Chinese. */
const MIN_HAN_SHARE = 0.6

/** Refuses a claim that is not in the language of the answer. Scripts are converted, not refused. */
export function createLanguageCheck(): Check {
  return ({ reading, language }) => {
    const { original, quoted } = reading
    const outside = Array.from(original, (character, index) =>
      liesIn({ start: index, end: index + 1 }, quoted) ? ' ' : character,
    ).join('')
    const { script, han, latinWords } = detectScript(outside.trim() === '' ? original : outside)
    if (script === 'other') return 'language: another alphabet'
    if (language === 'en') {
      if (han > 0) return 'language: Chinese in an English answer'
      return latinWords > 0 && isEnglish(original) ? undefined : 'language: not English'
    }
    const all = detectScript(original)
    if (all.script === 'Latin' || all.han / (all.han + all.latinWords * 2) < MIN_HAN_SHARE) {
      return 'language: not Chinese'
    }
    return undefined
  }
}
