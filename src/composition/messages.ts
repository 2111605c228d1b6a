import type { AskedFacet } from '../domain/cues.js'
import type { AskedName } from './asked-names.js'
import type { DocumentData } from '../domain/document.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { CommitmentClass } from '../measures/strength.js'
import { enMessages } from './messages-en.js'
import { zhHansMessages } from './messages-zh-hans.js'
import { zhHantHKMessages } from './messages-zh-hant-hk.js'
import { zhHantTWMessages } from './messages-zh-hant-tw.js'

/** How strong a promise is told to be: its class, or that a press report announces it. */
export type ToldStrength = CommitmentClass | 'announced'

/** Everything the assistant says on its own account, in one written form. */
export interface Messages {
  /** Before the words of a measure, a task list's item, or a press report. */
  readonly leadMeasure: (reference: string) => string
  readonly leadTask: (reference: string) => string
  readonly leadPress: (reference: string) => string
  /** A measure with its title, where the title tells what its sentences leave out. */
  readonly titled: (reference: string, title: string) => string
  /** Before a whole measure that was asked for by number. */
  readonly leadWhole: (reference: string, title: string) => string
  /** Before a measure of another office when the one asked about is not covered. */
  readonly leadOtherOffice: (office: string) => string
  /** Before the words of a measure that gives no right yet, or only widens what there is. */
  readonly leadWeaker: (reference: string) => string
  /**
   * How strong the promise is, with the word of the original that says so: of what that word governs,
   * since other sentences quoted beside it may promise more.
   */
  readonly strength: Readonly<Record<ToldStrength, (word: string) => string>>
  /** The same as one of several parts of a sentence, and the sentence that such parts make. */
  readonly strengthPart: Readonly<Record<ToldStrength, (word: string) => string>>
  readonly strengthMixed: (parts: readonly string[]) => string
  /** The same in a word or two, for a table. */
  readonly strengthLabel: Readonly<Record<CommitmentClass, string>>
  readonly notStated: (what: string) => string
  readonly facetNames: Readonly<Record<AskedFacet, string>>
  /** More closely than by its facet. */
  readonly askedNames: Readonly<Record<AskedName, string>>
  /** Two names of what is not stated. */
  readonly bothNames: (one: string, other: string) => string
  readonly pressNote: string
  readonly untranslated: (original: string) => string
  readonly original: (original: string) => string
  readonly translationNote: string
  readonly comparisonLead: (count: number) => string
  readonly comparisonHeader: readonly [string, string, string]
  readonly absence: (office: string) => string
  readonly notDirectlyFound: (office: string) => string
  readonly officeNotIncluded: (offices: string) => string
  readonly officesCovered: (offices: string) => string
  /** Where to turn when the office asked about is not covered: to itself, and to the hotline if it has one. */
  readonly askOffice: (offices: string, hasHotline: boolean) => string
  readonly noOtherSpeaks: string
  readonly nationalHint: string
  readonly noEvidence: (documents: number) => string
  /** That a measure's document holds no more; `last` is the last day on which it held. */
  readonly ended: (
    reference: string,
    status: DocumentData['status'],
    last: string | null,
    by: string | null,
  ) => string
  /** That a measure's document holds only from a day on. */
  readonly notYet: (reference: string, first: string) => string
  /** The same of a document as a whole. */
  readonly endedDocument: Messages['ended']
  readonly notYetDocument: Messages['notYet']
  readonly outOfScope: string
  readonly foreignLanguage: string
  readonly youCouldAsk: string
  readonly guardrail: string
  readonly vague: string
  readonly vagueTopics: readonly { label: string; question: string }[]
  readonly exampleQuestions: readonly { label: string; question: string }[]
  readonly whichDocument: (number: number) => string
  readonly numberRange: (title: string, first: string, last: string) => string
  readonly caseRange: (title: string, first: number, last: number) => string
  readonly didYouMean: string
  readonly overviewAll: (documents: number, measures: number) => string
  readonly overviewDocument: (title: string, count: number) => string
  readonly overviewChapters: (title: string, count: number, chapters: number) => string
  readonly overviewChapter: (chapter: string, count: number, first: string, last: string) => string
  /** A document with what it holds; `unit` is what its measures are called there (条, 项, 则). */
  readonly overviewEntry: (title: string, unit: string, numbers: NumberRange) => string
  readonly overviewMeasure: (label: string, title: string, unit: string) => string
  readonly overviewClose: string
  readonly relatedSameDocument: string
  readonly relatedOther: (office: string) => string
  readonly relatedTask: string
  readonly relatedPress: string
  /** That a near measure is for something else: other goods or parties, or another place, in its words. */
  readonly relatedFacet: Readonly<Record<'subject' | 'place', (words: string) => string>>
  readonly ask: (reference: string) => string
  readonly askOverview: (document: string) => string
  readonly listSeparator: string
}

/** How many measures a document holds, and from where to where they are numbered. */
export interface NumberRange {
  readonly count: number
  readonly first: number
  readonly last: number
}

const BY_LANGUAGE: Readonly<Record<AnswerLanguage, Messages>> = {
  'zh-Hans': zhHansMessages,
  'zh-Hant-HK': zhHantHKMessages,
  'zh-Hant-TW': zhHantTWMessages,
  en: enMessages,
}

/** The assistant's own words in a written form. */
export function messagesIn(language: AnswerLanguage): Messages {
  return BY_LANGUAGE[language]
}
