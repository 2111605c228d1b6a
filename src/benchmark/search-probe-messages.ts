import { z } from 'zod'

const latencySchema = z.object({
  runs: z.int().nonnegative(),
  p50: z.number(),
  p95: z.number(),
})

/** What a search probe is to do: read from a file whose path is its only argument. */
export const searchProbeTaskSchema = z.object({
  /** Folder of the index. */
  folder: z.string(),
  fingerprint: z.string(),
  records: z.object({ path: z.string(), starts: z.array(z.number()).readonly() }),
  /** The first are asked before anything is measured. */
  warmUp: z.int().nonnegative(),
  questions: z.array(z.object({ folded: z.string(), vector: z.array(z.number()) })),
  /** Rows of the measures of each document: from, and up to but not with. */
  documents: z.array(z.object({ id: z.string(), start: z.number(), end: z.number() })),
})
/** What a search probe is to do. */
export type SearchProbeTask = z.infer<typeof searchProbeTaskSchema>

/** What it found, as one line of JSON on its standard output. */
export const searchProbeReportSchema = z.object({
  /** From the start of the process until model and index were open and a search was done. */
  readyMs: z.number(),
  /** After all searches. */
  rssBytes: z.number(),
  /** Of the whole index, with the questions' vectors at hand. */
  search: latencySchema,
  /** The same in one document each. */
  byDocument: z.array(z.object({ id: z.string(), measures: z.number(), search: latencySchema })),
})
/** What a search probe found. */
export type SearchProbeReport = z.infer<typeof searchProbeReportSchema>
