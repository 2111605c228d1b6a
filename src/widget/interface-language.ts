import type { AnswerLanguage } from '../client/index.js'
import type { Messages } from './messages/messages.js'
import { enMessages } from './messages/messages-en.js'
import { zhHansMessages } from './messages/messages-zh-hans.js'
import { zhHantMessages } from './messages/messages-zh-hant.js'

/** The catalogue of a written form; Hong Kong and Taiwan share one. */
export function messagesOf(language: AnswerLanguage): Messages {
  if (language === 'en') return enMessages
  return language === 'zh-Hans' ? zhHansMessages : zhHantMessages
}

/** The written form that a BCP 47 tag stands for; undefined when it is neither Chinese nor English. */
export function writtenFormOf(tag: string): AnswerLanguage | undefined {
  const [primary, ...rest] = tag.trim().toLowerCase().split(/[-_]/)
  if (primary === 'en') return 'en'
  if (primary !== 'zh' && primary !== 'yue') return undefined
  if (rest.includes('hans')) return 'zh-Hans'
  if (rest.includes('tw')) return 'zh-Hant-TW'
  const isTraditional = ['hant', 'hk', 'mo'].some((part) => rest.includes(part))
  return isTraditional || primary === 'yue' ? 'zh-Hant-HK' : 'zh-Hans'
}

/**
 * The language of the interface: the first of the tags that is Chinese or English, in the order of
 * who knows best: the attribute, the page, the browser. English where none is.
 */
export function chooseLanguage(tags: readonly (string | null | undefined)[]): AnswerLanguage {
  for (const tag of tags) {
    const language = tag === null || tag === undefined ? undefined : writtenFormOf(tag)
    if (language !== undefined) return language
  }
  return 'en'
}

/** Language of a question for `lang`, before the server has told: fonts depend on it. */
export function languageOfQuestion(text: string, page: AnswerLanguage): AnswerLanguage {
  if (!/\p{Script=Han}/u.test(text)) return 'en'
  return page === 'en' ? 'zh-Hans' : page
}
