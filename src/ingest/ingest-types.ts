import type { PartKind } from '../domain/corpus.js'

/** What a file was read as. */
export type FileFormat = 'text' | 'markdown' | 'html' | 'docx' | 'pdf'

/** What the file says of one line besides its characters; nothing where it says nothing. */
export interface LineHint {
  /** 1 to 6 where the file marks the line as a heading. */
  readonly headingLevel?: number
  /** Set where the line is a cell of a table: table, row and column count from 0. */
  readonly cell?: { readonly table: number; readonly row: number; readonly column: number }
  /** 1-based page, where the file has pages. */
  readonly page?: number
  /** Whether the line is the first or the last on its page, where the file has pages. */
  readonly pageEdge?: 'top' | 'bottom'
  /** Whether the label at its start was printed by the word processor's own list numbering. */
  readonly autoNumbered?: boolean
  /** Whether the line stands in a list of contents that the file marks as such. */
  readonly contents?: boolean
}

/** A file's words in the order in which they are read. */
export interface ReadFile {
  readonly format: FileFormat
  /**
   * Becomes `source.txt`: UTF-8, lines end in `\n`, no byte order mark. A plain text stays as it is
   * but for encoding and line ends; of every other format each paragraph and each table cell is a
   * line of its own.
   */
  readonly text: string
  /** One for each line of `text`; empty where the format has no hints. */
  readonly hints: readonly LineHint[]
  /** Encoding as found (utf-8, gb18030, big5), for formats that are text. */
  readonly encoding: string | null
  /** What the file itself says beside its text: title of the page, address, date; with where it stands. */
  readonly properties: readonly {
    readonly name: 'title' | 'url' | 'published' | 'source' | 'author'
    readonly value: string
    readonly from: string
  }[]
  /** One line each on what could not be read or was left out (menus, pictures, footnotes). */
  readonly warnings: readonly string[]
}

/**
 * A landmark of a document; offsets in UTF-16 code units of its text. What lies between two marks
 * belongs to the one before; before the first mark lies the front matter.
 */
export interface OutlineMark {
  readonly kind: Extract<PartKind, 'chapter-heading' | 'label' | 'furniture' | 'back-matter'>
  readonly start: number
  readonly end: number
  /** Of a chapter heading: 1 is the outermost. */
  readonly level?: number
  /**
   * Of a label: what follows the document's id in the measure's id, the printed numbers joined by
   * hyphens: `33`; `2-3` for (三) of 二、 where numbers start again; `120-1` for 第一百二十条之一.
   */
  readonly key?: string
  /** Of a label: the last of the printed numbers: 33; 3 of 二、(三); 120 of 第一百二十条之一. */
  readonly number?: number
  /** Of a label, for display: 一, （三十三）, 7, 第十条, 第一百二十条之一, 二（三）. */
  readonly label?: string
  /** Of a label: the text says that the article was deleted; it is no measure. */
  readonly deleted?: true
}

/** Where the titles of a document's measures are. `none`: the measures have no titles. */
export type TitleRule = 'line' | 'first-sentence' | 'row' | 'brackets' | 'none'

/** A place that an editor should look at before the outline is believed. */
export interface Doubt {
  /** 1-based. */
  readonly line: number
  /** What is doubted and why, in one English sentence. */
  readonly what: string
}

/** How a document is cut: the best consistent reading of the whole. */
export interface Outline {
  readonly marks: readonly OutlineMark[]
  readonly title: TitleRule
  /** Whether lines are hard-wrapped: one that does not end a sentence goes on in the next. */
  readonly wrapped: boolean
  /** How one measure is named: 条, 项, 则, 款, Article, Section, Measure, as the document's own words have it. */
  readonly unit: string
  readonly doubts: readonly Doubt[]
}
