import type { DocumentData } from '../domain/document.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { Facet } from '../domain/measure.js'
import { siteTextsEn } from './site-texts-en.js'
import { siteTextsZhHans } from './site-texts-zh-hans.js'
import { siteTextsZhHant } from './site-texts-zh-hant.js'
import { siteTextsZhHantTW } from './site-texts-zh-hant-tw.js'

/** Everything the public pages say on their own account, in one written form. */
export interface SiteTexts {
  readonly siteName: string
  readonly skipToContent: string
  readonly mainMenu: string
  readonly home: string
  readonly browse: string
  readonly search: string
  readonly languages: string
  readonly footer: readonly string[]

  readonly portalTitle: string
  readonly portalLead: (offices: string, documents: number, measures: number) => string
  readonly searchLabel: string
  readonly searchHint: string
  readonly searchButton: string
  readonly officeLabel: string
  readonly allOffices: string
  readonly examples: string
  readonly examplesNote: string
  readonly documentsHeading: string
  readonly documentsNote: (documents: number, measures: number) => string
  readonly chapters: string
  readonly browseDocument: string
  readonly how: string
  readonly howPoints: readonly { readonly title: string; readonly text: string }[]

  /** How many measures; `unit` is what they are called in their document (条, 项, 则). */
  readonly count: (count: number, unit: string) => string
  readonly numbers: (first: number, last: number, unit: string) => string
  readonly natures: Readonly<Record<DocumentData['nature'], string>>
  readonly natureNotes: Readonly<Record<DocumentData['nature'], string | undefined>>
  readonly issuerInferred: string
  readonly title: string
  readonly titleInferred: string
  readonly statuses: Readonly<Record<DocumentData['status'], string>>

  readonly office: string
  readonly document: string
  readonly kind: string
  readonly contents: string
  readonly published: string
  readonly asOf: string
  readonly notStated: string
  readonly source: string
  readonly sourceLink: string
  readonly sourceUnknown: string
  readonly status: string
  readonly number: string
  readonly chapter: string
  readonly responsible: string
  readonly noneResponsible: string

  readonly textVersions: string
  readonly versionOriginal: string
  readonly versionTraditional: string
  readonly versionEnglish: string
  readonly noteTraditional: string
  readonly noteEnglish: string
  readonly originalColumn: string
  readonly englishColumn: string
  readonly toMark: string
  readonly marked: string
  readonly about: string
  readonly cautions: string
  readonly relativeWords: (words: readonly string[]) => string
  readonly strength: string
  readonly strengthNote: string
  readonly facets: string
  readonly facetsNote: string
  readonly facetNames: Readonly<Record<Facet, string>>
  readonly ask: string
  readonly askThis: string
  readonly askNote: string
  readonly findRelated: string
  readonly cite: string
  readonly citePlain: string
  readonly citeMarkdown: string
  readonly citeLink: string
  readonly copy: string
  readonly copied: string
  readonly selected: string
  readonly neighbours: string
  readonly previous: string
  readonly next: string

  readonly results: string
  readonly resultsNote: (count: number) => string
  readonly noResults: string
  readonly emptyQuery: string
  readonly tooLong: (most: number) => string
  readonly askInstead: string

  readonly notFound: string
  readonly noSuchPage: string
  readonly noSuchDocument: string
  readonly noSuchMeasure: (title: string, first: number, last: number) => string
  readonly notFoundHelp: string
  readonly failed: string
  readonly failedText: string
  readonly busy: string
  readonly busyText: string
  readonly refused: string
  readonly refusedText: string
  readonly listSeparator: string
}

const BY_LANGUAGE: Readonly<Record<AnswerLanguage, SiteTexts>> = {
  'zh-Hans': siteTextsZhHans,
  'zh-Hant-HK': siteTextsZhHant,
  'zh-Hant-TW': siteTextsZhHantTW,
  en: siteTextsEn,
}

/** The pages' own words in a written form. */
export function siteTextsIn(language: AnswerLanguage): SiteTexts {
  return BY_LANGUAGE[language]
}
