import type { Cues } from '../../domain/cues.js'
import { visibleText } from '../../domain/visible-text.js'
import { foldText } from '../../scripts/fold.js'

/** What is wrong with a text that a model wrote, or `undefined`. */
export type ForeignTextCheck = (text: string) => string | undefined

/** What does not belong into a sentence of the corpus; allowed where the measure itself has the same words. */
const FORBIDDEN: readonly (readonly [reason: string, pattern: RegExp])[] = [
  [
    'an address',
    /[a-z][a-z+.-]*:\/\/|www\.|(?:[a-z0-9-]{2,}\.)+(?:com|cn|net|org|gov|info|io|top|xyz|hk|tw)(?![a-z])|\S+@\S+\.\S+/iu,
  ],
  ['markup', /<[a-z!/?][^>]*>?|&(?:#\d+|[a-z]+);|!\[|\]\s?\(|`|^\s*#{1,6}\s|\*\*/imu],
  ['a placeholder', /\{\{|\}\}|\$\{|\[(?:TODO|TBD|\.{3})\]/iu],
]

/** Talk of the task or of the writer instead of the matter. */
const TALK =
  /\bas an ai\b|\b(?:language|ai) model\b|\b(?:my|your|the) (?:system )?(?:prompt|instructions)\b|\bi (?:cannot|can't|am unable)\b|\b(?:here is|here's) the (?:translation|json)\b|\btranslator'?s? note\b|作为(?:一个)?(?:AI|人工智能|语言模型)|系统提示|我(?:无法|不能)(?:翻译|提供|回答)|以下是(?:翻译|译文)/iu

/**
 * Finds in what a model wrote that it does more than it was asked for: addresses, markup, invisible
 * characters, instructions (by the cues that guard questions) and talk of itself. Words that the
 * measure itself has are no fault, but for instructions: those are not passed on in anybody's words.
 *
 * @param original The measure's text.
 */
export function createForeignTextCheck(
  original: string,
  cues: Pick<Cues, 'injection'>,
): ForeignTextCheck {
  const known = foldText(original)
  const instructions = cues.injection.patterns.map((pattern) => new RegExp(pattern, 'iu'))
  return (text) => {
    if (text.trim() === '') return 'is empty'
    if (/[\n\r\u2028\u2029]/u.test(text)) return 'has a line break'
    if (visibleText(text) !== text.replace(/\s+/gu, ' ').trim()) return 'has invisible characters'
    const folded = foldText(text)
    if (instructions.some((pattern) => pattern.test(folded))) return 'gives an instruction'
    for (const [reason, pattern] of FORBIDDEN) {
      const found = pattern.exec(text)?.[0]
      if (found !== undefined && !known.includes(foldText(found))) return `holds ${reason}`
    }
    const talk = TALK.exec(text)?.[0]
    return talk === undefined || known.includes(foldText(talk))
      ? undefined
      : `talks of itself ("${talk}")`
  }
}
