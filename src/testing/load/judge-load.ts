import type { MemoryGrowth } from './memory-growth.js'
import type { LoadFigures } from './run-load.js'

/** Longest time that 99 of 100 responses may take, whatever they say, in milliseconds. */
const P99_MS = 1000

/** Most that memory may grow after the first minute, and still be called flat. */
const MAX_GROWTH = 0.05

/** Statuses by which a server may say that it has done its work, or that it has too much of it. */
const ALLOWED: ReadonlySet<number> = new Set([200, 429, 503])

/** What is wrong with how a server bore its load; empty when it did well. */
export function judgeLoad(figures: LoadFigures, growth: MemoryGrowth | undefined): string[] {
  const { statuses, withoutRetryAfter, unanswered, p99Ms } = figures
  const found: string[] = []
  for (const [status, count] of statuses) {
    if (!ALLOWED.has(status)) found.push(`${count} responses with status ${status}`)
  }
  if (!statuses.has(200)) found.push('no response with status 200')
  if (withoutRetryAfter > 0) found.push(`${withoutRetryAfter} of 429 or 503 without Retry-After`)
  if (unanswered > 0) found.push(`${unanswered} requests without a response`)
  if (p99Ms > P99_MS) found.push(`p99 of ${p99Ms} ms, above ${P99_MS} ms`)
  if (growth !== undefined && growth.growth > MAX_GROWTH) {
    const percent = (growth.growth * 100).toFixed(1)
    found.push(`memory grew by ${percent} % after the first minute, above ${MAX_GROWTH * 100} %`)
  }
  return found
}
