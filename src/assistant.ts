import { randomUUID } from 'node:crypto'
import { createDirectory, type Directory } from './citations/references.js'
import type { AnswerPiece } from './composition/answer-writer.js'
import {
  composeDecision,
  type DecisionComposerDeps,
  planWording,
} from './composition/compose-decision.js'
import { type ComposedAnswer, compositionContext } from './composition/composer.js'
import type { TextConverter } from './composition/present-text.js'
import { createAskedPromises, createAskedSentence } from './composition/quoted-promises.js'
import { asksElsewhere } from './composition/spread.js'
import { selectSentences } from './composition/select-sentences.js'
import { askedName, asksCharge, asksTwice } from './composition/asked-names.js'
import { statedFacets } from './composition/stated-facets.js'
import { createTopicReader } from './composition/topic-parts.js'
import type { Answer, AnswerEvent, AnswerRequest, Notice } from './domain/answer.js'
import { decideEnded } from './decide-ended.js'
import { createDecider, embedQuestion } from './decide-question.js'
import { createCorpusByDay, type DatedCorpus, dayInChina } from './documents/corpus-on.js'
import type { Corpus } from './domain/corpus.js'
import type { SearchRequest, SearchResponse } from './domain/search.js'
import type { Embedder } from './embedding/embedder.js'
import { AppError } from './errors.js'
import type { ChatUsage } from './generation/chat-model.js'
import { condenseQuestion } from './generation/condense-question.js'
import {
  generateAnswer,
  type GeneratedAnswer,
  type GenerationDeps,
  type GenerationReport,
} from './generation/generate-answer.js'
import { meterChatModel } from './generation/meter-chat-model.js'
import type { OpenCorpus } from './pipeline.js'
import { allowedMeasures } from './retrieval/allowed-measures.js'
import type { Decision } from './retrieval/decide.js'
import type { Gate } from './retrieval/gate.js'
import type { OpenIndex } from './retrieval/search-index.js'
import { createMeasureSearcher } from './retrieval/search-measures.js'
import { presentHits } from './retrieval/present-hits.js'
import { createQueryWidener } from './retrieval/widen-query.js'
import { cleanQuestion } from './understanding/clean-question.js'
import { createTurns } from './turns.js'
import { maskPersonalData } from './understanding/mask-personal-data.js'
import { resolveFollowUp, type ResolvedQuestion } from './understanding/resolve-follow-up.js'
import { createQuestionReader, type Understanding } from './understanding/understand-question.js'

/** What an assistant is made of. */
export interface AssistantDeps {
  readonly open: OpenCorpus<OpenIndex>
  readonly embedder: Embedder
  readonly gate: Gate
  readonly converter: TextConverter
  /** The language model that words answers; without one they are extracted. */
  readonly generation?: GenerationDeps | undefined
  /** Base of absolute links, without a slash at its end. */
  readonly publicUrl: string
  /** Told of every finished answer, for metrics and records. */
  readonly onAnswer?: (answer: Answer, generation: GenerationReport | undefined) => void
  /** Replaced in tests and evaluations. */
  readonly newId?: () => string
  readonly now?: () => Date
}

/** What one request may spend on the language model. */
export interface ModelUse {
  /** Seconds for which the model may not be asked: then the answer is extracted. 0 when it may. */
  readonly withheldSeconds: number
  /** Told of the tokens of each call to the model, however it ended. */
  readonly onTokens: (tokens: number) => void
}

/** What comes with one request besides its body. */
export interface RequestContext {
  readonly acceptLanguage?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** What the reader should know besides what the answer itself shows. */
  readonly notices?: readonly Notice[]
  /** Without it the model is asked as it is needed, and nothing is counted. */
  readonly modelUse?: ModelUse | undefined
}

/** Questions to cited answers. */
export interface Assistant {
  /** What holds today. */
  readonly corpus: Corpus
  /** Of everything, with what holds no more. */
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

/** Makes the assistant over an open corpus. */
export function createAssistant(deps: AssistantDeps): Assistant {
  const { open, embedder, converter, generation } = deps
  const { index, tokenizer } = open
  const newId = deps.newId ?? randomUUID
  const now = deps.now ?? (() => new Date())
  const directory = createDirectory(open.corpus, deps.publicUrl, () => dayInChina(now()))
  const searcher = createMeasureSearcher(index, open.corpus.measures, tokenizer)
  const widen = createQueryWidener(open)
  const turn = createTurns()
  const corpusByDay = createCorpusByDay(open.corpus)
  const partsOf = memoized((corpus: Corpus) => ({
    reader: createQuestionReader({ corpus, tokenizer }),
    decider: createDecider({ ...deps, corpus, searcher, widen, turn }),
  }))
  const holdingOn = (asOf: string | undefined): DatedCorpus =>
    corpusByDay(asOf ?? directory.today())

  async function* events(
    request: AnswerRequest,
    context: RequestContext = {},
  ): AsyncGenerator<AnswerEvent, void, void> {
    const started = performance.now()
    const model = modelFor(request, context.modelUse)
    const isWithheld =
      model === undefined && request.mode !== 'extractive' && generation !== undefined
    // 1. Understand the question, with what it takes over from the conversation.
    //    Personal data is masked before anything is searched, sent to a model, logged or stored.
    const masked = maskRequest(request)
    const dated = holdingOn(request.asOf)
    const { holding: corpus } = dated
    let spent: ChatUsage | undefined
    const resolved = await understand(masked.request, context, corpus, model, (usage) => {
      spent = usage
    })
    const allowed = allowedMeasures(corpus, request.filters)
    // 2. Retrieve and decide: a number needs no search, everything else is decided by evidence.
    const decided = await partsOf(corpus).decider.decide(resolved, allowed, context.signal)
    const { probability, reading } = decided
    //    What holds no more is no answer, but it is said.
    const decision =
      request.filters !== undefined
        ? decided.decision
        : ((await decideEnded(
            decided,
            { ...context, history: masked.request.history ?? [] },
            dated,
            { directory, partsOf },
          )) ?? decided.decision)
    const { understanding, standaloneQuestion } = reading
    const { language } = understanding
    const retrieved = performance.now()
    const id = newId()
    const conversationId = request.conversationId ?? newId()
    yield { type: 'answer-start', id, conversationId, language }
    // 3. Compose and cite, in the asker's language and script: extracted, or worded by a model whose
    //    sentences are checked one by one.
    const composition = compositionContext(directory, converter, corpus.cautions, language)
    const composing = composingFor(request, understanding, corpus)
    const plan =
      model === undefined && !isWithheld ? undefined : planWording(decision, composing, composition)
    let worded: GeneratedAnswer | undefined
    if (model !== undefined && plan !== undefined) {
      const demanded = request.mode === 'generative'
      worded = yield* mapPieces(
        generateAnswer(
          plan,
          standaloneQuestion,
          { ...model, demanded, spent },
          composition,
          context.signal,
        ),
      )
    }
    const composed = worded?.composed ?? composeDecision(decision, composing, composition)
    if (worded === undefined) yield* composed.written.pieces.map(eventOf)
    const finished = performance.now()
    // 4. The answer of the contract.
    const filterWins = allowed !== undefined && understanding.officeIds.length > 0
    const answer: Answer = {
      id,
      createdAt: now().toISOString(),
      conversationId,
      question: masked.request.question,
      standaloneQuestion,
      language,
      outcome: composed.outcome,
      mode: worded?.generated === true ? 'generative' : 'extractive',
      text: composed.written.text,
      claims: [...composed.written.claims],
      citations: [...composed.written.citations],
      related: [...composed.related],
      suggestions: [...composed.suggestions],
      notices: [
        ...composed.notices,
        ...(context.notices ?? []),
        ...(masked.found ? (['personal_data_removed'] as const) : []),
        ...(filterWins ? (['filter_applied'] as const) : []),
        ...(request.asOf === undefined ? [] : (['as_of'] as const)),
        ...(worded?.report.failure === undefined && !(isWithheld && plan !== undefined)
          ? []
          : (['model_unavailable'] as const)),
      ],
      corpusVersion: corpus.version,
      ...(request.asOf === undefined ? {} : { asOf: request.asOf }),
      model: worded?.generated === true ? (model?.model.name ?? null) : null,
      timings: {
        retrieveMs: milliseconds(retrieved - started),
        composeMs: milliseconds(finished - retrieved),
        totalMs: milliseconds(finished - started),
      },
      ...(request.trace
        ? { trace: traceOf(reading, decision, probability, composed, worded) }
        : {}),
    }
    deps.onAnswer?.(answer, worded?.report)
    yield { type: 'answer-end', answer }
  }

  return {
    get corpus() {
      return holdingOn(undefined).holding
    },
    directory,
    events,
    async answer(request, context) {
      for await (const event of events(request, context)) {
        if (event.type === 'answer-end') return event.answer
      }
      throw new AppError('internal', 'expected the events of an answer to end with it')
    },
    async search(request, context = {}) {
      const started = performance.now()
      const query = maskPersonalData(cleanQuestion(request.query)).text
      const { holding: corpus } = holdingOn(request.asOf)
      const understanding = partsOf(corpus).reader.read(query, {
        requestedLanguage: request.language,
        history: [],
        acceptLanguage: context.acceptLanguage,
      })
      const vector = await embedQuestion(embedder, understanding.matter, context.signal)
      await turn()
      const added = widen(understanding.folded)
      const { hits } = await searcher.search(
        {
          folded: understanding.folded,
          vector,
          added,
          topicTerms: understanding.topicTerms,
          allowed: allowedMeasures(corpus, request.filters) ?? corpus.rows,
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

  /** The model that words the answer, if there is one and it is wanted. */
  function modelFor(
    { mode }: AnswerRequest,
    use: ModelUse | undefined,
  ): GenerationDeps | undefined {
    if (mode === 'generative' && generation === undefined) {
      throw new AppError('model_unavailable', 'mode: no language model is configured here')
    }
    if (generation === undefined || mode === 'extractive') return undefined
    if (use === undefined) return generation
    if (use.withheldSeconds === 0) {
      return { ...generation, model: meterChatModel(generation.model, use.onTokens) }
    }
    if (mode === 'auto') return undefined
    throw new AppError('model_unavailable', 'mode: the tokens of this day are used up', {
      retryAfterSeconds: use.withheldSeconds,
    })
  }

  async function understand(
    request: AnswerRequest,
    context: RequestContext,
    corpus: Corpus,
    model: GenerationDeps | undefined,
    onUsage: (usage: ChatUsage | undefined) => void,
  ): Promise<ResolvedQuestion> {
    const { question, history = [] } = request
    const { reader } = partsOf(corpus)
    const reading = {
      requestedLanguage: request.language,
      history,
      acceptLanguage: context.acceptLanguage,
    }
    const first = reader.read(question, reading)
    if (first.injection) {
      // What is asked beside an attempt to change the rules is answered; the attempt is not obeyed.
      const rest = reader.read(first.withoutInjection, reading)
      return {
        understanding: { ...rest, injection: true, language: first.language },
        standaloneQuestion: first.withoutInjection.trim(),
        continues: [],
      }
    }
    const resolved = resolveFollowUp(first, reading, reader, corpus)
    const leansOnHistory =
      resolved.continues.length > 0 || resolved.standaloneQuestion !== first.question
    if (model === undefined || !leansOnHistory) return resolved
    const condensing = await condenseQuestion(first, history, reader, corpus, model, context.signal)
    onUsage(condensing.usage)
    const condensed = condensing.question
    if (condensed === undefined) return resolved
    const alone = { ...reader.read(condensed, reading), language: first.language }
    return {
      understanding: alone,
      standaloneQuestion: condensed,
      continues: [],
      otherwise: resolved,
    }
  }

  function composingFor(
    request: AnswerRequest,
    { folded, topicTerms, topicText, askedFacets, asksNow }: Understanding,
    corpus: Corpus,
  ): DecisionComposerDeps {
    const words = { tokenizer, words: index.lexical.words }
    const lexical = { ...words, bigrams: index.lexical.bigrams, english: index.lexical.english }
    const topicOf = createTopicReader(lexical, { topicTerms, topicText })
    const topic = { topicTerms, topicText, added: widen(folded) }
    return {
      corpus,
      day: request.asOf ?? directory.today(),
      maxCitations: request.maxCitations,
      askedFacets,
      asksNow,
      asked: createAskedPromises(lexical, topic),
      askedSentence: createAskedSentence(lexical, topic),
      asksElsewhere: asksElsewhere(folded),
      stated: (measure, asked) => statedFacets(measure, asked, { folded, topicOf }),
      nameOf: (facet) => askedName(facet, folded),
      asksTwice: asksTwice(folded),
      asksCharge: asksCharge(folded),
      select: (hit, stating) => selectSentences(hit, folded, words, { stating, topicTerms }),
    }
  }
}

/** Keeps what is made of each part of a corpus; the parts themselves are few and kept. */
function memoized<Made>(make: (corpus: Corpus) => Made): (corpus: Corpus) => Made {
  const made = new WeakMap<Corpus, Made>()
  return (corpus) => {
    const known = made.get(corpus)
    if (known !== undefined) return known
    const fresh = make(corpus)
    made.set(corpus, fresh)
    return fresh
  }
}

/** A request without personal data, in its question and its history. */
function maskRequest(request: AnswerRequest): { request: AnswerRequest; found: boolean } {
  const question = maskPersonalData(cleanQuestion(request.question))
  const turns = request.history?.map((turn) => ({ turn, ...maskPersonalData(turn.content) }))
  return {
    request: {
      ...request,
      question: question.text,
      ...(turns === undefined
        ? {}
        : { history: turns.map(({ turn, text }) => ({ ...turn, content: text })) }),
    },
    found: [question, ...(turns ?? [])].some(({ found }) => found.length > 0),
  }
}

/** Passes pieces on as events and returns what the generator returns; ends it when the reader goes. */
async function* mapPieces<Result>(
  pieces: AsyncGenerator<AnswerPiece, Result, void>,
): AsyncGenerator<AnswerEvent, Result, void> {
  try {
    let next = await pieces.next()
    for (; next.done !== true; next = await pieces.next()) yield eventOf(next.value)
    return next.value
  } finally {
    // A generator that has come to its end takes no notice; what it returns is not looked at.
    await pieces.return(undefined as never)
  }
}

function eventOf(piece: AnswerPiece): AnswerEvent {
  return piece.kind === 'text'
    ? { type: 'answer-delta', text: piece.text }
    : { type: 'citation-available', citation: piece.citation }
}

function traceOf(
  { understanding, continues }: ResolvedQuestion,
  decision: Decision,
  probability: number | undefined,
  { unstated }: ComposedAnswer,
  worded: GeneratedAnswer | undefined,
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
    unstated: unstated ?? [],
    hits:
      decision.kind === 'evidence'
        ? decision.hits.map((hit) => ({
            measureId: hit.measure.id,
            score: hit.score,
            explanation: hit.explain(),
          }))
        : [],
    ...(worded === undefined ? {} : { generation: worded.report }),
  }
}

function milliseconds(value: number): number {
  return Math.round(value * 100) / 100
}
