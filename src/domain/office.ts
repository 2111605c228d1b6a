import { z } from 'zod'

/** A name in the scripts a reader may ask for; Taiwan's only where its wording is another. */
export const namesSchema = z.strictObject({
  'zh-Hans': z.string().min(1),
  'zh-Hant': z.string().min(1),
  'zh-Hant-TW': z.string().min(1).exactOptional(),
  en: z.string().min(1),
})
/** Names by script. */
export type Names = z.infer<typeof namesSchema>

/** An entry of `corpus/offices.yaml`. */
export const officeRecordSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(['customs', 'regional', 'programme', 'body']),
  covered: z.boolean(),
  names: namesSchema,
  aliases: z.array(z.string().min(1)).default([]),
  places: z
    .array(z.strictObject({ names: namesSchema, aliases: z.array(z.string().min(1)).default([]) }))
    .default([]),
})
/** An office, programme or body with the names by which a question may mean it. */
export type OfficeRecord = z.infer<typeof officeRecordSchema>

/** An office as it stands on the wire: `name` is in the language asked for. */
export const officeRefSchema = z.object({ id: z.string(), name: z.string() })
