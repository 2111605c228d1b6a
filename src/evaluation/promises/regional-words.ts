import type { AnswerLanguage } from '../../domain/language.js'
import { foldText } from '../../scripts/fold.js'
import type { RegionalGlossary } from './promise-sources.js'

/**
 * Puts the documents' own words back for those of Hong Kong or Taiwan that stand for them (推出 for
 * 出台), where the original has them: a region's word is no other promise. Folded text in, folded text
 * out.
 *
 * @param original What the text renders, folded.
 */
export type RegionalWordsUndone = (
  text: string,
  language: AnswerLanguage,
  original: string,
) => string

/** Undoes what the glossary's `display` fields do. */
export function createRegionalWordsUndone(glossary: RegionalGlossary): RegionalWordsUndone {
  const shownIn = (region: 'HK' | 'TW') =>
    glossary.entries
      .flatMap(({ display, 'zh-Hans': terms }) => {
        const [shown, own] = [foldText(display?.[region] ?? ''), foldText(terms[0] ?? '')]
        return shown === '' || own === '' || shown === own ? [] : [{ shown, own }]
      })
      .toSorted((a, b) => b.shown.length - a.shown.length)
  const words = { HK: shownIn('HK'), TW: shownIn('TW') }
  return (text, language, original) => {
    if (language !== 'zh-Hant-HK' && language !== 'zh-Hant-TW') return text
    return words[language === 'zh-Hant-HK' ? 'HK' : 'TW'].reduce(
      (read, { shown, own }) =>
        original.includes(own) && !original.includes(shown) ? read.replaceAll(shown, own) : read,
      text,
    )
  }
}
