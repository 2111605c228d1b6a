import type { AnswerLanguage } from '../domain/language.js'
import { detectScript } from '../scripts/detect-script.js'

/** Converts text between scripts for its reader. */
export interface TextConverter {
  /** Traditional text for a Simplified reader; without it such text stays as it is. */
  toSimplified?(text: string): string
  toTraditional(text: string, region: 'HK' | 'TW'): string
  /** Words that a region says differently; runs on converted text. */
  toRegionalWording(text: string, region: 'HK' | 'TW'): string
}

const HALF_TO_FULL: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
}
const NEAR_HAN = /(?<=[\p{Script=Han}”’」』》）)%\d])[,;:?!](?=[\p{Script=Han}“‘「『《（(\s]|$)/gu
const BRACKETS = /\(([^()]*)\)/gu

/** Brackets that stand among Chinese characters, or hold some, are full-width, always both of a pair. */
function widenBrackets(text: string): string {
  const widened = text.replace(BRACKETS, (pair, inside: string, at: number) => {
    const around = text.charAt(at - 1) + inside + text.charAt(at + pair.length)
    return /[\p{Script=Han}”’」』》]/u.test(around) ? `（${inside}）` : pair
  })
  // A pair inside a pair is found only once the inner one is widened.
  return widened === text ? text : widenBrackets(widened)
}

/**
 * An original sentence as it is shown in a Chinese answer: line breaks as blanks, half-width
 * punctuation between Chinese characters full-width, in the reader's script and wording. Quotes are
 * never passed through here.
 */
export function presentChinese(
  text: string,
  language: AnswerLanguage,
  converter: TextConverter,
): string {
  const plain = widenBrackets(text.replace(/\s*\n\s*/gu, ' '))
    .replace(NEAR_HAN, (mark) => HALF_TO_FULL[mark] ?? mark)
    // Blanks that the source sets around numbers and letters are typesetting, not text.
    .replace(/(?<=\p{Script=Han}) (?=[\dA-Za-z])|(?<=[\dA-Za-z]) (?=\p{Script=Han})/gu, '')
  if (language === 'zh-Hant-HK' || language === 'zh-Hant-TW') {
    const region = language === 'zh-Hant-HK' ? 'HK' : 'TW'
    return converter.toRegionalWording(converter.toTraditional(plain, region), region)
  }
  if (converter.toSimplified !== undefined && detectScript(plain).script === 'Hant') {
    return converter.toSimplified(plain)
  }
  return plain
}

/** A sentence of a translation as it is shown: its straight quotation marks become curly ones. */
export function presentEnglish(text: string): string {
  return text.replace(/"([^"]*)"/gu, '“$1”')
}

const NESTED: Readonly<Record<string, string>> = {
  '“': '‘',
  '”': '’',
  '「': '『',
  '」': '』',
  '"': "'",
}

/** A text that goes between quotation marks: its own become the inner ones of the script. */
export function nestQuotes(text: string): string {
  return text.replace(/[“”「」"]/gu, (mark) => NESTED[mark] ?? mark)
}
