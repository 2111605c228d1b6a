import type { MeasureRecord } from '../domain/measure.js'
import type { ListContribution } from '../domain/search.js'
import type { LexicalSearch, WeightedTerm } from '../indexes/lexical-index.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { rangesOf } from '../indexes/row-filter.js'
import { nthLargest } from '../indexes/nth-largest.js'
import { CANDIDATE_ROWS, lexicalEvidence } from './lexical-evidence.js'
import { fuseScores, type ScoreList } from './fuse-scores.js'
import { createKnownQuestions, type KnownQuestionEvidence } from './known-questions.js'
import { retrieverOf } from './retriever.js'
import type { LexicalLists, OpenIndex } from './search-index.js'
import { standInScores } from './stand-in-scores.js'
import { VIEW_KINDS, type ViewKind, type ViewTable } from './views.js'

/** A term added to the query by the glossary, and the word of the question that led to it. */
export interface AddedTerm {
  readonly term: string
  readonly because: string
}

/** What is searched: one question, with the vector of its folded text. */
export interface MeasureQuery {
  readonly folded: string
  readonly vector: Float32Array
  readonly added: readonly AddedTerm[]
  /** Words that carry the topic; the others count little. All count alike when left out or empty. */
  readonly topicTerms?: readonly string[]
  /** Indexes of the measures that may be found, ascending; all when left out. */
  readonly allowed?: Uint32Array | undefined
}

/** A measure found, with how well each of its sentences fits the question. */
export interface Hit {
  readonly measure: MeasureRecord
  /** Index of the measure in the corpus. */
  readonly index: number
  readonly score: number
  /** Cosine of the question with each sentence; 0 for the title, which has no view of its own. */
  readonly sentenceCosines: readonly number[]
  /** Best cosine of the question with a lay question that belongs to the sentence; 0 without one. */
  readonly layCosines: readonly number[]
  /** What each list gave; the contributions add up to `score`. */
  explain(): ListContribution[]
}

/** What a search says about the question as a whole; input of the decision to answer. */
export interface Evidence extends Omit<KnownQuestionEvidence, 'measureShares'> {
  /** Share of the topic words' idf that the best measure holds, in the original or in English, 0 to 1. */
  readonly lexicalShare: number
  /** Best BM25 score over words. */
  readonly bestWords: number
  /** Best BM25 score over English words. */
  readonly bestEnglish: number
  /** Share of the query's idf that the English vocabulary covers. */
  readonly englishCoverage: number
  /** Share of the query's idf that the Chinese vocabulary covers. */
  readonly chineseCoverage: number
  /** Best cosine with a view of the original or its sentences. */
  readonly bestOriginal: number
  /** Best cosine with a lay question; 0 where there are none. */
  readonly bestLay: number
  /** Best cosine with an English view; 0 where there are none. */
  readonly bestEnglishCosine: number
  /** Fused score of the best measure less that of the second. */
  readonly margin: number
  /** Share of the nearest known questions that the best measure has, 0 to 1. */
  readonly bestShare: number
}

/** Result of {@link MeasureSearcher.search}: hits, best first, and what they say as evidence. */
export interface SearchResult {
  readonly hits: readonly Hit[]
  readonly evidence: Evidence
}

/**
 * Weight of each list: found by a seeded random search over the `dev` questions (hit@1 .90 with equal
 * weights, .98 with these) and rounded. What people would ask counts most: lay questions stand in the
 * lists of words and bigrams too. The dense lists of whole texts decide little beside them. The list of
 * English words has at least the weight of the bigrams, which say nothing of an English question: hit@1 of
 * 454 `dev` questions 436 with half of it, 441 with this, and alike up to 2. Moved a little by a softmax over
 * the ranked measures of today's `dev` questions, held near what it was; measures left out in turn, hit@1
 * is 1644 of 1669 by the moved weights and 1639 by those before.
 */
export const LIST_WEIGHTS = {
  'bm25:words': 1,
  'bm25:bigrams': 1.5,
  'bm25:english': 1.7,
  'bm25:titles': 0.17,
  'dense:original': 0.1,
  'dense:sentence': 0.12,
  'dense:english': 0.25,
  'dense:english-sentence': 0.13,
  'dense:lay': 1.55,
} as const

/** Weight of a term that the glossary added, beside 1 for the asker's own words. */
const ADDED_TERM_WEIGHT = 0.4

/** Weight of the asker's words that name no topic (措施, 规定, 海关), beside 1 for those that do. */
const OFF_TOPIC_WEIGHT = 0.5

/** Up to this many measures all are scored; above, those that a list has among its first. */
export const SCORE_ALL_MAX_MEASURES = 1000

/** Where cosines are approximate: so many of the best measures are compared again exactly. */
const EXACT_MEASURES = 24

/** Searches measures by several views of each. */
export interface MeasureSearcher {
  /**
   * The best `limit` measures. An index without measures, or a filter without, gives no hit.
   *
   * @throws AppError `overloaded` when the index is on a server that cannot be reached.
   */
  search(query: MeasureQuery, limit: number): Promise<SearchResult>
  /**
   * Whether any of these measures, by their rows, holds a term in the original or in English; throws
   * like `search`.
   */
  holdAny(rows: readonly number[], terms: readonly string[]): Promise<boolean>
}

/** Makes a searcher over one index; `measures` in the order of the index. */
export function createMeasureSearcher(
  index: OpenIndex,
  measures: Pick<readonly MeasureRecord[], 'length' | 'at'>,
  tokenizer: Tokenizer,
): MeasureSearcher {
  const retriever = retrieverOf(index)
  const knownQuestions = createKnownQuestions(index, retriever)
  return {
    async search(query, limit) {
      const words = weighted(
        tokenizer.words(query.folded),
        query.added,
        tokenizer.words,
        query.topicTerms,
      )
      const bigrams = weighted(tokenizer.bigrams(query.folded), query.added, tokenizer.bigrams)
      const own = [...new Set(tokenizer.words(query.folded))]
      const scoresAll = (query.allowed?.length ?? measures.length) <= SCORE_ALL_MAX_MEASURES
      const ranges = scoresAll ? undefined : query.allowed && rangesOf(query.allowed)
      const nearest = () =>
        scoresAll ? [] : retriever.nearest(query.vector, CANDIDATE_ROWS, ranges)
      // First what looks at most views of the whole index: the others then know of it.
      const early = ranges === undefined ? nearest() : undefined
      // Together, because each may be a way to a server and back.
      const [{ measureShares, ...known }, lists, near] = await Promise.all([
        knownQuestions(query.vector),
        retriever.lexical({
          words: [...words.map(({ term }) => term), ...(query.topicTerms ?? [])],
          bigrams: bigrams.map(({ term }) => term),
        }),
        early ?? nearest(),
      ])
      const { candidates, scores } = lexicalEvidence(lists, {
        words,
        bigrams,
        rows: scoresAll
          ? (query.allowed ?? Uint32Array.from({ length: measures.length }, (_, row) => row))
          : undefined,
        ranges,
        near: near.map(({ row }) => index.views.measures[row] ?? 0),
      })
      const chineseCoverage = lists.words.coverage(own)
      const englishCoverage = lists.english.coverage(own)
      // BM25 sees only stray tokens of another language: it counts by what it knows of the question.
      const lexicalLists: ScoreList[] = [
        list('bm25:words', scores.words, chineseCoverage),
        list('bm25:bigrams', scores.bigrams, chineseCoverage),
        list('bm25:english', scores.english, englishCoverage),
        list('bm25:titles', scores.titles, 1),
      ]
      const firsts = firstsOf(index.views, candidates)
      const cosines = await retriever.cosines(query.vector, candidates)
      const rank = (count: number) =>
        rankCandidates(index.views, candidates, lexicalLists, cosines, count)
      let ranked = rank(Math.max(EXACT_MEASURES, limit))
      if (retriever.exactCosines !== undefined) {
        const places = ranked.order.toSorted((a, b) => a - b)
        const best = Uint32Array.from(places, (place) => candidates[place] ?? 0)
        const exact = await retriever.exactCosines(query.vector, best)
        let from = 0
        for (const place of places) {
          const count = (firsts[place + 1] ?? 0) - (firsts[place] ?? 0)
          cosines.set(exact.subarray(from, from + count), firsts[place])
          from += count
        }
        ranked = rank(limit)
      }
      const { dense, fused, order } = ranked
      const hits = order.slice(0, limit).flatMap((position): Hit[] => {
        const measureIndex = candidates[position] ?? 0
        const measure = measures.at(measureIndex)
        if (measure === undefined) return []
        return [
          {
            measure,
            index: measureIndex,
            score: fused.scores[position] ?? 0,
            ...sentenceCosines(
              index.views,
              measureIndex,
              measure,
              cosines.subarray(firsts[position], firsts[position + 1]),
            ),
            explain: () => fused.explain(position),
          },
        ]
      })
      return {
        hits,
        evidence: {
          lexicalShare: shareOf(
            lists,
            query.topicTerms === undefined || query.topicTerms.length === 0
              ? own
              : query.topicTerms,
            hits[0]?.index,
          ),
          bestWords: maximum(scores.words),
          bestEnglish: maximum(scores.english),
          englishCoverage,
          chineseCoverage,
          bestOriginal: Math.max(maximum(dense.best.original), maximum(dense.best.sentence)),
          bestLay: maximum(dense.best.lay),
          bestEnglishCosine: Math.max(
            maximum(dense.best.english),
            maximum(dense.best['english-sentence']),
          ),
          margin: (hits[0]?.score ?? 0) - (hits[1]?.score ?? 0),
          bestShare: measureShares.get(hits[0]?.index ?? -1) ?? 0,
          ...known,
        },
      }
    },
    async holdAny(rows, terms) {
      const { words, english } = await retriever.lexical({ words: terms, bigrams: [] })
      const query = terms.map((term) => ({ term, weight: 1 }))
      return rows.some((row) => words.score(query, row) > 0 || english.score(query, row) > 0)
    },
  }
}

/** Where the cosines of each candidate begin when those of all views stand one after the other. */
function firstsOf({ starts }: ViewTable, candidates: Uint32Array): Uint32Array {
  const firsts = new Uint32Array(candidates.length + 1)
  for (let place = 0; place < candidates.length; place++) {
    const measure = candidates[place] ?? 0
    const count = (starts[measure + 1] ?? 0) - (starts[measure] ?? 0)
    firsts[place + 1] = (firsts[place] ?? 0) + count
  }
  return firsts
}

/** The places of the `count` best candidates, best first, and what put them there. */
function rankCandidates(
  views: ViewTable,
  candidates: Uint32Array,
  lexicalLists: readonly ScoreList[],
  cosines: Float64Array,
  count: number,
) {
  const dense = denseScores(views, candidates, cosines)
  const denseLists = VIEW_KINDS.map((kind) => list(`dense:${kind}`, rankedBy(dense.best, kind), 1))
  const fused = fuseScores([...lexicalLists, ...denseLists], candidates.length)
  const { scores } = fused
  const bound = nthLargest(scores.slice(), Math.min(count, scores.length))
  const order: number[] = []
  for (let place = 0; place < scores.length; place++) {
    if ((scores[place] ?? 0) >= bound) order.push(place)
  }
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  return { dense, fused, order: order.slice(0, count) }
}

function list(name: keyof typeof LIST_WEIGHTS, scores: Float64Array, share: number): ScoreList {
  return {
    list: name,
    weight: LIST_WEIGHTS[name] * share,
    scores,
    scale: name.startsWith('bm25') ? 'zero' : 'floor',
  }
}

function weighted(
  terms: readonly string[],
  added: readonly AddedTerm[],
  split: (text: string) => string[],
  topicTerms: readonly string[] = [],
): WeightedTerm[] {
  const own = new Set(terms)
  const topic = new Set(topicTerms.length > 0 ? topicTerms : terms)
  const extra = new Set(added.flatMap(({ term }) => split(term)).filter((term) => !own.has(term)))
  return [
    ...[...own].map((term) => ({ term, weight: topic.has(term) ? 1 : OFF_TOPIC_WEIGHT })),
    ...[...extra].map((term) => ({ term, weight: ADDED_TERM_WEIGHT })),
  ]
}

interface DenseScores {
  /** Best cosine of each candidate over its views of a kind; 0 where it has none. */
  readonly best: Readonly<Record<ViewKind, Float64Array>>
}

function denseScores(
  views: ViewTable,
  candidates: Uint32Array,
  cosines: Float64Array,
): DenseScores {
  const byKind = VIEW_KINDS.map(() => new Float64Array(candidates.length))
  let view = 0
  for (let position = 0; position < candidates.length; position++) {
    const measure = candidates[position] ?? 0
    const end = views.starts[measure + 1] ?? 0
    for (let row = views.starts[measure] ?? 0; row < end; row++) {
      const best = byKind[views.kinds[row] ?? 0]
      const cosine = cosines[view++] ?? 0
      if (best !== undefined && cosine > (best[position] ?? 0)) best[position] = cosine
    }
  }
  const none = new Float64Array()
  const [original = none, sentence = none, english = none, englishSentence = none, lay = none] =
    byKind
  return { best: { original, sentence, english, 'english-sentence': englishSentence, lay } }
}

/** What a kind of view is ranked by: measures without any stand where their own words put them. */
function rankedBy(best: DenseScores['best'], kind: ViewKind): Float64Array {
  if (kind === 'original' || kind === 'sentence') return best[kind]
  const own = best.original.map((cosine, position) =>
    Math.max(cosine, best.sentence[position] ?? 0),
  )
  // A measure of one sentence may have English and no view of an English sentence.
  return standInScores(best[kind], own, kind === 'lay' ? best.lay : best.english)
}

function sentenceCosines(
  views: ViewTable,
  measureIndex: number,
  measure: MeasureRecord,
  cosines: Float64Array,
): Pick<Hit, 'sentenceCosines' | 'layCosines'> {
  const own = new Array<number>(measure.sentences.length).fill(0)
  const lay = new Array<number>(measure.sentences.length).fill(0)
  const start = views.starts[measureIndex] ?? 0
  const end = views.starts[measureIndex + 1] ?? 0
  for (let row = start; row < end; row++) {
    const kind = VIEW_KINDS[views.kinds[row] ?? 0]
    if (kind === 'original' || kind === 'english') continue
    const into = kind === 'lay' ? lay : own
    const sentence = views.sentences[row] ?? 0
    const cosine = cosines[row - start] ?? 0
    into[sentence] = Math.max(into[sentence] ?? 0, cosine)
  }
  return { sentenceCosines: own, layCosines: lay }
}

function shareOf(
  { words, english }: LexicalLists<LexicalSearch>,
  terms: readonly string[],
  row: number | undefined,
): number {
  if (row === undefined || terms.length === 0) return 0
  let held = 0
  let mass = 0
  for (const term of terms) {
    const idf = words.idf(term)
    mass += idf
    const query = [{ term, weight: 1 }]
    if (words.score(query, row) > 0 || english.score(query, row) > 0) held += idf
  }
  return mass === 0 ? 0 : held / mass
}

function maximum(scores: Float64Array): number {
  let best = 0
  for (const score of scores) if (score > best) best = score
  return best
}
