import { z } from 'zod'

/** The four written forms an answer can have. */
export const answerLanguageSchema = z.enum(['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'])
/** One of the four written forms. */
export type AnswerLanguage = z.infer<typeof answerLanguageSchema>

const ALIASES: Readonly<Record<string, AnswerLanguage>> = {
  zh: 'zh-Hans',
  'zh-cn': 'zh-Hans',
  'zh-sg': 'zh-Hans',
  'zh-hans': 'zh-Hans',
  'zh-hans-cn': 'zh-Hans',
  'zh-hans-sg': 'zh-Hans',
  'zh-hant': 'zh-Hant-HK',
  'zh-hk': 'zh-Hant-HK',
  'zh-mo': 'zh-Hant-HK',
  'zh-hant-hk': 'zh-Hant-HK',
  'zh-hant-mo': 'zh-Hant-HK',
  'zh-tw': 'zh-Hant-TW',
  'zh-hant-tw': 'zh-Hant-TW',
}

/**
 * The written form a BCP 47 tag stands for, or `undefined` when it is neither Chinese nor English.
 * Case is ignored; `en-*` is English.
 */
export function answerLanguageOf(tag: string): AnswerLanguage | undefined {
  const lower = tag.trim().toLowerCase()
  if (lower === 'en' || lower.startsWith('en-')) return 'en'
  return ALIASES[lower]
}

/** `language` of a request: `auto`, or a tag that {@link answerLanguageOf} knows. */
export const requestLanguageSchema = z
  .string()
  .max(35)
  .refine((tag) => tag === 'auto' || answerLanguageOf(tag) !== undefined, {
    message:
      'expected auto, zh-Hans, zh-Hant-HK, zh-Hant-TW, en, or an alias: zh, zh-CN, zh-SG, zh-Hant, zh-HK, zh-MO, zh-TW, en-*',
  })
  .meta({ description: 'auto, or the language of the answer', example: 'auto' })
