import { type AnswerLanguage, answerLanguageOf } from '../domain/language.js'
import type { Span } from '../domain/measure.js'

/** The languages that a page can be switched to, as `?lang=` names them. */
export const PAGE_LANGUAGES = [
  { tag: 'zh-Hans', name: '简体' },
  { tag: 'zh-Hant', name: '繁體' },
  { tag: 'en', name: 'English' },
] as const

/** In which form a measure's text is shown: as published, in Traditional characters, or with English. */
export type TextVersion = 'original' | 'hant' | 'en'

/** Where a reader is, without the language: what the language switch keeps. */
export interface Place {
  /** Path below the service's address, with its slash. */
  readonly path: string
  readonly query?: readonly (readonly [string, string])[]
}

/** What a measure's page is opened with. */
export interface MeasureView {
  readonly marks?: readonly Span[]
  readonly version?: TextVersion | undefined
}

/** Addresses of pages, files and forms, relative to the host. */
export interface PageLinks {
  home(): string
  document(id: string, chapter?: number): string
  /** What a version changed of the one before it. */
  changes(documentId: string): string
  measure(id: string, view?: MeasureView): string
  search(): string
  file(path: string): string
  /** The same place in a language that the reader chooses. */
  inLanguage(place: Place, tag: string): string
  /** The place as other sites should know it: absolute, with the language only where it was chosen. */
  canonical(place: Place): string
  /** The same, for one language, or none. */
  absolute(place: Place, tag?: string): string
  /** Tag of the language that was chosen; undefined where the browser's wishes decide. */
  readonly chosen: string | undefined
}

/** The tag that `?lang=` should hold for a language: neutral where Hong Kong is meant by default. */
export function tagOf(language: AnswerLanguage): string {
  return language === 'zh-Hant-HK' ? 'zh-Hant' : language
}

/**
 * Addresses in the language that was chosen.
 *
 * @param publicUrl Base of the service, without a slash at its end; may hold a path.
 * @param lang What `?lang=` said; what is no language of ours counts as nothing.
 */
export function createPageLinks(publicUrl: string, lang: string | undefined): PageLinks {
  const base = new URL(publicUrl).pathname.replace(/\/$/, '')
  const language = lang === undefined ? undefined : answerLanguageOf(lang)
  const chosen = language === undefined ? undefined : tagOf(language)
  const address = ({ path, query = [] }: Place, tag: string | undefined): string => {
    const search = new URLSearchParams([
      ...query.map(([name, value]): [string, string] => [name, value]),
      ...(tag === undefined ? [] : [['lang', tag] satisfies [string, string]]),
    ]).toString()
    return search === '' ? path : `${path}?${search}`
  }
  const here = (place: Place): string => base + address(place, chosen)
  return {
    chosen,
    home: () => here({ path: '/' }),
    document: (id, chapter) =>
      here({ path: `/documents/${id}` }) + (chapter === undefined ? '' : `#chapter-${chapter + 1}`),
    changes: (id) => here({ path: `/documents/${id}/changes` }),
    measure: (id, view = {}) =>
      here(measurePlace(id, view)) + ((view.marks ?? []).length > 0 ? '#mark-1' : ''),
    search: () => here({ path: '/search' }),
    file: (path) => base + path,
    inLanguage: (place, tag) => base + address(place, tag),
    canonical: (place) => publicUrl + address(place, chosen),
    absolute: (place, tag) => publicUrl + address(place, tag),
  }
}

/** The page of a measure as a place. */
export function measurePlace(id: string, { marks = [], version }: MeasureView): Place {
  return {
    path: `/measures/${id}`,
    query: [
      ...marks.flatMap(({ start, end }): [string, string][] => [
        ['from', String(start)],
        ['to', String(end)],
      ]),
      ...(version === undefined ? [] : [['text', version] as const]),
    ],
  }
}
