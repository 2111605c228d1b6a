import { z } from 'zod'

/** What a probe is asked: each request is answered with a {@link ProbeReport}. */
export const PROBE_REQUESTS = { reset: 'reset', report: 'report' } as const

/** What a probe tells of its process. */
export const probeReportSchema = z.object({
  rssBytes: z.number().positive(),
  /** Longest time the event loop did not turn since the last reset, with the probe's own 1 ms. */
  longestDelayMs: z.number().nonnegative(),
})
/** What a probe tells of its process. */
export type ProbeReport = z.infer<typeof probeReportSchema>
