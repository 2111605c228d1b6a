import { z } from 'zod'
import type { SqlResult } from './database.js'

/** A moment as both drivers give it: ISO 8601 UTC. */
export const momentSchema = z.iso.datetime()

/** The rows of a result, checked; a row that does not fit is a mistake in a statement. */
export function rowsOf<Row>(schema: z.ZodType<Row>, result: SqlResult): Row[] {
  return z.array(schema).parse(result.rows)
}

/** The first row of a result, checked; nothing when there is none. */
export function firstRowOf<Row>(schema: z.ZodType<Row>, result: SqlResult): Row | undefined {
  return rowsOf(schema, result).at(0)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text can be compared with a `uuid` column. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
