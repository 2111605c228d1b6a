/** Languages in the order of the report; both Traditional forms count for `zh-Hant` too. */
export const LANGUAGE_KEYS = ['zh-Hans', 'zh-Hant', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const

/** Where a language belongs in the breakdowns; nowhere without one. */
export function languageKeys(language: string | null): string[] {
  if (language === null) return []
  return language.startsWith('zh-Hant') ? ['zh-Hant', language] : [language]
}
