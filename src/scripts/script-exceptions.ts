import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import { projectRoot } from '../project-root.js'

const han = z
  .string()
  .regex(/^[\p{Script=Han}\p{P}\p{L}\p{N}]+$/u, 'expected a word without spaces')
const character = z.string().regex(/^.$/u, 'expected one character')

/**
 * What OpenCC gets wrong in the texts of customs. A phrase is shown exactly as given; `to` holds for
 * both regions unless `HK` or `TW` says otherwise. Characters replace what OpenCC writes.
 */
const exceptionsSchema = z.strictObject({
  phrases: z.array(
    z
      .strictObject({ from: han, to: han.optional(), HK: han.optional(), TW: han.optional() })
      .refine(({ to, HK, TW }) => to !== undefined || (HK !== undefined && TW !== undefined), {
        message: 'expected `to`, or both `HK` and `TW`',
      })
      .refine(
        ({ from, to, HK, TW }) =>
          [to, HK, TW].every((t) => t === undefined || t.length === from.length),
        {
          message:
            'expected phrases of the same length on both sides: script conversion changes no words',
        },
      ),
  ),
  characters: z.strictObject({
    HK: z.record(character, character),
    TW: z.record(character, character),
  }),
})

/** The checked contents of `corpus/script-exceptions.yaml`. */
export type ScriptExceptions = z.infer<typeof exceptionsSchema>

/** The file the exceptions are read from unless another is given. */
export const scriptExceptionsFile: string = join(projectRoot, 'corpus', 'script-exceptions.yaml')

/**
 * Reads the exceptions.
 *
 * @throws AppError `bad_corpus` with file and line.
 */
export function loadScriptExceptions(file: string = scriptExceptionsFile): ScriptExceptions {
  return readYaml(file, exceptionsSchema)
}
