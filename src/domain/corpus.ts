import type { Cues } from './cues.js'
import type { DocumentData } from './document.js'
import type { FacetModel } from './facet-model.js'
import type { AnswerLanguage } from './language.js'
import type { MeasureRecord, Span } from './measure.js'
import type { OfficeRecord } from './office.js'
import type { RegionModel } from './region-model.js'
import type { Signpost } from './signpost.js'

/** What a stretch of `source.txt` is; every non-space character belongs to exactly one part. */
export type PartKind =
  | 'front-matter'
  | 'chapter-heading'
  | 'label'
  | 'measure'
  | 'furniture'
  | 'deleted'
  | 'back-matter'

/** A stretch of `source.txt`, in UTF-16 code units. `measure` is the number it belongs to. */
export interface SourcePart extends Span {
  readonly kind: PartKind
  readonly measure?: number
}

/** A document with everything its folder says. */
export interface CorpusDocument {
  readonly data: DocumentData
  /** The text of `source.txt`, undecorated. */
  readonly source: string
  readonly parts: readonly SourcePart[]
  /** Chapter headings as printed, with their number. */
  readonly chapters: readonly string[]
  readonly measures: readonly MeasureRecord[]
}

/** That a later event may have overtaken a measure, in one sentence for each written form. */
export interface Caution {
  readonly measure: string
  /** Day (ISO 8601) of what happened. */
  readonly event: string
  readonly text: Readonly<Record<AnswerLanguage, string>>
  readonly basis: string
}

/** What a reader must know before relying on old words. */
export interface Cautions {
  /** By measure id; a measure has one or none. */
  readonly byMeasure: ReadonlyMap<string, Caution>
  /** Matches every relative word of time; global, so it is used with `matchAll` only. */
  readonly relativeWords: RegExp
}

/** The whole corpus, parsed and checked. */
export interface Corpus {
  readonly documents: readonly CorpusDocument[]
  readonly offices: readonly OfficeRecord[]
  readonly signposts: readonly Signpost[]
  readonly cues: Cues
  /** Reads what a question asks of a measure where no cue tells; a corpus may have none. */
  readonly facetModel?: FacetModel
  /** Tells Traditional Chinese of Taiwan from that of Hong Kong where no listed word does; may be left out. */
  readonly regionModel?: RegionModel
  readonly cautions: Cautions
  /** All measures, in the order of the documents and their numbers. */
  readonly measures: readonly MeasureRecord[]
  /**
   * Row in the search index of each of `measures`, ascending; left out where the index holds these and
   * no others. What held on one day is a part of the corpus (`corpusOn`).
   */
  readonly rows?: Uint32Array
  /** sha256 prefix over every file of the corpus that shapes an answer. */
  readonly version: string
}

/** Row in the search index of the measure at a place of `corpus.measures`. */
export function rowOf(corpus: Pick<Corpus, 'rows'>, place: number): number {
  return corpus.rows?.[place] ?? place
}
