import {
  type Answer,
  ApiError,
  type Citation,
  type Client,
  ConnectionError,
  type HistoryTurn,
} from '../client/index.js'

/** Longest question that the server takes, in characters. */
export const QUESTION_MAX_LENGTH = 1000
/** Turns of history sent along: two messages each, well within the twenty that the server takes. */
const HISTORY_TURNS = 6
/** Longest message of the history that the server takes, in characters. */
const HISTORY_MESSAGE_LENGTH = 8000
/** Turns that a conversation keeps; older ones are forgotten. */
const KEPT_TURNS = 30

/** Why there is no answer. */
export interface Failure {
  readonly kind:
    | 'network'
    | 'offline'
    | 'busy'
    | 'limited'
    | 'unauthorized'
    | 'invalid'
    | 'internal'
  /** Milliseconds since 1970 before which trying again is pointless. */
  readonly retryAt?: number
  readonly requestId?: string
}

/**
 * A question and what came of it. `text` and `citations` grow while the answer is written; `answer`
 * is there once it is whole.
 */
export interface Turn {
  readonly id: string
  readonly question: string
  readonly status: 'waiting' | 'writing' | 'done' | 'stopped' | 'failed'
  readonly language?: string
  readonly text: string
  readonly citations: readonly Citation[]
  readonly answer?: Answer
  readonly failure?: Failure
  readonly rating?: 'useful' | 'not_useful'
}

/** What the conversation tells whoever shows it. */
export interface ConversationListener {
  changed(): void
  /** The server took the question: its field may be cleared. */
  accepted(turn: Turn): void
  answered(answer: Answer): void
  failed(failure: Failure): void
}

/** A conversation with the assistant: the state behind the panel. */
export interface AssistantConversation {
  readonly turns: readonly Turn[]
  /** Whether an answer is under way. */
  readonly isBusy: boolean
  /** Asks; ignored while an answer is under way. */
  ask(question: string, office?: string): Promise<void>
  /** Ends the answer under way; what has come of it stays. */
  stop(): void
  /** Asks a question again whose answer failed or was stopped. */
  retry(id: string, office?: string): Promise<void>
  rate(id: string, rating: 'useful' | 'not_useful', comment?: string): Promise<boolean>
  clear(): void
}

/** Creates a conversation, with the turns of an earlier page where there are any. */
export function createConversation(
  client: Client,
  listener: ConversationListener,
  earlier: readonly Turn[] = [],
): AssistantConversation {
  let turns: readonly Turn[] = earlier.map(settle)
  let underWay: AbortController | undefined
  let conversationId = turns.at(-1)?.answer?.conversationId

  function update(id: string, change: Partial<Turn>): void {
    turns = turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn))
    listener.changed()
  }
  const find = (id: string): Turn | undefined => turns.find((turn) => turn.id === id)

  async function run(id: string, question: string, office: string | undefined): Promise<void> {
    const stop = new AbortController()
    underWay = stop
    const history = historyOf(turns.filter((turn) => turn.id !== id))
    listener.changed()
    try {
      await receive(id, question, office, history, stop.signal)
    } catch (error) {
      if (stop.signal.aborted) {
        update(id, { status: 'stopped' })
      } else {
        const failure = failureOf(error)
        update(id, { status: 'failed', failure })
        listener.failed(failure)
      }
    } finally {
      if (underWay === stop) underWay = undefined
      listener.changed()
    }
  }

  async function receive(
    id: string,
    question: string,
    office: string | undefined,
    history: readonly HistoryTurn[],
    signal: AbortSignal,
  ): Promise<void> {
    const request = {
      question,
      ...(history.length > 0 && { history: [...history] }),
      ...(office !== undefined && { filters: { offices: [office] } }),
    }
    const events = client.stream(
      conversationId === undefined ? request : { ...request, conversationId },
      { signal },
    )
    try {
      for await (const event of events) {
        const turn = find(id)
        if (turn === undefined) return
        if (event.type === 'answer-start') {
          update(id, { language: event.language, status: 'writing' })
          listener.accepted(turn)
        } else if (event.type === 'answer-delta') {
          update(id, { text: turn.text + event.text, status: 'writing' })
        } else if (event.type === 'citation-available') {
          update(id, { citations: [...turn.citations, event.citation] })
        } else if (event.type === 'answer-end') {
          const { answer } = event
          const { text, citations, language } = answer
          conversationId = answer.conversationId
          update(id, { status: 'done', answer, text, citations, language })
          listener.answered(answer)
        } else {
          throw new ApiError({
            status: 500,
            code: event.code,
            detail: event.message,
            requestId: event.requestId,
          })
        }
      }
    } catch (error) {
      // A server that keeps no records, or no longer this conversation, knows it by its history.
      if (error instanceof ApiError && error.status === 404 && conversationId !== undefined) {
        conversationId = undefined
        return receive(id, question, office, history, signal)
      }
      throw error
    }
  }

  return {
    get turns() {
      return turns
    },
    get isBusy() {
      return underWay !== undefined
    },
    async ask(question, office) {
      if (underWay !== undefined) return
      const id = newId()
      const turn: Turn = { id, question, status: 'waiting', text: '', citations: [] }
      turns = [...turns.slice(1 - KEPT_TURNS), turn]
      await run(id, question, office)
    },
    stop: () => underWay?.abort(),
    async retry(id, office) {
      const turn = find(id)
      if (underWay !== undefined || turn === undefined) return
      const fresh: Turn = {
        id,
        question: turn.question,
        status: 'waiting',
        text: '',
        citations: [],
      }
      turns = turns.map((one) => (one.id === id ? fresh : one))
      await run(id, turn.question, office)
    },
    async rate(id, rating, comment) {
      const answerId = find(id)?.answer?.id
      if (answerId === undefined) return false
      try {
        await client.giveFeedback(answerId, { rating, ...(comment !== undefined && { comment }) })
        update(id, { rating })
        return true
      } catch {
        return false
      }
    },
    clear() {
      underWay?.abort()
      turns = []
      conversationId = undefined
      listener.changed()
    },
  }
}

/** A turn of an earlier page: what was under way then has come to its end. */
function settle(turn: Turn): Turn {
  return turn.status === 'waiting' || turn.status === 'writing'
    ? { ...turn, status: 'stopped' }
    : turn
}

function historyOf(turns: readonly Turn[]): HistoryTurn[] {
  return turns.slice(-HISTORY_TURNS).flatMap(({ question, answer }): HistoryTurn[] => {
    if (answer === undefined) return []
    const measures = [...new Set(answer.citations.map(({ measureId }) => measureId))]
    return [
      { role: 'user', content: question },
      { role: 'assistant', content: answer.text.slice(0, HISTORY_MESSAGE_LENGTH), measures },
    ]
  })
}

/** What an error means to whoever asked. */
function failureOf(error: unknown): Failure {
  if (error instanceof ConnectionError) {
    return { kind: navigator.onLine ? 'network' : 'offline' }
  }
  if (!(error instanceof ApiError)) return { kind: 'internal' }
  const { retryAfterSeconds, requestId } = error
  return {
    kind: kindOf(error),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAt: Date.now() + retryAfterSeconds * 1000 }),
  }
}

function kindOf({ status }: ApiError): Failure['kind'] {
  if (status === 429) return 'limited'
  if (status === 503) return 'busy'
  if (status === 401 || status === 403) return 'unauthorized'
  return status < 500 ? 'invalid' : 'internal'
}

/** `crypto.randomUUID` is missing on pages that came over plain http. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('-')
}
