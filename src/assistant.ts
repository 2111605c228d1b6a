import { randomUUID } from 'node:crypto'
import { createDirectory, type Directory } from './citations/references.js'
import type { AnswerPiece } from './composition/answer-writer.js'
import { composeDecision } from './composition/compose-decision.js'
import { type ComposedAnswer, compositionContext } from './composition/composer.js'
import type { TextConverter } from './composition/present-text.js'
import { selectSentences } from './composition/select-sentences.js'
import type { Answer, AnswerEvent, AnswerRequest } from './domain/answer.js'
import type { Corpus, CorpusDocument } from './domain/corpus.js'
import type { SearchRequest, SearchResponse } from './domain/search.js'
import type { Embedder } from './embedding/embedder.js'
import { AppError } from './errors.js'
import type { OpenCorpus } from './pipeline.js'
import { allowedMeasures } from './retrieval/allowed-measures.js'
import { type Decision, decideBeforeSearch, decideFromSearch } from './retrieval/decide.js'
import type { Gate } from './retrieval/gate.js'
import { createMeasureSearcher } from './retrieval/search-measures.js'
import { presentHits } from './retrieval/present-hits.js'
import { createQueryWidener } from './retrieval/widen-query.js'
import { cleanQuestion } from './understanding/clean-question.js'
import { createTurns } from './turns.js'
import { withinFilter } from './understanding/within-filter.js'
import { resolveFollowUp, type ResolvedQuestion } from './understanding/resolve-follow-up.js'
import { createQuestionReader } from './understanding/understand-question.js'

/** What an assistant is made of. */
export interface AssistantDeps {
  readonly open: OpenCorpus
  readonly embedder: Embedder
  readonly gate: Gate
  readonly converter: TextConverter
  /** Base of absolute links, without a slash at its end. */
  readonly publicUrl: string
  /** Replaced in tests and evaluations. */
  readonly newId?: () => string
  readonly now?: () => Date
}

/** What comes with one request besides its body. */
export interface RequestContext {
  readonly acceptLanguage?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Questions to cited answers. */
export interface Assistant {
  readonly corpus: Corpus
  readonly directory: Directory
  /**
   * The events of the contract: `answer-start`, then deltas and citations, then `answer-end`.
   *
   * @throws AppError `invalid_request`, `not_found`, `overloaded`; the signal's reason when aborted.
   */
  events(request: AnswerRequest, context?: RequestContext): AsyncGenerator<AnswerEvent, void, void>
  /** The answer as a whole; throws like `events`. */
  answer(request: AnswerRequest, context?: RequestContext): Promise<Answer>
  /** Measures by relevance; throws like `events`. */
  search(request: SearchRequest, context?: RequestContext): Promise<SearchResponse>
}

/** Sentences a search looks at to decide, and hits it hands to the composer. */
const HITS_PER_SEARCH = 10

/** Makes the assistant over an open corpus. */
export function createAssistant(deps: AssistantDeps): Assistant {
  const { open, embedder, gate, converter } = deps
  const { corpus, index, tokenizer } = open
  const newId = deps.newId ?? randomUUID
  const now = deps.now ?? (() => new Date())
  const directory = createDirectory(corpus, deps.publicUrl)
  const reader = createQuestionReader({ corpus, tokenizer })
  const searcher = createMeasureSearcher(index, corpus.measures, tokenizer)
  const widen = createQueryWidener(open)
  const turn = createTurns()

  async function answer(request: AnswerRequest, context: RequestContext = {}) {
    const started = performance.now()
    // 1. Understand the question, with what it takes over from the conversation.
    const question = cleanQuestion(request.question)
    const resolved = understand(question, request, context)
    const allowed = allowedMeasures(corpus, request.filters)
    // 2. Retrieve and decide: a number needs no search, everything else is decided by evidence.
    const decided = await decideOrReread(resolved, allowed, context)
    const { decision, probability, reading } = decided
    const { understanding } = reading
    const retrieved = performance.now()
    // 3. Compose and cite, in the asker's language and script.
    const composed = composeDecision(
      decision,
      {
        corpus,
        maxCitations: request.maxCitations,
        askedFacets: understanding.askedFacets,
        asksNow: understanding.asksNow,
        select: (hit, stating) =>
          selectSentences(
            hit,
            understanding.folded,
            { tokenizer, words: index.lexical.words },
            { stating, topicTerms: understanding.topicTerms },
          ),
      },
      compositionContext(directory, converter, corpus.cautions, understanding.language),
    )
    const finished = performance.now()
    // 4. The answer of the contract.
    const { written } = composed
    const result: Answer = {
      id: newId(),
      createdAt: now().toISOString(),
      conversationId: request.conversationId ?? newId(),
      question,
      standaloneQuestion: reading.standaloneQuestion,
      language: understanding.language,
      outcome: composed.outcome,
      mode: 'extractive',
      text: written.text,
      claims: [...written.claims],
      citations: [...written.citations],
      related: [...composed.related],
      suggestions: [...composed.suggestions],
      notices: noticesOf(composed, allowed !== undefined && understanding.officeIds.length > 0),
      corpusVersion: corpus.version,
      model: null,
      timings: {
        retrieveMs: milliseconds(retrieved - started),
        composeMs: milliseconds(finished - retrieved),
        totalMs: milliseconds(finished - started),
      },
      ...(request.trace ? { trace: traceOf(reading, decision, probability) } : {}),
    }
    return { result, pieces: written.pieces }
  }

  return {
    corpus,
    directory,
    answer: async (request, context) => (await answer(request, context)).result,
    async *events(request, context) {
      const { result, pieces } = await answer(request, context)
      yield {
        type: 'answer-start',
        id: result.id,
        conversationId: result.conversationId,
        language: result.language,
      }
      yield* pieces.map(eventOf)
      yield { type: 'answer-end', answer: result }
    },
    async search(request, context = {}) {
      const started = performance.now()
      const query = cleanQuestion(request.query)
      const understanding = reader.read(query, {
        requestedLanguage: request.language,
        history: [],
        acceptLanguage: context.acceptLanguage,
      })
      const vector = await embedQuestion(embedder, understanding.folded, context.signal)
      await turn()
      const added = widen(understanding.folded)
      const { hits } = searcher.search(
        {
          folded: understanding.folded,
          vector,
          added,
          topicTerms: understanding.topicTerms,
          allowed: allowedMeasures(corpus, request.filters),
        },
        request.limit,
      )
      return {
        results: presentHits(hits, understanding, request.explain, directory, tokenizer),
        ...(request.explain
          ? { added: added.map(({ term, because }) => ({ term, because })) }
          : {}),
        timings: { totalMs: milliseconds(performance.now() - started) },
      }
    },
  }

  function understand(
    question: string,
    request: AnswerRequest,
    context: RequestContext,
  ): ResolvedQuestion {
    const reading = {
      requestedLanguage: request.language,
      history: request.history ?? [],
      acceptLanguage: context.acceptLanguage,
    }
    const first = reader.read(question, reading)
    if (!first.injection) return resolveFollowUp(first, reading, reader, corpus)
    // What is asked beside an attempt to change the rules is answered; the attempt is not obeyed.
    const rest = reader.read(first.withoutInjection, reading)
    return {
      understanding: { ...rest, injection: true, language: first.language },
      standaloneQuestion: first.withoutInjection.trim(),
      continues: [],
    }
  }

  /** Decides; a follow-up for which nothing is found is read once more with what came before it. */
  async function decideOrReread(
    resolved: ResolvedQuestion,
    allowed: Uint32Array | undefined,
    context: RequestContext,
  ): Promise<DecidedQuestion> {
    const first = { ...(await decide(resolved, allowed, context)), reading: resolved }
    const { kind } = first.decision
    if (resolved.understanding.injection && kind !== 'evidence' && kind !== 'lookup') {
      return { ...first, decision: { kind: 'guardrail' } }
    }
    if (resolved.otherwise === undefined || !NOTHING_FOUND.has(kind)) return first
    const second = await decide(resolved.otherwise, allowed, context)
    return NOTHING_FOUND.has(second.decision.kind)
      ? first
      : { ...second, reading: resolved.otherwise }
  }

  async function decide(
    resolved: ResolvedQuestion,
    allowed: Uint32Array | undefined,
    context: RequestContext,
  ): Promise<{ decision: Decision; probability: number | undefined }> {
    const filtered =
      allowed === undefined ? undefined : withinFilter(resolved.understanding, corpus, allowed)
    const understanding = filtered?.understanding ?? resolved.understanding
    const visible = filtered?.visible ?? corpus
    const continues = resolved.continues.filter((measure) => visible.measures.includes(measure))
    const { folded, language, topicTerms, domain, farDomain } = understanding
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
      (continues.length > 0 || understanding.topicTerms.length > 0)
    if (early !== undefined && !looksInside) return { decision: early, probability: undefined }
    const vector = await embedQuestion(embedder, folded, context.signal)
    await turn()
    const added = widen(folded)
    if (early?.kind === 'lookup') {
      const within = Uint32Array.from(early.measures, (measure) => corpus.measures.indexOf(measure))
      const [about] = searcher.search(
        { folded, vector, added, topicTerms, allowed: within },
        1,
      ).hits
      return {
        decision: about === undefined ? early : { ...early, about },
        probability: undefined,
      }
    }
    let probability: number | undefined
    const decision = decideFromSearch(
      understanding,
      corpus,
      allowed,
      (within) => {
        const result = searcher.search(
          { folded, vector, added, topicTerms, allowed: within },
          HITS_PER_SEARCH,
        )
        const input = { evidence: result.evidence, vector, english: language === 'en' }
        const own = gate.probability(input)
        probability = Math.max(probability ?? 0, own)
        return {
          ...result,
          passes: result.hits.length > 0 && gate.passes(input),
          passesBeside: result.hits.length > 0 && gate.passesBeside(input),
          outside: gate.isOutside({ ...input, domain, farDomain }),
        }
      },
      (document) =>
        holdsNoTerm(document, [
          ...topicTerms,
          ...added.flatMap(({ term }) => tokenizer.words(term)),
        ]),
    )
    return { decision, probability }
  }

  function holdsNoTerm(document: CorpusDocument, terms: readonly string[]): boolean {
    return corpus.measures.every(
      ({ documentId }, row) =>
        documentId !== document.data.id ||
        (index.lexical.words.score(
          terms.map((term) => ({ term, weight: 1 })),
          row,
        ) === 0 &&
          index.lexical.english.score(
            terms.map((term) => ({ term, weight: 1 })),
            row,
          ) === 0),
    )
  }
}

const NOTHING_FOUND: ReadonlySet<Decision['kind']> = new Set([
  'no-evidence',
  'out-of-scope',
  'vague',
])

interface DecidedQuestion {
  readonly decision: Decision
  readonly probability: number | undefined
  readonly reading: ResolvedQuestion
}

/** The vector of one folded question. */
async function embedQuestion(
  embedder: Embedder,
  folded: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const [vector] = await embedder.embed([folded], 'query', signal)
  if (vector === undefined) throw new AppError('bad_model', 'expected 1 vector, found none')
  return vector
}

function eventOf(piece: AnswerPiece): AnswerEvent {
  return piece.kind === 'text'
    ? { type: 'answer-delta', text: piece.text }
    : { type: 'citation-available', citation: piece.citation }
}

function noticesOf(composed: ComposedAnswer, filterWins: boolean): Answer['notices'] {
  return [...composed.notices, ...(filterWins ? (['filter_applied'] as const) : [])]
}

function traceOf(
  { understanding, continues }: ResolvedQuestion,
  decision: Decision,
  probability: number | undefined,
): Record<string, unknown> {
  const { folded, officeIds, documentIds, references, missing, looseNumbers, topicTerms } =
    understanding
  return {
    understanding: {
      folded,
      officeIds,
      documentIds,
      references,
      missing,
      looseNumbers,
      topicTerms,
      continues: continues.map(({ id }) => id),
    },
    decision: decision.kind,
    gateProbability: probability ?? null,
    hits:
      decision.kind === 'evidence'
        ? decision.hits.map((hit) => ({
            measureId: hit.measure.id,
            score: hit.score,
            explanation: hit.explain(),
          }))
        : [],
  }
}

function milliseconds(value: number): number {
  return Math.round(value * 100) / 100
}
