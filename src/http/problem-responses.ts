import { problemSchema } from '../domain/problem.js'

/** Statuses of the problems that a description may name. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 415 | 429 | 500 | 503

/** What any route of the API may answer: keys, media types, limits, trouble of our own. */
const COMMON = [401, 403, 406, 429, 500, 503] as const satisfies readonly ProblemStatus[]

/**
 * Schemas of the problems that a route may answer, by status: its own and those that every route has.
 *
 * @param own Statuses besides 401, 403, 406, 429, 500 and 503.
 */
export function problemResponses<Own extends ProblemStatus>(
  ...own: readonly Own[]
): Record<Own | (typeof COMMON)[number], typeof problemSchema> {
  const statuses = [...own, ...COMMON].map((status) => [status, problemSchema] as const)
  return Object.fromEntries(statuses) as Record<Own | (typeof COMMON)[number], typeof problemSchema>
}
