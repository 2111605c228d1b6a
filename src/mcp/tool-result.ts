import type { CallToolResult, ResourceLink } from '@modelcontextprotocol/server'
import { problemOf, toAppError } from '../http/error-handler.js'

/** What every tool says of itself: it only reads, and only what is included here. */
export const READ_ONLY = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const

/** What a tool gives. */
export interface ToolOutput {
  /** As the tool's output schema has it. */
  readonly structured: Readonly<Record<string, unknown>>
  /** For readers: begins with a reference and its address. Left out where the JSON is all. */
  readonly text?: string
  /** Measures that clients may open. */
  readonly links?: readonly ResourceLink[]
}

/**
 * Runs a tool. Its result is told three times, for clients that show only one of them: as text, as
 * JSON in a text, and as `structuredContent`. What fails is told in words, as a result the model can
 * read and mend; of faults on our side it says only that there was one.
 *
 * @param onFault Told of what was thrown that is nobody's input.
 */
export async function toolResult(
  work: () => Promise<ToolOutput> | ToolOutput,
  onFault: (error: unknown) => void,
): Promise<CallToolResult> {
  try {
    const { text, structured, links = [] } = await work()
    return {
      content: [
        ...(text === undefined ? [] : [{ type: 'text' as const, text }]),
        { type: 'text', text: JSON.stringify(structured) },
        ...links,
      ],
      structuredContent: { ...structured },
    }
  } catch (error) {
    const known = toAppError(error)
    if (known.status >= 500) onFault(error)
    const { title, detail } = problemOf(known, '')
    const retry =
      known.retryAfterSeconds === undefined ? '' : ` (try again in ${known.retryAfterSeconds} s)`
    return {
      isError: true,
      content: [{ type: 'text', text: `${title}: ${detail}${retry}` }],
    }
  }
}
