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

/** Written so that a description of the API can say it; case makes no difference but in `auto`. */
const REQUEST_LANGUAGE = new RegExp(
  `^(?:auto|${['en', 'en-[A-Za-z0-9-]+', ...Object.keys(ALIASES)].map(inAnyCase).join('|')})$`,
)

/** `language` of a request: `auto`, or a tag that {@link answerLanguageOf} knows. */
export const requestLanguageSchema = z
  .string()
  .max(35)
  .regex(
    REQUEST_LANGUAGE,
    'expected auto, zh-Hans, zh-Hant-HK, zh-Hant-TW, en, or an alias: zh, zh-CN, zh-SG, zh-Hant, zh-HK, zh-MO, zh-TW, en-*',
  )
  .meta({ description: 'auto, or the language of the answer', example: 'auto' })

/** JSON Schema has no flag for this. Character classes stay as they are. */
function inAnyCase(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|[a-z]/g, (part) =>
    part.length > 1 ? part : `[${part}${part.toUpperCase()}]`,
  )
}
