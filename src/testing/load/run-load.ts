import autocannon from 'autocannon'

/** What is asked of a server. */
export interface LoadOptions {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Asked one after the other, and again from the first. */
  readonly questions: readonly string[]
}

/** What came of it. */
export interface LoadFigures {
  readonly requestsPerSecond: number
  /** Of all responses, in milliseconds. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** How often each status came. */
  readonly statuses: ReadonlyMap<number, number>
  /** Responses with 429 or 503 that did not say when to try again. */
  readonly withoutRetryAfter: number
  /** Requests that got no response: connections that broke, and those without one in time. */
  readonly unanswered: number
}

/** Longest wait for a response, in seconds; by then no caller is there any more. */
const TIMEOUT_SECONDS = 20

const JSON_BODY = { 'content-type': 'application/json' }
const STREAM = { ...JSON_BODY, accept: 'text/event-stream' }

/**
 * Sends requests over as many connections as told, each the next one as soon as it has its response:
 * four answers of eight as JSON, one as a stream, a search, a measure and a list of measures.
 */
export async function runLoad({
  url,
  connections,
  seconds,
  questions,
}: LoadOptions): Promise<LoadFigures> {
  const statuses = new Map<number, number>()
  let withoutRetryAfter = 0
  let asked = 0
  const nextQuestion = (): string => questions[asked++ % questions.length] ?? ''
  const request = (
    method: 'GET' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: () => object,
  ): autocannon.Request => ({
    method,
    path,
    headers: { ...headers },
    ...(body !== undefined && {
      setupRequest: (made: autocannon.Request) => ({ ...made, body: JSON.stringify(body()) }),
    }),
    onResponse(status, _body, _context, received = {}) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const names = Object.keys(received).map((name) => name.toLowerCase())
      if ((status === 429 || status === 503) && !names.includes('retry-after')) {
        withoutRetryAfter += 1
      }
    },
  })
  const answer = request('POST', '/api/v1/answers', JSON_BODY, () => ({ question: nextQuestion() }))
  const streamed = request('POST', '/api/v1/answers', STREAM, () => ({ question: nextQuestion() }))
  const search = request('POST', '/api/v1/search', JSON_BODY, () => ({ query: nextQuestion() }))
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    requests: [
      answer,
      streamed,
      answer,
      request('GET', '/api/v1/measures/dalian-43/33'),
      answer,
      search,
      answer,
      request('GET', '/api/v1/measures?limit=20'),
    ],
  })
  const { latency, requests, errors } = result
  return {
    requestsPerSecond: requests.average,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    maxMs: latency.max,
    statuses,
    withoutRetryAfter,
    unanswered: errors,
  }
}
