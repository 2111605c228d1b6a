import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerLanguageSchema } from '../domain/language.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const lineSchema = z.object({
  id: z.string(),
  split: z.enum(['dev', 'test']),
  kind: z.string(),
  language: answerLanguageSchema,
  measure: z.string(),
  sentences: z.array(z.int()),
  sentence: z.string(),
})

/** Sentences by which the checks were mended; the `test` half is only measured. */
const lines = readFileSync(
  new URL('../../eval/verifier/paraphrases.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)))
  .filter(({ split }) => split === 'dev')

/** Lies that still pass: a known gap each. Who stops one takes it off the list. */
const KNOWN_PASSED = ['pd-l096', 'pd-l114', 'pe-l079', 'pe-l091']

/**
 * Share of the honest sentences that may be blocked without the model of words; .108 with the last three
 * sets, which are worded more freely than those before (.097).
 */
const MAX_BLOCKED = 0.11

/** Milliseconds that several hundred sentences may take on a busy machine. */
const SLOW = 180_000

const { judge } = openTestVerifier()

describe('paraphrases of other measures and in other words', () => {
  test(
    'lies do not pass, but for those known to, and few honest sentences are blocked',
    async () => {
      const passed: string[] = []
      const blocked: string[] = []
      for (const { id, kind, language, measure, sentences, sentence } of lines) {
        const verdict = await judge(sentence, language, `${measure}#${sentences.join(',')}`)
        if (verdict.ok && kind !== 'honest') passed.push(id)
        if (!verdict.ok && kind === 'honest') blocked.push(`${id}: ${verdict.reason}`)
      }
      expect(passed).toEqual(KNOWN_PASSED)
      const honest = lines.filter(({ kind }) => kind === 'honest')
      expect(honest.length).toBeGreaterThanOrEqual(300)
      expect(lines.length - honest.length).toBeGreaterThanOrEqual(200)
      expect(blocked.length / honest.length, blocked.join('\n')).toBeLessThan(MAX_BLOCKED)
    },
    SLOW,
  )
})
