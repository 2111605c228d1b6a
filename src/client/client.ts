import type { Answer, AnswerEvent, AnswerRequest } from '../domain/answer.js'
import type { Conversation } from '../domain/conversation.js'
import type { DocumentView } from '../domain/document.js'
import type { FeedbackRequest } from '../domain/feedback.js'
import type { MeasureView } from '../domain/measure.js'
import type { SearchRequest, SearchResponse } from '../domain/search.js'
import type { ServiceStatus } from '../domain/status.js'

/** Where and how a client asks. */
export interface ClientOptions {
  /** Address of the server, `http` or `https`; it may hold a path. */
  readonly baseUrl: string
  /** API key, sent as `Authorization: Bearer …`. */
  readonly key?: string | undefined
  /** Used instead of the global one. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** How often a call that failed for a passing reason is tried again; 2 by default, 0 for never. */
  readonly maxRetries?: number | undefined
}

/** What each call takes. There is no time limit but the signal: `AbortSignal.timeout(ms)`. */
export interface CallOptions {
  /** Ends the call at once, also while it waits to try again; the call throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Options of calls whose answer holds names in some language. */
export interface ViewOptions extends CallOptions {
  /** Language of names and references; by `Accept-Language` without it. */
  readonly language?: string | undefined
}

/** Options of a list that depends on the day. */
export interface DatedViewOptions extends ViewOptions {
  /** What held on this day (ISO 8601, such as `2026-01-31`); today without it. */
  readonly asOf?: string | undefined
}

type WithDefaults<Request, Required extends keyof Request> = Pick<Request, Required> &
  Partial<Omit<Request, Required>>

/** A question with what belongs to it; only `question` is needed. */
export type AskRequest = WithDefaults<AnswerRequest, 'question'>

/** A search; only `query` is needed. */
export type SearchQuery = WithDefaults<SearchRequest, 'query'>

/** Which measures, and where in their list. */
export interface MeasuresQuery {
  readonly document?: string | undefined
  readonly office?: string | undefined
  /** Position of the chapter in its document, from 1. */
  readonly chapter?: number | undefined
  /** Most measures of a page: 1 to 100, 50 by default. */
  readonly limit?: number | undefined
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined
}

/** A page of the list of measures; `nextCursor` is null on the last one. */
export interface MeasuresPage {
  readonly measures: readonly MeasureView[]
  readonly nextCursor: string | null
}

/** An office whose measures are included. */
export interface CoveredOffice {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** Ids of its documents. */
  readonly documents: readonly string[]
  /** How many measures they hold. */
  readonly measures: number
}

/**
 * The native API, a method for each call. A newer server may send outcomes, notices and fields that
 * the types do not name: keep a branch for them. Each method throws
 * - `ApiError` when the server refuses,
 * - `ConnectionError` when no whole answer of the API comes,
 * - the signal's reason when it aborts,
 * - `TypeError` for an empty id.
 */
export interface Client {
  /** The whole answer at once. */
  ask(request: AskRequest, options?: CallOptions): Promise<Answer>
  /**
   * The answer while it is written; asked when the first event is. The last event is `answer-end`, or
   * `error` when the server had to give up; a stream that ends otherwise throws `ConnectionError`.
   * Events of unknown types are left out. Nothing is tried again once an event has been given. To
   * stop, leave the loop or abort the signal.
   */
  stream(request: AskRequest, options?: CallOptions): AsyncGenerator<AnswerEvent, void, undefined>
  /** Measures by relevance. */
  search(query: SearchQuery, options?: CallOptions): Promise<SearchResponse>
  documents(options?: DatedViewOptions): Promise<readonly DocumentView[]>
  document(id: string, options?: ViewOptions): Promise<DocumentView>
  /** Offices whose measures are included. */
  offices(options?: ViewOptions): Promise<readonly CoveredOffice[]>
  /** One page of measures, in order. */
  measures(query?: MeasuresQuery, options?: ViewOptions): Promise<MeasuresPage>
  /** All measures from `cursor` on, in order; the next page is asked for when it is needed. */
  allMeasures(
    query?: MeasuresQuery,
    options?: ViewOptions,
  ): AsyncGenerator<MeasureView, void, undefined>
  measure(documentId: string, number: number, options?: ViewOptions): Promise<MeasureView>
  /** A stored answer. */
  getAnswer(id: string, options?: CallOptions): Promise<Answer>
  deleteAnswer(id: string, options?: CallOptions): Promise<void>
  /** A stored conversation. */
  conversation(id: string, options?: CallOptions): Promise<Conversation>
  /** Deletes a conversation with its answers. */
  deleteConversation(id: string, options?: CallOptions): Promise<void>
  /** Whether an answer helped; what was said of it before is replaced. */
  giveFeedback(answerId: string, feedback: FeedbackRequest, options?: CallOptions): Promise<void>
  /** What runs there, and since when: its version, corpus, models, index, records and uptime. */
  status(options?: CallOptions): Promise<ServiceStatus>
}
