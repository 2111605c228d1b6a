import { type Directory, nameIn } from '../citations/references.js'
import { baseIdOf } from '../documents/document-versions.js'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { ScriptConverter } from '../scripts/convert-script.js'
import { html, type Html } from './html.js'
import type { PageLinks } from './page-links.js'
import type { SiteTexts } from './site-texts.js'

/** What every page is made with. */
export interface PageContext {
  readonly corpus: Corpus
  readonly directory: Directory
  readonly converter: ScriptConverter
  readonly language: AnswerLanguage
  readonly texts: SiteTexts
  readonly links: PageLinks
}

/** `lang` of Chinese words that stand in a text of ours. */
const ORIGINAL_LANG = 'zh-Hans'

const LANG_OF_SCRIPT = { Hans: 'zh-Hans', Hant: 'zh-Hant', Latn: 'en' } as const

/** `lang` of a document's text as it was published. */
export function originalLang(
  documentId: string,
  { directory }: Pick<PageContext, 'directory'>,
): string {
  return LANG_OF_SCRIPT[directory.document(documentId).data.script]
}

/** The heading of a chapter: as printed for readers of Simplified, else its name in their language. */
export function chapterName(
  { data, chapters }: CorpusDocument,
  chapter: number,
  language: AnswerLanguage,
): string {
  const names = data.chapters[chapter]
  return language === 'zh-Hans' || names === undefined
    ? (chapters[chapter] ?? '')
    : nameIn(names, language)
}

/** The title of a document: of an earlier version with what tells it from the others. */
export function pageTitle(
  documentId: string,
  { directory, language }: Pick<PageContext, 'directory' | 'language'>,
): string {
  return documentId === baseIdOf(documentId)
    ? directory.documentTitle(documentId, language)
    : directory.documentName(documentId, language)
}

/** The number of a measure as a list names it: as printed, in English its digits. */
export function measureNumber({ key, label }: MeasureRecord, language: AnswerLanguage): string {
  return language === 'en' ? key : label
}

/** The title of a measure in a list: in the reader's characters where they are Chinese. */
export function listedTitle(
  title: string,
  documentId: string,
  context: Pick<PageContext, 'converter' | 'directory' | 'language'>,
): Html {
  const { converter, language } = context
  const original = originalLang(documentId, context)
  if (language === 'zh-Hans' || language === 'en' || original !== 'zh-Hans') {
    return html`<span lang="${original}">${title}</span>`
  }
  const region = language === 'zh-Hant-TW' ? 'TW' : 'HK'
  return html`<span lang="zh-Hant-${region}">${converter.toTraditional(title, region)}</span>`
}

/** How many measures a document, or a chapter of it, holds: 43项, 43 measures. */
export function countOf(
  document: CorpusDocument,
  count: number,
  context: Pick<PageContext, 'language' | 'texts'>,
): string {
  return context.texts.count(count, unitOf(document, context))
}

/** From where to where a document is numbered: 第3至第6则, Case 3 to 6. */
export function numbersOf(
  document: CorpusDocument,
  context: Pick<PageContext, 'language' | 'texts'>,
): string {
  const { first, last } = document.data.numbering
  return context.texts.numbers(first, last, unitOf(document, context))
}

function unitOf({ data }: CorpusDocument, { language }: Pick<PageContext, 'language'>): string {
  const form = language === 'zh-Hans' || language === 'en' ? language : 'zh-Hant'
  return data.numbering.unit[form]
}

/**
 * Text of ours with words of the original in it. In an English page those are Chinese, and say so,
 * for a voice to read them right.
 */
export function withOriginalWords(text: string, language: AnswerLanguage): Html {
  if (language !== 'en') return html`${text}`
  return html`${text
    .split(/(\p{Script=Han}[\p{Script=Han}“”、，。·（）-]*)/u)
    .map((part, index) =>
      index % 2 === 1 ? html`<span lang="${ORIGINAL_LANG}">${part}</span>` : part,
    )}`
}
