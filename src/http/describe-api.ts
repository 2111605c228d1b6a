import type { ApiExamples } from './api-examples.js'
import { type DescribedResponse, problemComponents, problemReference } from './describe-problems.js'

/** The parts of an OpenAPI description that are looked at or added to here. */
export interface ApiDescription {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    schemas: Record<string, unknown>
    headers?: Record<string, unknown>
    responses?: Record<string, unknown>
  }
}

interface Operation {
  readonly operationId: string
  responses: Record<string, DescribedResponse | { readonly $ref: string }>
  parameters?: Parameter[]
  readonly requestBody?: { readonly content: Record<string, { example?: unknown }> }
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly description?: string
  readonly required?: boolean
  readonly schema?: unknown
  example?: unknown
}

const HEADERS = {
  RequestId: {
    description: 'Id of the request, to ask the operator about it',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  Etag: {
    description: 'Version of what was sent, for `If-None-Match`',
    required: true,
    schema: { type: 'string', pattern: '^W/"[^"]+"$' },
  },
  RetryAfter: {
    description: 'Seconds after which trying again makes sense',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
  RetryAfterIfKnown: {
    description: 'Seconds after which trying again makes sense, where it is known',
    schema: { type: 'integer', minimum: 1 },
  },
  RateLimit: {
    description: 'Requests that this caller may send in a minute; without a limit left out',
    schema: { type: 'integer', minimum: 1 },
  },
  RateLimitRemaining: {
    description: 'How many of them are left',
    schema: { type: 'integer', minimum: 0 },
  },
  RateLimitReset: {
    description: 'Seconds until they are counted anew',
    schema: { type: 'integer', minimum: 0 },
  },
  WwwAuthenticate: {
    description: 'That a key is sent as `Authorization: Bearer …`',
    required: true,
    schema: { type: 'string' },
  },
} as const

const header = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` })

const ACCEPT_LANGUAGE: Parameter = {
  name: 'accept-language',
  in: 'header',
  description: 'Read where neither `language` nor the question tells the language',
  schema: { type: 'string' },
  example: 'zh-HK, en;q=0.5',
}

const IF_NONE_MATCH: Parameter = {
  name: 'if-none-match',
  in: 'header',
  description: 'ETags of what the caller has; 304 when it still holds',
  schema: { type: 'string' },
  example: 'W/"2jmj7l5rSw0yVb/vlWAYkK/YBwk="',
}

const IDEMPOTENCY_KEY: Parameter = {
  name: 'idempotency-key',
  in: 'header',
  description: 'The same key with the same body within a day gets the same answer again',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  example: '0f6f2a54-1d8e-4f0e-9d0a-6d0a53f7b1c9',
}

/** What parameters of paths and queries mean, where their name does not say it all. */
const MEANINGS: Readonly<Record<string, string | undefined>> = {
  asOf: 'What held on this day; today when left out',
  document: 'Id of a document: only its measures, whether it holds or not',
  documentId: 'Id of the document; of an earlier version with its number: dalian-43@1',
  office: 'Id of a covered office: only its measures',
  chapter: 'Position of a chapter in its document, from 1: only its measures',
  limit: 'Most measures on a page; 50 when left out',
  cursor: 'The `nextCursor` of the page before; with the same filters',
  number: 'Number of the measure in its document',
}

/** Operations whose result depends on the corpus alone: a caller may keep it and ask by ETag. */
const CONDITIONAL: ReadonlySet<string> = new Set([
  'listDocuments',
  'getDocument',
  'listOffices',
  'listMeasures',
  'getMeasure',
])

const TAKES_LANGUAGE: ReadonlySet<string> = new Set([
  ...CONDITIONAL,
  'answerQuestion',
  'searchMeasures',
])

const EVENTS = `Server-sent events, each with an \`AnswerEvent\` as its data, less the \`type\`, which is
the event's name: \`answer-start\`, then \`answer-delta\` and \`citation-available\`, a citation before
the text that holds its [n]; exactly one \`answer-end\` or \`error\` ends it. The texts joined are the
answer's text, and only checked text is ever sent.`

/**
 * Adds to a description made from the schemas what these cannot say: headers, media types, what the
 * statuses mean, and examples. Problems become shared components; components that nothing refers to
 * are left out.
 */
export function completeDescription(
  description: ApiDescription,
  examples: ApiExamples,
): ApiDescription {
  for (const path of Object.values(description.paths)) {
    for (const operation of Object.values(path)) complete(operation, examples)
  }
  description.components.headers = HEADERS
  description.components.responses = problemComponents()
  dropUnused(description)
  for (const [name, schema] of Object.entries(description.components.schemas)) {
    tidy(schema, name.endsWith('Input'))
  }
  tidy(description.paths, true)
  return description
}

/**
 * Takes out what the schemas say only because of the language they are written in: the range of its
 * whole numbers, and that results have no other fields, because more may be added to them.
 */
function tidy(part: unknown, isInput: boolean): void {
  if (typeof part !== 'object' || part === null) return
  if ('minimum' in part && part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum
  if ('maximum' in part && part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum
  if (!isInput && 'additionalProperties' in part && part.additionalProperties === false) {
    delete part.additionalProperties
  }
  for (const [key, child] of Object.entries(part)) tidy(child, isInput && key !== 'responses')
}

function complete(operation: Operation, examples: ApiExamples): void {
  const { operationId } = operation
  const example = examples.operations[operationId]
  const isLimited = operation.responses['429'] !== undefined
  for (const [status, response] of Object.entries(operation.responses)) {
    const form = problemForm(response)
    const problem = form && problemReference(status, form)
    if (problem !== undefined) operation.responses[status] = problem
    if (problem !== undefined || '$ref' in response) continue
    response.description = example?.description ?? response.description
    response.headers = {
      'x-request-id': header('RequestId'),
      ...(isLimited && {
        'ratelimit-limit': header('RateLimit'),
        'ratelimit-remaining': header('RateLimitRemaining'),
        'ratelimit-reset': header('RateLimitReset'),
      }),
      ...(CONDITIONAL.has(operationId) && { etag: header('Etag') }),
    }
    // Nothing comes with 204, whatever schema says that it is nothing.
    if (status === '204') delete response.content
    for (const media of Object.values(response.content ?? {})) {
      if (example !== undefined) media.example = example.response
    }
    if (operationId === 'answerQuestion') {
      response.content = {
        ...response.content,
        'text/event-stream': {
          schema: { type: 'string', description: EVENTS },
          example: examples.stream,
        },
      }
    }
  }
  if (CONDITIONAL.has(operationId)) {
    operation.responses['304'] = {
      description: 'What the caller has still holds; nothing is sent',
      headers: { 'x-request-id': header('RequestId'), etag: header('Etag') },
    }
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    if (example !== undefined) media.example = example.request
  }
  const parameters = [
    ...(operation.parameters ?? []),
    ...(TAKES_LANGUAGE.has(operationId) ? [ACCEPT_LANGUAGE] : []),
    ...(CONDITIONAL.has(operationId) ? [IF_NONE_MATCH] : []),
    ...(operationId === 'answerQuestion' ? [IDEMPOTENCY_KEY] : []),
  ]
  if (parameters.length === 0) return
  operation.parameters = parameters.map((parameter) => {
    const { name, description = MEANINGS[name] } = parameter
    const value = example?.parameters?.[name]
    return {
      ...parameter,
      ...(description !== undefined && { description }),
      ...(value !== undefined && { example: value }),
    }
  })
}

const PROBLEM_FORMS = ['Problem', 'OpenAIError'] as const

/** The form in which a response says what is wrong; undefined when it does not. */
function problemForm(response: DescribedResponse | { readonly $ref: string }) {
  if ('$ref' in response) return undefined
  const content = JSON.stringify(response.content ?? {})
  return PROBLEM_FORMS.find((name) => content.includes(`"#/components/schemas/${name}"`))
}

/** Named only in words, by the description of the stream. */
const KEPT: ReadonlySet<string> = new Set(['AnswerEvent'])

function dropUnused(description: ApiDescription): void {
  const { schemas } = description.components
  for (;;) {
    const all = JSON.stringify(description)
    const unused = Object.keys(schemas).filter(
      (name) => !KEPT.has(name) && !all.includes(`"#/components/schemas/${name}"`),
    )
    if (unused.length === 0) return
    for (const name of unused) delete schemas[name]
  }
}
