import { z } from 'zod'

/** Version of the folder's layout and of the manifest; another one is refused. */
export const INDEX_FORMAT_VERSION = 1

/** Name of the manifest in an index folder. */
export const MANIFEST_NAME = 'manifest.json'

/** A sha256 as 64 hex digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')

/** A plain file name: nothing that could lead out of the index folder, and not the manifest. */
export const fileNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'expected a plain lower-case file name')
  .refine((name) => name !== MANIFEST_NAME, `${MANIFEST_NAME} is taken`)

/** One file of an index. `bytes` files are read into memory, `path` files opened by others. */
export const indexFileSchema = z.strictObject({
  name: fileNameSchema,
  access: z.enum(['bytes', 'path']),
  bytes: z.int().nonnegative(),
  sha256: sha256Schema,
})
/** One file of an index. */
export type IndexFile = z.infer<typeof indexFileSchema>

/** What an index folder holds: `manifest.json`, written last. */
export const manifestSchema = z.strictObject({
  formatVersion: z.literal(INDEX_FORMAT_VERSION),
  /** Over everything the index was made from; `fingerprintOf`. */
  fingerprint: sha256Schema,
  createdAt: z.iso.datetime(),
  /** Numbers in each vector. */
  dimensions: z.int().positive(),
  /** Sizes worth knowing without opening a file, such as `measures` or `views`. */
  counts: z.record(z.string(), z.int().nonnegative()),
  files: z.array(indexFileSchema),
  /** What the caller wants to find again, as JSON. */
  meta: z.record(z.string(), z.unknown()),
})
/** What an index folder holds. */
export type IndexManifest = z.infer<typeof manifestSchema>
