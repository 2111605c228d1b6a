import type { AnswerLanguage } from '../../domain/language.js'
import { detectScript } from '../../scripts/detect-script.js'
import type { RecordedAnswer } from '../evaluation-record.js'

/** What a language is written in, the two Traditional forms together. */
export type WrittenScript = 'zh-Hans' | 'zh-Hant' | 'en'

/** The script of a language. */
export function scriptOf(language: AnswerLanguage): WrittenScript {
  return language === 'en' || language === 'zh-Hans' ? language : 'zh-Hant'
}

/**
 * Characters that conversion tables count as Simplified (of 牀 and 羣) and that both the Hong Kong and
 * the Taiwan standard of characters have as the proper form.
 */
const STANDARD_IN_TRADITIONAL = /[床群]/gu

/**
 * The language that an answer has to be in: the asker's; where a Chinese question holds no character
 * that only one of the scripts has (科研血清入深圳批得快？), Simplified is right too, as the contract says.
 */
export function dueLanguage(
  questioner: AnswerLanguage,
  question: string,
  answered: AnswerLanguage,
): AnswerLanguage {
  if (questioner === 'en' || answered !== 'zh-Hans') return questioner
  const { hans, hant } = detectScript(question)
  return hans + hant === 0 ? answered : questioner
}

/**
 * What is wrong with the language of an answer: it says that it is of another script than asked
 * for, or its text, quotes of the original apart, is not. In Chinese no character of the other
 * script may stand in it; an English text must be one. Empty when all is well.
 */
export function languageFaults(
  asked: AnswerLanguage,
  { language, text, citations }: Pick<RecordedAnswer, 'language' | 'text' | 'citations'>,
): string[] {
  const wanted = scriptOf(asked)
  const faults =
    scriptOf(language) === wanted ? [] : [`expected ${asked}, the answer says ${language}`]
  const own = withoutQuotes(text, wanted === 'zh-Hans' ? [] : citations.map(({ quote }) => quote))
  const { script, hans, hant } = detectScript(
    wanted === 'zh-Hant' ? own.replace(STANDARD_IN_TRADITIONAL, '') : own,
  )
  if (wanted === 'en') {
    if (script !== 'Latin') faults.push(`expected English, found ${script}`)
    return faults
  }
  const [right, wrong] = wanted === 'zh-Hans' ? [hans, hant] : [hant, hans]
  if (right === 0 || wrong > 0) {
    faults.push(`expected ${wanted}, found ${hans} Simplified and ${hant} Traditional characters`)
  }
  return faults
}

function withoutQuotes(text: string, quotes: readonly string[]): string {
  return quotes.reduce(
    (rest, quote) => rest.replaceAll(quote.replace(/\s*\n\s*/gu, ' '), '').replaceAll(quote, ''),
    text.replace(/\[\d{1,3}\]/gu, ''),
  )
}
