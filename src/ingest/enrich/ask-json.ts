import type { z } from 'zod'
import { type ChatMessage, type ChatModel, completeChat } from '../../generation/chat-model.js'
import type { Checked } from './enrichment-check.js'

/** Longest answer that is read, in UTF-16 code units: well above that of the longest measure. */
const MAX_ANSWER_LENGTH = 40_000

/** Most faults that a model is told of: with more it is lost anyway. */
const MAX_TOLD = 8

/** How a model is asked for JSON. */
export interface AskJsonOptions<Schema extends z.ZodType> {
  readonly model: ChatModel
  readonly messages: readonly ChatMessage[]
  readonly schema: Schema
  readonly check: (answer: z.infer<Schema>) => Checked | Promise<Checked>
  /** Time for one answer. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Asks a model for a JSON object and checks it; when nothing of it can be used the model is told why
 * and asked once more.
 *
 * @throws AppError `model_unavailable`; a `TimeoutError` when an answer takes too long; the signal's
 * reason when it aborts.
 */
export async function askJson<Schema extends z.ZodType>(
  options: AskJsonOptions<Schema>,
): Promise<Checked> {
  const { messages } = options
  const first = await complete(options, messages)
  const checked = await readAnswer(first, options)
  if (checked.fields !== undefined) return checked
  const again = await complete(options, [
    ...messages,
    { role: 'assistant', content: first },
    { role: 'user', content: repairRequest(checked.problems) },
  ])
  return readAnswer(again, options)
}

async function complete<Schema extends z.ZodType>(
  { model, timeoutMs, signal }: AskJsonOptions<Schema>,
  messages: readonly ChatMessage[],
): Promise<string> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  return (await completeChat(model, messages, within, MAX_ANSWER_LENGTH)).text
}

function repairRequest(problems: readonly string[]): string {
  return [
    'That cannot be used:',
    ...problems.slice(0, MAX_TOLD).map((problem) => `- ${problem}`),
    'Answer again, mended, with the whole JSON object and nothing else.',
  ].join('\n')
}

async function readAnswer<Schema extends z.ZodType>(
  text: string,
  { schema, check }: Pick<AskJsonOptions<Schema>, 'schema' | 'check'>,
): Promise<Checked> {
  const json = jsonOf(text)
  if (json === undefined) {
    return { fields: undefined, problems: ['expected one JSON object, found something else'] }
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the object'}: ${message}`,
    )
    return { fields: undefined, problems: problems.slice(0, MAX_TOLD) }
  }
  return check(parsed.data)
}

/** The object in an answer; what a model says around it or thinks before it is passed over. */
function jsonOf(text: string): unknown {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/u, '')
  const [start, end] = [answer.indexOf('{'), answer.lastIndexOf('}')]
  if (start === -1 || end < start) return undefined
  try {
    return JSON.parse(answer.slice(start, end + 1))
  } catch {
    return undefined
  }
}
