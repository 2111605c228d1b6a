import { type AnswerEvent, answerEventSchema } from '../domain/answer.js'

/** One message of an event stream. */
export interface StreamMessage {
  readonly event: string
  readonly data: string
}

/**
 * The messages of a whole event stream, by the rules of the HTML standard as far as this API uses
 * them: fields `event` and `data`, other fields and comments left out.
 */
export function readMessages(stream: string): StreamMessage[] {
  return stream.split('\n\n').flatMap((block) => {
    const lines = block.split('\n')
    const field = (name: string): string[] =>
      lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []))
    const data = field('data')
    return data.length === 0 ? [] : [{ event: field('event').at(-1) ?? '', data: data.join('\n') }]
  })
}

/** The events of a whole answer stream; a field that the schema does not know makes it throw. */
export function readAnswerEvents(stream: string): AnswerEvent[] {
  return readMessages(stream).map(({ event, data }) => {
    const sent = { type: event, ...(JSON.parse(data) as object) }
    const parsed = answerEventSchema.parse(sent)
    if (JSON.stringify(sortKeys(parsed)) !== JSON.stringify(sortKeys(sent))) {
      throw new Error(`expected only fields of the contract in ${event}, found ${data}`)
    }
    return parsed
  })
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, held]) => [key, sortKeys(held)]))
}
