import type { DocumentData } from '../../domain/document.js'

/** Where a quote stands: offsets in UTF-16 code units of the document's text, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Words of the text: `quote` is `text.slice(start, end)`, line breaks and all. */
export interface Quotation extends Span {
  readonly quote: string
}

/** Something that the text states: the value, the words that say so, and where these stand. */
export interface Fact extends Quotation {
  /** Of a day: `YYYY-MM-DD`, a day that exists. */
  readonly value: string
}

/** The day on which a document ends. */
export interface EndFact extends Fact {
  /** Whether it still holds on that day: 有效期至…, in contrast to 自…起废止. */
  readonly inclusive: boolean
}

/** A document that this one repeals or replaces; `value` as the text names it, without line breaks. */
export interface RepealFact extends Fact {
  /** What stands in 《》; null where the text names only a number. */
  readonly title: string | null
  readonly documentNumber: string | null
}

/** What happened to the document on a day of its history. */
export type HistoryKind = 'adopted' | 'published' | 'amended' | 'effective' | 'repealed'

/** An entry of the history that stands under a title: （2000年7月8日…通过 根据…修正）. */
export interface HistoryFact extends Fact {
  readonly kind: HistoryKind
}

/** How one measure is named, by the words of the document itself. */
export interface UnitNames {
  readonly 'zh-Hans': string
  readonly 'zh-Hant': string
  readonly en: string
}

/** What is known about a document: everything is read from its text, or is null. */
export interface DocumentFacts {
  readonly title: Fact | null
  /** In the order of the text; those of the signature where there is one. */
  readonly issuers: readonly Fact[]
  /** Canonical: ASCII digits, 〔〕 around the year, no blanks between Han characters. */
  readonly documentNumber: Fact | null
  /** Day of the signature; of adoption where there is none. */
  readonly signedOn: Fact | null
  readonly publishedOn: Fact | null
  /** Its quote may be relative (自公布之日起施行) where the day of publication is stated. */
  readonly effectiveOn: Fact | null
  /** Its quote may be a period (试行两年) where the day it begins is stated. */
  readonly repealedOn: EndFact | null
  readonly repeals: readonly RepealFact[]
  readonly history: readonly HistoryFact[]
  /** Clauses on the beginning and the end, also where no day can be told from them; for an editor. */
  readonly clauses: { readonly effective: Quotation | null; readonly end: Quotation | null }
  /** What the file says beside its text; none of it counts as stated. */
  readonly file: {
    readonly title: string | null
    readonly publishedOn: string | null
    readonly source: string | null
  }
  readonly sourceUrl: string | null
  readonly script: DocumentData['script']
  readonly nature: DocumentData['nature']
  readonly unit: UnitNames
}
