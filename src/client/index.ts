/** The package's client of the HTTP API, for browsers and Node. */
export type {
  Answer,
  AnswerEvent,
  Citation,
  Claim,
  Filters,
  HistoryTurn,
  Notice,
  Outcome,
  Related,
  Suggestion,
} from '../domain/answer.js'
export type { Conversation, ConversationTurn } from '../domain/conversation.js'
export type { DocumentView } from '../domain/document.js'
export type { FeedbackRequest } from '../domain/feedback.js'
export type { AnswerLanguage } from '../domain/language.js'
export type { MeasureView } from '../domain/measure.js'
export type { SearchResponse } from '../domain/search.js'
export type { RecordsHealth, ServiceStatus } from '../domain/status.js'
export { ApiError } from './api-error.js'
export type {
  AskRequest,
  CallOptions,
  Client,
  ClientOptions,
  CoveredOffice,
  DatedViewOptions,
  MeasuresPage,
  MeasuresQuery,
  SearchQuery,
  ViewOptions,
} from './client.js'
export { ConnectionError, type ConnectionErrorKind } from './connection-error.js'
export { createClient } from './create-client.js'
