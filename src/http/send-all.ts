import { once } from 'node:events'
import type { FastifyReply } from 'fastify'

/** A message of an event stream; a string is sent as it is. */
export type SseMessage =
  | string
  | { readonly event?: string; readonly data: unknown; readonly id?: string }

/** Sends messages as fast as the client reads them, until the last one or until it is gone. */
export async function sendAll(
  messages: AsyncGenerator<SseMessage>,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<void> {
  // A client that leaves without having read everything is never ready for more.
  const gone = once(signal, 'abort')
  for await (const message of messages) {
    if (signal.aborted) break
    await Promise.race([reply.sse.send(message), gone])
  }
  // A reply is a promise of its end, and is awaited when returned: it has to be ended here.
  reply.sse.close()
}
