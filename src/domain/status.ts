import { z } from 'zod'

/** How the record store is, for everybody: what it says in words may name hosts and folders. */
export const recordsHealthSchema = z.object({
  /** `off`: this server keeps nothing. */
  state: z.enum(['off', 'opening', 'open', 'down', 'closed']),
  /** Since when it is so; null when it is off. */
  since: z.iso.datetime().nullable(),
  /** What kind of trouble a store has that is down. */
  reason: z.string().nullable(),
  /** Records that wait for it. */
  queued: z.int(),
})
/** How the record store is. */
export type RecordsHealth = z.infer<typeof recordsHealthSchema>

/** What runs here, and since when: `GET /api/v1/status`. */
export const serviceStatusSchema = z.object({
  /** Version of the program. */
  version: z.string(),
  startedAt: z.iso.datetime(),
  uptimeSeconds: z.int(),
  corpus: z.object({
    version: z.string(),
    documents: z.int(),
    offices: z.int(),
    measures: z.int(),
  }),
  /** Fingerprint of the search index, and of the model that made its vectors. */
  index: z.object({ fingerprint: z.string() }),
  embeddings: z.object({ fingerprint: z.string() }),
  /** Name of the language model that words answers; null when they are extracted. */
  chatModel: z.string().nullable(),
  records: recordsHealthSchema,
})
/** What runs here, and since when. */
export type ServiceStatus = z.infer<typeof serviceStatusSchema>
