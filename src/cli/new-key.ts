import { z } from 'zod'
import { originSchema } from '../environment-fields.js'
import { keyScopeSchema, type NewKey } from '../records/keys.js'

/** Most requests a minute that a key may have. */
const LIMIT_MAX = 1_000_000

/** Most tokens a day that a key may have; the database keeps 32 bits. */
const TOKENS_MAX = 2_000_000_000

/** The options of `keys create`, as they are given on the command line. */
export const newKeySchema = z
  .object({
    name: z
      .string('expected --name, found nothing')
      .trim()
      .min(1, 'expected a name')
      .max(100, 'expected at most 100 characters')
      // A name stands in tables of a terminal.
      .regex(/^\P{Cc}*$/u, 'expected no control characters'),
    scope: z
      .array(keyScopeSchema)
      .transform((list) => [...new Set(list)])
      .default(['answers']),
    origin: z
      .array(originSchema)
      .transform((list) => [...new Set(list)])
      .default([]),
    limit: atLeastOne(LIMIT_MAX).optional(),
    tokens: atLeastOne(TOKENS_MAX).optional(),
    expires: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], {
        error: 'expected a date such as 2027-01-01 or a time such as 2027-01-01T00:00:00+08:00',
      })
      .transform((text) => new Date(text))
      .refine((end) => end.getTime() > Date.now(), 'expected a time to come')
      .optional(),
  })
  .transform(
    ({ name, scope, origin, limit, tokens, expires }): NewKey => ({
      name,
      scopes: scope,
      origins: origin,
      ...(limit === undefined ? {} : { limitPerMinute: limit }),
      ...(tokens === undefined ? {} : { dailyTokens: tokens }),
      ...(expires === undefined ? {} : { expiresAt: expires.toISOString() }),
    }),
  )

function atLeastOne(max: number) {
  const error = `expected a whole number from 1 to ${max}`
  return z
    .string()
    .regex(/^[1-9]\d{0,9}$/, error)
    .transform(Number)
    .refine((value) => value <= max, error)
}
