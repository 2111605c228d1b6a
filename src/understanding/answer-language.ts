import type { HistoryTurn } from '../domain/answer.js'
import { type AnswerLanguage, answerLanguageOf } from '../domain/language.js'
import { type Region, regionOf } from '../scripts/region-signs.js'
import { detectScript, isEnglish, type ScriptDetection } from '../scripts/detect-script.js'

/** What the language of an answer is decided from, strongest first. */
export interface LanguageEvidence {
  /** `language` of the request; `auto` says nothing. */
  readonly requested: string
  readonly question: string
  readonly history: readonly HistoryTurn[]
  /** Value of the `Accept-Language` header. */
  readonly acceptLanguage?: string | undefined
  /** Lower-case English words on the matter, see {@link isEnglish}. */
  readonly knownEnglish?: ReadonlySet<string>
  /** Whether a Traditional text without a listed word was likely written in Taiwan. */
  readonly isTaiwan?: ((text: string) => boolean) | undefined
}

/**
 * The written form of the answer: the request's, else the question's own script and words, else the
 * history's, else `Accept-Language`, else zh-Hans, or English for a question that is neither Chinese
 * nor English. Whether Traditional is of Hong Kong or Taiwan is told in the same order by listed words,
 * then by `isTaiwan`; where nothing tells, it is Hong Kong.
 */
export function chooseAnswerLanguage(evidence: LanguageEvidence): AnswerLanguage {
  const requested = answerLanguageOf(evidence.requested)
  if (requested !== undefined) return requested
  const { isTaiwan, knownEnglish } = evidence
  const asked = evidence.history.filter(({ role }) => role === 'user').map((turn) => turn.content)
  const accepted = acceptedLanguage(evidence.acceptLanguage)
  const regionBefore =
    asked.map((text) => traditionalRegionOf(text, isTaiwan)).findLast((found) => found) ??
    REGIONS_ACCEPTED.get(accepted)
  const traditional = (text: string, region: Region | undefined): AnswerLanguage =>
    `zh-Hant-${region ?? regionBefore ?? (isTaiwan?.(text) === true ? 'TW' : 'HK')}`
  const languageOf = (text: string, script: ScriptDetection) =>
    languageOfScript(script, text, knownEnglish, traditional)
  const earlier = asked
    .map((text) => languageOf(text, detectScript(text)))
    .findLast((language) => language !== undefined)
  const script = detectScript(evidence.question)
  // Characters that both scripts share say "Chinese" but not which form of it.
  if (script.script === 'Han') {
    // 咩 and 冇 are shared characters, but only Cantonese is written with them.
    const region = regionOf(evidence.question)
    if (region !== undefined) return `zh-Hant-${region}`
    return [earlier, accepted].find((l) => l !== undefined && l !== 'en') ?? 'zh-Hans'
  }
  // Whoever writes in a third language is more likely to read English than Chinese.
  return languageOf(evidence.question, script) ?? earlier ?? accepted ?? 'en'
}

const REGIONS_ACCEPTED: ReadonlyMap<AnswerLanguage | undefined, Region> = new Map([
  ['zh-Hant-HK', 'HK'],
  ['zh-Hant-TW', 'TW'],
])

/** The region that an earlier Traditional text tells; nothing where it may come from either. */
function traditionalRegionOf(
  text: string,
  isTaiwan: LanguageEvidence['isTaiwan'],
): Region | undefined {
  const { region, hans, hant } = detectScript(text)
  if (region !== undefined || hant <= hans) return region
  return isTaiwan?.(text) === true ? 'TW' : undefined
}

function languageOfScript(
  detected: ScriptDetection,
  text: string,
  knownEnglish: ReadonlySet<string> | undefined,
  traditional: (text: string, region: Region | undefined) => AnswerLanguage,
): AnswerLanguage | undefined {
  switch (detected.script) {
    case 'Hans':
      return 'zh-Hans'
    case 'Hant':
      return traditional(text, detected.region)
    case 'Latin':
      return isEnglish(text, knownEnglish) ? 'en' : undefined
    case 'mixed':
      // Half English, half Chinese: whoever writes some Chinese reads it.
      if (detected.hant > detected.hans) return traditional(text, detected.region)
      return detected.han * 2 >= detected.latinWords ? 'zh-Hans' : 'en'
    case 'Han':
    case 'other':
      return undefined
  }
}

function acceptedLanguage(header: string | undefined): AnswerLanguage | undefined {
  if (header === undefined) return undefined
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q)
      return { language: answerLanguageOf(tag), quality: Number(quality ?? 1) }
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)[0]?.language
}
