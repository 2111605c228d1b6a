import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../config.js'
import { answerLanguageSchema } from '../domain/language.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { openVerifier } from './open-verifier.js'
import { judgeBy, openTestVerifier, type TestVerifier } from './test-verifier.fixture.js'
import { loadVerifierModel } from './thresholds.js'

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

/** Lies that still pass the rules alone: a known gap each. Who stops one takes it off the list. */
const KNOWN_PASSED = ['pd-l096', 'pd-l114', 'pe-l079', 'pe-l091']

/** Share of the honest sentences that may be blocked; it was .097 when this was written. */
const MAX_BLOCKED = 0.1

/** Milliseconds that several hundred sentences may take on a busy machine. */
const SLOW = 180_000

const honest = lines.filter(({ kind }) => kind === 'honest')
const lies = lines.filter(({ kind }) => kind !== 'honest')

afterAll(() => closeTestAssistant())

/** The verifier as it runs: with the model, and what was fitted on its vectors. */
async function openRealVerifier(): Promise<TestVerifier['judge']> {
  const { folders } = readConfig({})
  const { open, embedder } = await openTestAssistant()
  const thresholds = loadVerifierModel(folders.verifier, embedder.fingerprint)
  const { converter } = openTestVerifier()
  const verifier = openVerifier(open, embedder, converter, thresholds, folders.corpus)
  return judgeBy(verifier, open.corpus)
}

describe('paraphrases of other measures and in other words', () => {
  test(
    'lies do not pass even without the model, but for those known to',
    async () => {
      const { judge } = openTestVerifier()
      const passed: string[] = []
      for (const { id, language, measure, sentences, sentence } of lies) {
        const verdict = await judge(sentence, language, `${measure}#${sentences.join(',')}`)
        if (verdict.ok) passed.push(id)
      }
      expect(lies.length).toBeGreaterThanOrEqual(500)
      expect(passed).toEqual(KNOWN_PASSED)
    },
    SLOW,
  )

  test(
    'few honest ones are blocked',
    async () => {
      const judge = await openRealVerifier()
      const blocked: string[] = []
      for (const { id, language, measure, sentences, sentence } of honest) {
        const verdict = await judge(sentence, language, `${measure}#${sentences.join(',')}`)
        if (!verdict.ok) blocked.push(`${id}: ${verdict.reason}`)
      }
      expect(honest.length).toBeGreaterThanOrEqual(700)
      expect(blocked.length / honest.length, blocked.join('\n')).toBeLessThan(MAX_BLOCKED)
    },
    SLOW,
  )
})
