import type { HistoryTurn } from '../domain/answer.js'
import { type AnswerLanguage, answerLanguageOf } from '../domain/language.js'
import { regionOf } from '../scripts/region-signs.js'
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
}

/**
 * The written form of the answer: the request's, else the question's own script and words, else the
 * history's, else `Accept-Language`, else zh-Hans, or English for a question that is neither Chinese
 * nor English. Traditional without a sign of Taiwan is Hong Kong.
 */
export function chooseAnswerLanguage(evidence: LanguageEvidence): AnswerLanguage {
  const requested = answerLanguageOf(evidence.requested)
  if (requested !== undefined) return requested
  const earlier = evidence.history
    .filter(({ role }) => role === 'user')
    .map(({ content }) => languageOfText(content, evidence.knownEnglish))
    .findLast((language) => language !== undefined)
  const accepted = acceptedLanguage(evidence.acceptLanguage)
  const script = detectScript(evidence.question)
  // Characters that both scripts share say "Chinese" but not which form of it.
  if (script.script === 'Han') {
    // 咩 and 冇 are shared characters, but only Cantonese is written with them.
    const region = regionOf(evidence.question)
    if (region !== undefined) return `zh-Hant-${region}`
    return [earlier, accepted].find((l) => l !== undefined && l !== 'en') ?? 'zh-Hans'
  }
  // Whoever writes in a third language is more likely to read English than Chinese.
  return (
    languageOfScript(script, evidence.question, evidence.knownEnglish) ??
    earlier ??
    accepted ??
    'en'
  )
}

function languageOfText(
  text: string,
  knownEnglish: ReadonlySet<string> | undefined,
): AnswerLanguage | undefined {
  return languageOfScript(detectScript(text), text, knownEnglish)
}

function languageOfScript(
  detected: ScriptDetection,
  text: string,
  knownEnglish: ReadonlySet<string> | undefined,
): AnswerLanguage | undefined {
  switch (detected.script) {
    case 'Hans':
      return 'zh-Hans'
    case 'Hant':
      return detected.region === 'TW' ? 'zh-Hant-TW' : 'zh-Hant-HK'
    case 'Latin':
      return isEnglish(text, knownEnglish) ? 'en' : undefined
    case 'mixed':
      // Half English, half Chinese: whoever writes some Chinese reads it.
      if (detected.hant > detected.hans)
        return detected.region === 'TW' ? 'zh-Hant-TW' : 'zh-Hant-HK'
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
