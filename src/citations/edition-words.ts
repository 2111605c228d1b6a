import type { DocumentData } from '../domain/document.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Edition } from '../documents/document-versions.js'

/** What is said of a version and of how it stands, in one written form. */
interface EditionWords {
  readonly edition: (edition: Edition) => string
  readonly ended: string
  readonly repealed: string
  readonly separator: string
  readonly brackets: (text: string) => string
}

const CHINESE = {
  edition: ({ year, version }: Edition) => (year === null ? `第${version}版` : `${year}年版`),
  ended: '已失效',
  separator: '，',
  brackets: (text: string) => `（${text}）`,
}

const WORDS: Readonly<Record<AnswerLanguage, EditionWords>> = {
  'zh-Hans': { ...CHINESE, repealed: '已废止' },
  'zh-Hant-HK': { ...CHINESE, repealed: '已廢除' },
  'zh-Hant-TW': { ...CHINESE, repealed: '已廢止' },
  en: {
    edition: ({ year, version }) => (year === null ? `version ${version}` : `${year} version`),
    ended: 'no longer in force',
    repealed: 'repealed',
    separator: ', ',
    brackets: (text) => ` (${text})`,
  },
}

/** A version by its year or number: 2023年版, 第1版, 2023 version. */
export function writtenEdition(edition: Edition, language: AnswerLanguage): string {
  return WORDS[language].edition(edition)
}

/**
 * What stands behind a reference or a title that needs telling apart: （2023年版，已失效）, （已废止）,
 * ` (2023 version, no longer in force)`; nothing where there is nothing to tell.
 */
export function editionSuffix(
  edition: Edition | undefined,
  ended: DocumentData['status'] | undefined,
  language: AnswerLanguage,
): string {
  const words = WORDS[language]
  const parts = [
    ...(edition === undefined ? [] : [words.edition(edition)]),
    ...(ended === undefined ? [] : [ended === 'repealed' ? words.repealed : words.ended]),
  ]
  return parts.length === 0 ? '' : words.brackets(parts.join(words.separator))
}
