import { z } from 'zod'
import { detectScript } from '../../scripts/detect-script.js'
import { foldText } from '../../scripts/fold.js'
import { type CheckContext, type Checked, shown } from './enrichment-check.js'
import { createForeignTextCheck } from './foreign-text.js'

const termSchema = z.object({ 'zh-Hans': z.string(), 'zh-Hant': z.string(), en: z.string() })

/** Glossary terms as a model gives them. */
export const glossaryAnswerSchema = z.object({ terms: z.array(termSchema) })
type Term = z.infer<typeof termSchema>

/** Shortest and longest term, in UTF-16 code units: one character would fire everywhere. */
const MIN_LENGTH = 2
const MAX_CHINESE_LENGTH = 20
const MAX_ENGLISH_LENGTH = 80

/**
 * Checks candidates for the glossary one by one: the term stands verbatim in the text, in the script
 * of the text; the other script is the same term; the English is English and stands in the English of
 * the measure where there is one; the glossary does not have it yet.
 *
 * @param known Folded terms that the glossary has.
 */
export function checkGlossary(
  { terms }: z.infer<typeof glossaryAnswerSchema>,
  context: CheckContext,
  known: ReadonlySet<string>,
): Checked {
  const foreign = createForeignTextCheck(context.measure.text, context.cues)
  const seen = new Set<string>()
  const problems: string[] = []
  const left = terms.flatMap((given) => {
    const term = {
      'zh-Hans': given['zh-Hans'].trim(),
      'zh-Hant': given['zh-Hant'].trim(),
      en: given.en.trim(),
    }
    const key = foldText(term['zh-Hans'])
    const fault =
      Object.values(term)
        .map(foreign)
        .find((found) => found !== undefined) ??
      faultOf(term, context) ??
      (seen.has(key) ? 'is given twice' : undefined)
    seen.add(key)
    // What the glossary has already is right and no news.
    if (fault === undefined) return known.has(key) ? [] : [term]
    problems.push(`term ${fault}: ${shown(`${term['zh-Hans']} / ${term.en}`)}`)
    return []
  })
  const isNothingLeft = terms.length > 0 && problems.length === terms.length
  return { fields: isNothingLeft ? undefined : { terms: left }, problems }
}

function faultOf(term: Term, { measure, script, english }: CheckContext): string | undefined {
  const chinese = [term['zh-Hans'], term['zh-Hant']]
  const isChinese = chinese.every(
    (words) =>
      /\p{Script=Han}/u.test(words) &&
      words.length >= MIN_LENGTH &&
      words.length <= MAX_CHINESE_LENGTH,
  )
  if (!isChinese) return 'has no fit Chinese'
  if (foldText(term['zh-Hans']) !== foldText(term['zh-Hant'])) {
    return 'differs between the scripts in more than its characters'
  }
  if (detectScript(term['zh-Hans']).hant > 0) return 'has Traditional characters in zh-Hans'
  if (!/[a-z]/iu.test(term.en) || /\p{Script=Han}/u.test(term.en)) return 'has no English'
  if (term.en.length > MAX_ENGLISH_LENGTH) return 'has English of no fit length'
  const printed = { Hans: term['zh-Hans'], Hant: term['zh-Hant'], Latn: term.en }[script]
  if (!holds(measure.text, printed, script === 'Latn')) return 'is not in the text'
  if (english !== undefined && !holds(english, term.en, true)) {
    return 'has English that is not in the English text'
  }
  return undefined
}

function holds(text: string, words: string, anyCase: boolean): boolean {
  return anyCase ? text.toLowerCase().includes(words.toLowerCase()) : text.includes(words)
}
