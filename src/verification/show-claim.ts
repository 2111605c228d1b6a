import { presentChinese, presentEnglish, type TextConverter } from '../composition/present-text.js'
import type { AnswerLanguage } from '../domain/language.js'
import { detectScript } from '../scripts/detect-script.js'
import { createToSimplified } from '../scripts/opencc.js'

const fromHongKong = createToSimplified('hk')
const fromTaiwan = createToSimplified('tw')

const TO_SIMPLIFIED_QUOTES: Readonly<Record<string, string>> = {
  '「': '“',
  '」': '”',
  '『': '‘',
  '』': '’',
}

/**
 * A claim in the form of the answer. A model that writes the other script is converted; Traditional
 * text of its own keeps its characters, since converting it once more would spoil some (干擾).
 */
export function showClaim(
  text: string,
  language: AnswerLanguage,
  converter: TextConverter,
): string {
  if (language === 'en') return presentEnglish(text)
  const { hans, hant } = detectScript(text)
  if (language === 'zh-Hans') return hant > 0 ? simplified(text) : text
  const region = language === 'zh-Hant-HK' ? 'HK' : 'TW'
  // Script marks are not read as Simplified unless there are characters of it.
  if (hans === 0) return converter.toRegionalWording(text, region)
  return presentChinese(hant > 0 ? simplified(text) : text, language, converter)
}

function simplified(text: string): string {
  return fromTaiwan(fromHongKong(text)).replace(
    /[「」『』]/gu,
    (mark) => TO_SIMPLIFIED_QUOTES[mark] ?? mark,
  )
}
