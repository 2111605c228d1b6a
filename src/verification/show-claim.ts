import { presentChinese, presentEnglish, type TextConverter } from '../composition/present-text.js'
import type { AnswerLanguage } from '../domain/language.js'
import { createSimplifier } from '../scripts/convert-script.js'
import { detectScript } from '../scripts/detect-script.js'
import type { Glossary } from '../scripts/glossary.js'

/** Puts a claim into the form of the answer. */
export type ClaimShower = (text: string, language: AnswerLanguage) => string

/**
 * A shower for a glossary. A model that writes the other script is converted; Traditional text of
 * its own keeps its characters, since converting it once more would spoil some (干擾), and gets the
 * words of the region.
 */
export function createClaimShower(glossary: Glossary, converter: TextConverter): ClaimShower {
  const simplified = createSimplifier()
  const settled = new Map<'HK' | 'TW', readonly string[]>()
  /** Words of a region that the mainland has for something else: 登錄 is 录入 there and 登录 here. */
  const settledIn = (region: 'HK' | 'TW'): readonly string[] => {
    const known = settled.get(region)
    if (known !== undefined) return known
    const mainland = new Set(
      glossary.entries.flatMap((entry) => {
        const [term] = entry['zh-Hans']
        return term === undefined || entry.display?.[region] === undefined
          ? []
          : [converter.toTraditional(term, region)]
      }),
    )
    const words = glossary.entries.flatMap((entry) => entry.display?.[region] ?? [])
    const found = words.filter((word) => mainland.has(word))
    settled.set(region, found)
    return found
  }

  return (text, language) => {
    if (language === 'en') return presentEnglish(text)
    const { hans, hant } = detectScript(text)
    if (language === 'zh-Hans') return hant > 0 ? simplified(text) : text
    if (hans > 0) return presentChinese(hant > 0 ? simplified(text) : text, language, converter)
    const region = language === 'zh-Hant-HK' ? 'HK' : 'TW'
    if (settledIn(region).some((word) => text.includes(word))) return text
    return converter.toRegionalWording(text, region)
  }
}
