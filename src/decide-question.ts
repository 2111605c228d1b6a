import type { AssistantDeps } from './assistant.js'
import { type Corpus, type CorpusDocument, rowOf } from './domain/corpus.js'
import type { Embedder } from './embedding/embedder.js'
import { AppError } from './errors.js'
import { type Decision, decideBeforeSearch, decideFromSearch } from './retrieval/decide.js'
import { createOwnCosine } from './retrieval/gate-own-cosine.js'
import type { MeasureSearcher } from './retrieval/search-measures.js'
import type { AddedTerm } from './retrieval/search-measures.js'
import type { ResolvedQuestion } from './understanding/resolve-follow-up.js'
import { withinFilter } from './understanding/within-filter.js'

/** A decision with the reading it was made for and how sure the gate was, where it was asked. */
export interface DecidedQuestion {
  readonly decision: Decision
  readonly probability: number | undefined
  readonly reading: ResolvedQuestion
}

/** What {@link createDecider} works with. */
export interface DeciderDeps extends Pick<AssistantDeps, 'embedder' | 'gate'> {
  readonly open: Pick<AssistantDeps['open'], 'index' | 'tokenizer'>
  /** What holds on the day that is asked about. */
  readonly corpus: Corpus
  readonly searcher: MeasureSearcher
  readonly widen: (folded: string) => AddedTerm[]
  /** A round of the event loop of its own for each answer. */
  readonly turn: () => Promise<void>
}

/** Decides what is to be answered: numbers are looked up, the rest is searched for. */
export interface Decider {
  /**
   * Decides; a follow-up for which nothing is found is read once more with what came before it.
   *
   * @param allowed Indexes of the measures that a filter allows; all when left out.
   * @throws AppError `overloaded`; the signal's reason when it aborts.
   */
  decide(
    resolved: ResolvedQuestion,
    allowed: Uint32Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<DecidedQuestion>
}

/** Hits a search looks at to decide and hands to the composer. */
const HITS_PER_SEARCH = 10

/** After these a follow-up is read once more, with the topic or measure of before. */
const NOTHING_FOUND: ReadonlySet<Decision['kind']> = new Set([
  'no-evidence',
  'out-of-scope',
  'vague',
])

/** Makes the decider over an open corpus. */
export function createDecider(deps: DeciderDeps): Decider {
  const { corpus, embedder, gate, searcher, widen, turn } = deps
  const { index, tokenizer } = deps.open
  const ownCosineOf = createOwnCosine(index.views)

  async function decideOnce(
    resolved: ResolvedQuestion,
    allowed: Uint32Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Omit<DecidedQuestion, 'reading'>> {
    const filtered =
      allowed === undefined ? undefined : withinFilter(resolved.understanding, corpus, allowed)
    const understanding = filtered?.understanding ?? resolved.understanding
    const visible = filtered?.visible ?? corpus
    const continues = resolved.continues.filter((measure) => visible.measures.includes(measure))
    const { folded, matter, language, topicTerms, domain, farDomain, signposts } = understanding
    const early: Decision | undefined =
      continues.length > 0
        ? {
            kind: 'lookup',
            measures: continues.slice(0, 1),
            missing: [],
            signposts: understanding.signposts,
          }
        : decideBeforeSearch(understanding, visible)
    const looksInside =
      early?.kind === 'lookup' &&
      early.measures.length === 1 &&
      (continues.length > 0 || topicTerms.length > 0)
    if (early !== undefined && !looksInside) return { decision: early, probability: undefined }
    const vector = await embedQuestion(embedder, matter, signal)
    await turn()
    const query = { folded, vector, added: widen(folded), topicTerms }
    if (early?.kind === 'lookup') {
      const within = Uint32Array.from(early.measures, (measure) =>
        rowOf(corpus, corpus.measures.indexOf(measure)),
      )
      const { hits } = await searcher.search({ ...query, allowed: within }, 1)
      const [about] = hits
      return {
        decision: about === undefined ? early : { ...early, about },
        probability: undefined,
      }
    }
    let probability: number | undefined
    const decision = await decideFromSearch(
      understanding,
      corpus,
      allowed,
      async (within) => {
        const allowedRows = within ?? corpus.rows
        const result = await searcher.search({ ...query, allowed: allowedRows }, HITS_PER_SEARCH)
        const input = {
          evidence: result.evidence,
          vector,
          english: language === 'en',
          ownCosine: ownCosineOf(result.hits[0]),
          domain,
          signposted: signposts.length > 0,
        }
        const found = result.hits.length > 0
        probability = Math.max(probability ?? 0, gate.probability(input))
        return {
          ...result,
          passes: found && gate.passes(input),
          passesBeside: found && gate.passesBeside(input),
          outside: gate.isOutside({ ...input, farDomain }),
        }
      },
      (document) =>
        holdsNoTerm(document, [
          ...topicTerms,
          ...query.added.flatMap(({ term }) => tokenizer.words(term)),
        ]),
    )
    return { decision, probability }
  }

  async function holdsNoTerm(document: CorpusDocument, terms: readonly string[]): Promise<boolean> {
    const rows = corpus.measures.flatMap(({ documentId }, place) =>
      documentId === document.data.id ? [rowOf(corpus, place)] : [],
    )
    return !(await searcher.holdAny(rows, terms))
  }

  return {
    async decide(resolved, allowed, signal) {
      const first = { ...(await decideOnce(resolved, allowed, signal)), reading: resolved }
      const { kind } = first.decision
      if (resolved.understanding.injection && kind !== 'evidence' && kind !== 'lookup') {
        return { ...first, decision: { kind: 'guardrail' } }
      }
      if (resolved.otherwise === undefined || !NOTHING_FOUND.has(kind)) return first
      const second = await decideOnce(resolved.otherwise, allowed, signal)
      return NOTHING_FOUND.has(second.decision.kind)
        ? first
        : { ...second, reading: resolved.otherwise }
    },
  }
}

/** The vector of what a question is about. */
export async function embedQuestion(
  embedder: Embedder,
  matter: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const [vector] = await embedder.embed([matter], 'query', signal)
  if (vector === undefined) throw new AppError('bad_model', 'expected 1 vector, found none')
  return vector
}
