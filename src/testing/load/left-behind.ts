import { z } from 'zod'

/** A question that begins so gets an answer of megabytes: more than buffers on the way hold. */
export const LONG_ANSWER = '长答：'

/** What requests have left in the process of a server, after its garbage was collected. */
export const leftBehindSchema = z.object({
  /** Open sockets of the server. */
  connections: z.int(),
  openRequests: z.int(),
  openStreams: z.int(),
  /** Answers that hold one of the places for answers. */
  answersUnderWay: z.int(),
  /** Questions that wait for the model. */
  embeddingsWaiting: z.int(),
  /** Requests so far whose client left before it had the whole answer. */
  abandoned: z.int(),
  /** What keeps the process alive, by kind: sockets, timers and so on. */
  resources: z.record(z.string(), z.int()),
  heapBytes: z.number(),
})
/** What requests have left in the process of a server. */
export type LeftBehind = z.infer<typeof leftBehindSchema>

/** What the process of the server sends to the one that started it. */
export const serverMessageSchema = z.union([
  z.object({ url: z.url() }),
  z.object({ report: leftBehindSchema }),
])
