import { type Corpus, type CorpusDocument, rowOf } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { Signpost } from '../domain/signpost.js'
import { foldText } from '../scripts/fold.js'
import type { MeasureReference, Understanding } from '../understanding/understand-question.js'
import type { Hit, SearchResult } from './search-measures.js'

/** A search restricted to some measures, as decisions need it; indexes ascending, all when left out. */
export type RestrictedSearch = (allowed?: Uint32Array) => Promise<JudgedResult>

/** What a search found, judged by the gate. */
export interface JudgedResult extends SearchResult {
  /** Whether the gate lets the evidence through. */
  readonly passes: boolean
  /** Whether it would beside another office's measure that passed: what is asked about is then settled. */
  readonly passesBeside: boolean
  /** Whether the question, whatever was found, is no customs matter. */
  readonly outside: boolean
}

/** A covered office of which nothing was found; `certain` when no sentence of it holds a word of the question. */
export interface SilentOffice {
  readonly officeId: string
  readonly certain: boolean
}

/** What is to be answered; {@link decideBeforeSearch} and {@link decideFromSearch} make it. */
export type Decision =
  | { readonly kind: 'guardrail' }
  | { readonly kind: 'foreign-language' }
  | { readonly kind: 'out-of-scope'; readonly signposts: readonly Signpost[] }
  | { readonly kind: 'vague' }
  | {
      readonly kind: 'overview'
      readonly documents: readonly CorpusDocument[]
      readonly everything: boolean
    }
  | { readonly kind: 'which-document'; readonly numbers: readonly number[] }
  | { readonly kind: 'measure-not-found'; readonly missing: readonly MeasureReference[] }
  | {
      readonly kind: 'lookup'
      readonly measures: readonly MeasureRecord[]
      readonly missing: readonly MeasureReference[]
      /** The one measure in which something is asked for, when the question is not about measures as such. */
      readonly about?: Hit
      readonly signposts: readonly Signpost[]
    }
  | {
      readonly kind: 'office-not-covered'
      readonly officeIds: readonly string[]
      readonly near: readonly MeasureRecord[]
      readonly hasTopic: boolean
    }
  | {
      readonly kind: 'no-evidence'
      readonly near: readonly MeasureRecord[]
      readonly signposts: readonly Signpost[]
      readonly silent: readonly SilentOffice[]
    }
  | {
      /** Only a document that holds no more, or not yet, speaks to it or is named. */
      readonly kind: 'ended'
      readonly measures: readonly MeasureRecord[]
      /** Documents of which nothing more is known to be meant. */
      readonly documents: readonly CorpusDocument[]
      /** What holds and is a little like it. */
      readonly near: readonly MeasureRecord[]
      readonly signposts: readonly Signpost[]
    }
  | {
      readonly kind: 'evidence'
      readonly hits: readonly Hit[]
      readonly comparison: boolean
      readonly uncovered: readonly string[]
      readonly silent: readonly SilentOffice[]
      /** The office asked about is not covered and another office's measure is shown instead. */
      readonly fromOtherOffice: boolean
      readonly near: readonly MeasureRecord[]
      readonly signposts: readonly Signpost[]
    }

/** A second measure is cited when its score is at least this share of the first's. */
const SECOND_MEASURE_SHARE = 0.9

/** Most measures that answer a question that compares nothing. */
const MAX_MEASURES = 2

/** A named office whose best measure holds this much of the topic's words (by idf) speaks to it. */
const HOLDS_TOPIC_MIN_SHARE = 0.75

/**
 * A row of a comparison shows a measure that scores at least this share of the best one; found on the
 * `dev` comparisons.
 */
const ROW_MIN_SHARE = 0.6

/** Near measures handed on; how many are shown is the composer's choice. */
const NEAR_MEASURES = 5

/** A measure with a smaller share of the best score only fills the list. */
const NEAR_MEASURE_SHARE = 0.5

/** Nature of the documents that speak for the whole country, where an office's own does not. */
export const NATIONAL_NATURE = 'task-list'

/** Decides what hardly needs a search: numbers, overviews, attempts to change the rules, other languages. */
export function decideBeforeSearch(u: Understanding, corpus: Corpus): Decision | undefined {
  if (u.foreignLanguage) return { kind: 'foreign-language' }
  if (u.references.length > 0) {
    const measures = u.references.flatMap(({ documentId, number }) =>
      meantOf(
        corpus.measures.filter((m) => m.documentId === documentId && m.number === number),
        u.folded,
      ),
    )
    return { kind: 'lookup', measures, missing: u.missing, signposts: u.signposts }
  }
  if (u.missing.length > 0) return { kind: 'measure-not-found', missing: u.missing }
  if (u.looseNumbers.length > 0 && !coversNothing(u, corpus)) {
    return { kind: 'which-document', numbers: u.looseNumbers }
  }
  if (u.citesOtherText) {
    return { kind: 'no-evidence', near: [], signposts: u.signposts, silent: [] }
  }
  if (
    u.topicTerms.length > 0 &&
    !(u.asksOverview && u.documentIds.length > 0 && u.topicTerms.length < 2)
  ) {
    return undefined
  }
  if (coversNothing(u, corpus)) {
    return { kind: 'office-not-covered', officeIds: u.officeIds, near: [], hasTopic: false }
  }
  const named = namedDocuments(u, corpus)
  if (named.length > 0) return { kind: 'overview', documents: named, everything: false }
  if (u.asksOverview || u.asksComparison) {
    return { kind: 'overview', documents: corpus.documents, everything: true }
  }
  return { kind: 'vague' }
}

/**
 * Of measures that bear the same number (those of other chapters, 第十条之一 beside 第十条) the one whose
 * label the question holds, else all.
 */
function meantOf(measures: readonly MeasureRecord[], folded: string): readonly MeasureRecord[] {
  if (measures.length < 2) return measures
  const bare = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
  const question = bare(folded)
  const named = measures
    .filter(({ label }) => question.includes(bare(label)))
    .toSorted((a, b) => b.label.length - a.label.length)
  return named.length > 0 ? named.slice(0, 1) : measures
}

/** Decides by what the searches find whether and with which measures the question is answered. */
export async function decideFromSearch(
  u: Understanding,
  corpus: Corpus,
  allowedByFilter: Uint32Array | undefined,
  search: RestrictedSearch,
  isCertainlySilent: (document: CorpusDocument) => Promise<boolean>,
): Promise<Decision> {
  const covered = documentsNamed(u, corpus)
  const uncovered = u.officeIds.filter(
    (id) =>
      !corpus.documents.some(({ data }) => data.office === id) &&
      // Beside a covered office a mere place is where goods come from or go to.
      (covered.length === 0 || u.asksComparison || !u.placeOnlyOfficeIds.includes(id)),
  )
  const within = (documents: readonly CorpusDocument[]): Uint32Array =>
    intersect(indexesOf(corpus, documents), allowedByFilter)
  const base = { uncovered, signposts: u.signposts, silent: [] as SilentOffice[] }
  const groups = documentGroups(u, covered)
  const result = await search(covered.length > 0 ? within(covered) : allowedByFilter)
  // A passport is no customs matter, but a measure of the office that is named may speak of one.
  const speaksOfIt = covered.length > 0 && result.passes
  if (u.farDomain && !u.domain && result.outside && !speaksOfIt) {
    return { kind: 'out-of-scope', signposts: u.signposts }
  }

  if (u.asksComparison || groups.length > 1) {
    const asked = covered.length > 0 ? groups : corpus.documents.map((document) => [document])
    const rows: { documents: readonly CorpusDocument[]; result: JudgedResult }[] = []
    for (const documents of asked) {
      rows.push({ documents, result: await search(within(documents)) })
    }
    const settled = rows.some(({ result }) => result.passes)
    // Scores compare only within one search: beside the others a row must be worth its place.
    const { hits: beside } = await search(within(asked.flat()))
    const least = (beside[0]?.score ?? 0) * ROW_MIN_SHARE
    const holds = ({ documents }: (typeof rows)[number]): boolean =>
      beside.some(
        ({ measure, score }) =>
          score >= least && documents.some(({ data }) => data.id === measure.documentId),
      )
    const speaks = (row: (typeof rows)[number]): boolean =>
      (row.result.passes && holds(row)) ||
      (settled &&
        covered.length > 0 &&
        ((row.result.passesBeside && holds(row)) ||
          row.result.evidence.lexicalShare >= HOLDS_TOPIC_MIN_SHARE))
    // Offices that are named stand as they are asked about, all others by how well they answer.
    const place = ({ documents }: (typeof rows)[number]): number => {
      const best = beside.findIndex(({ measure }) =>
        documents.some(({ data }) => data.id === measure.documentId),
      )
      return best === -1 ? beside.length : best
    }
    if (covered.length === 0) rows.sort((a, b) => place(a) - place(b))
    const hits = rows.flatMap((row) => (speaks(row) ? strongest(row.result.hits) : []))
    if (hits.length > 0) {
      return {
        kind: 'evidence',
        hits,
        // 哪些口岸 of one office alone compares nothing.
        comparison: rows.length > 1 || uncovered.length > 0,
        ...base,
        silent:
          covered.length > 0
            ? await silentOffices(
                rows
                  .filter((row) => !speaks(row))
                  .flatMap(({ documents }) => documents.slice(0, 1)),
                isCertainlySilent,
              )
            : [],
        fromOtherOffice: false,
        near: nearest(rows.flatMap(({ result }) => result.hits.slice(0, 2))),
      }
    }
  }

  if (result.passes && (uncovered.length === 0 || covered.length > 0)) {
    return {
      kind: 'evidence',
      hits: strongest(result.hits),
      comparison: false,
      ...base,
      fromOtherOffice: false,
      near: nearest(result.hits),
    }
  }
  if (uncovered.length > 0 && covered.length === 0) {
    return decideUncovered(u, corpus, uncovered, within, search, result)
  }
  if (u.documentIds.length === 0 && covered.every(({ data }) => data.nature === NATIONAL_NATURE)) {
    // 全国 and 海关总署 are said of much else (全国通用): they point to the list without excluding the rest.
    const all = await search(allowedByFilter)
    if (all.passes) {
      return {
        kind: 'evidence',
        hits: strongest(all.hits),
        comparison: false,
        ...base,
        fromOtherOffice: false,
        near: nearest(all.hits),
      }
    }
  }
  const silent = await silentOffices(covered.slice(0, 1), isCertainlySilent)
  const everywhere = covered.length > 0 ? await search(allowedByFilter) : result
  const national = covered.length > 0 ? await search(within(nationalDocuments(corpus))) : undefined
  if (national?.passes === true && national.hits[0] !== undefined) {
    return {
      kind: 'evidence',
      hits: strongest(national.hits),
      comparison: false,
      ...base,
      silent,
      fromOtherOffice: false,
      near: nearest(result.hits),
    }
  }
  const fallback = withoutEvidence(u, corpus, result.outside)
  if (fallback !== undefined) return fallback
  return { kind: 'no-evidence', near: nearest(everywhere.hits), signposts: u.signposts, silent }
}

/** The documents that a question names, or whose office it names. */
export function documentsNamed(
  { officeIds, documentIds }: Pick<Understanding, 'officeIds' | 'documentIds'>,
  corpus: Corpus,
): CorpusDocument[] {
  return corpus.documents.filter(
    ({ data }) => officeIds.includes(data.office) || documentIds.includes(data.id),
  )
}

/**
 * The covered documents asked about, those of one name together. What only a name means that others
 * narrow (海南 beside 海口) is searched with them and is not asked about by itself.
 */
function documentGroups(
  u: Understanding,
  covered: readonly CorpusDocument[],
): (readonly CorpusDocument[])[] {
  const groups = u.officeGroups
    .map((ids) => covered.filter(({ data }) => ids.includes(data.office)))
    .filter((documents) => documents.length > 0)
  const grouped = new Set(groups.flat())
  const named = covered.filter(
    (document) => !grouped.has(document) && u.documentIds.includes(document.data.id),
  )
  return [...groups, ...named.map((document) => [document])]
}

async function decideUncovered(
  u: Understanding,
  corpus: Corpus,
  uncovered: readonly string[],
  within: (documents: readonly CorpusDocument[]) => Uint32Array,
  search: RestrictedSearch,
  everywhere: JudgedResult,
): Promise<Decision> {
  const national = await search(within(nationalDocuments(corpus)))
  const nationalSpeaks =
    national.hits.length > 0 &&
    (national.passes ||
      (everywhere.passes &&
        (national.passesBeside || national.evidence.lexicalShare >= HOLDS_TOPIC_MIN_SHARE)))
  const best = nationalSpeaks ? national : everywhere
  if (nationalSpeaks || best.passes) {
    return {
      kind: 'evidence',
      hits: strongest(best.hits).slice(0, 1),
      comparison: false,
      uncovered,
      silent: [],
      fromOtherOffice: !nationalSpeaks,
      near: nearest(everywhere.hits),
      signposts: u.signposts,
    }
  }
  return {
    kind: 'office-not-covered',
    officeIds: uncovered,
    near: nearest(everywhere.hits),
    hasTopic: true,
  }
}

/** The documents named; where one is named, the office in its name does not bring in the others. */
function namedDocuments(u: Understanding, corpus: Corpus): CorpusDocument[] {
  const byId = corpus.documents.filter(({ data }) => u.documentIds.includes(data.id))
  return byId.length > 0
    ? byId
    : corpus.documents.filter(({ data }) => u.officeIds.includes(data.office))
}

/** A question of so few content words that nothing was found for says too little to be refused. */
const VAGUE_MAX_TERMS = 1

/** What a question without evidence is, when it is not a customs matter that no measure speaks to. */
function withoutEvidence(u: Understanding, corpus: Corpus, outside: boolean): Decision | undefined {
  if (u.asksOverview && u.topicTerms.length <= 2) {
    const named = namedDocuments(u, corpus)
    return {
      kind: 'overview',
      documents: named.length > 0 ? named : corpus.documents,
      everything: named.length === 0,
    }
  }
  // Whoever names one of our documents asks about customs, in whatever words.
  if (outside && u.documentIds.length === 0) {
    return { kind: 'out-of-scope', signposts: u.signposts }
  }
  if (u.signposts.length > 0) return undefined
  return u.topicTerms.length <= VAGUE_MAX_TERMS ? { kind: 'vague' } : undefined
}

function coversNothing(u: Understanding, corpus: Corpus): boolean {
  return (
    u.officeIds.length > 0 &&
    u.documentIds.length === 0 &&
    !corpus.documents.some(({ data }) => u.officeIds.includes(data.office))
  )
}

function nationalDocuments(corpus: Corpus): CorpusDocument[] {
  return corpus.documents.filter(({ data }) => data.nature === NATIONAL_NATURE)
}

async function silentOffices(
  documents: readonly CorpusDocument[],
  isCertainlySilent: (document: CorpusDocument) => Promise<boolean>,
): Promise<SilentOffice[]> {
  const offices: SilentOffice[] = []
  for (const document of documents) {
    offices.push({ officeId: document.data.office, certain: await isCertainlySilent(document) })
  }
  return offices
}

function strongest(hits: readonly Hit[]): Hit[] {
  const best = hits[0]?.score ?? 0
  return hits.filter(({ score }) => score >= best * SECOND_MEASURE_SHARE).slice(0, MAX_MEASURES)
}

function nearest(hits: readonly Hit[]): MeasureRecord[] {
  const least = Math.max(0, ...hits.map(({ score }) => score)) * NEAR_MEASURE_SHARE
  return hits
    .filter(({ score }) => score >= least)
    .slice(0, NEAR_MEASURES)
    .map(({ measure }) => measure)
}

/** Rows of the measures of some documents, ascending. */
export function indexesOf(corpus: Corpus, documents: readonly CorpusDocument[]): Uint32Array {
  const ids = new Set(documents.map(({ data }) => data.id))
  return Uint32Array.from(
    corpus.measures.flatMap(({ documentId }, index) =>
      ids.has(documentId) ? [rowOf(corpus, index)] : [],
    ),
  )
}

function intersect(indexes: Uint32Array, other: Uint32Array | undefined): Uint32Array {
  if (other === undefined) return indexes
  const allowed = new Set(other)
  return indexes.filter((index) => allowed.has(index))
}
