import type { AnswerLanguage } from '../domain/language.js'

/** Converts Simplified text for a Traditional reader. */
export interface TextConverter {
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
  '(': '（',
  ')': '）',
}
const NEAR_HAN =
  /(?<=[\p{Script=Han}”’」』）)%\d])[,;:?!](?=[\p{Script=Han}“‘「『（(\s]|$)|(?<=[\p{Script=Han}A-Za-z”’」』])\((?=[^)]*\p{Script=Han})|(?<=[(（][^()（）]*\p{Script=Han}[^()（）]*)\)/gu

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
  const plain = text
    .replace(/\s*\n\s*/gu, ' ')
    .replace(NEAR_HAN, (mark) => HALF_TO_FULL[mark] ?? mark)
    // Blanks that the source sets around numbers and letters are typesetting, not text.
    .replace(/(?<=\p{Script=Han}) (?=[\dA-Za-z])|(?<=[\dA-Za-z]) (?=\p{Script=Han})/gu, '')
  if (language === 'zh-Hant-HK' || language === 'zh-Hant-TW') {
    const region = language === 'zh-Hant-HK' ? 'HK' : 'TW'
    return converter.toRegionalWording(converter.toTraditional(plain, region), region)
  }
  return plain
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
