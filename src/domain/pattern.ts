import { z } from 'zod'

/** A regular expression (with the flag `u`) written in a corpus file. */
export const patternSchema = z
  .string()
  .min(1)
  .refine(isPattern, { error: 'expected a regular expression' })

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch {
    return false
  }
}
