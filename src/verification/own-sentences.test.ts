import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerLanguageSchema } from '../domain/language.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const lineSchema = z.strictObject({
  kind: z.enum(['honest', 'lie']),
  language: answerLanguageSchema,
  measure: z.string(),
  sentences: z.array(z.int()),
  sentence: z.string(),
})

/** Paraphrases and lies that the tables were made with: none may go the other way again. */
const lines = readFileSync(new URL('own-sentences.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)))

/** Milliseconds that several hundred sentences may take on a busy machine. */
const SLOW = 180_000

const { judge } = openTestVerifier()

describe('sentences that the tables were made with', () => {
  test(
    'honest paraphrases pass, lies do not',
    async () => {
      const wrong: string[] = []
      for (const { kind, language, measure, sentences, sentence } of lines) {
        const verdict = await judge(sentence, language, `${measure}#${sentences.join(',')}`)
        if (verdict.ok === (kind === 'honest')) continue
        wrong.push(`${kind} ${measure}: ${sentence} (${verdict.ok ? 'passes' : verdict.reason})`)
      }
      expect(wrong).toEqual([])
      expect(lines.filter(({ kind }) => kind === 'lie').length).toBeGreaterThan(100)
      expect(lines.filter(({ kind }) => kind === 'honest').length).toBeGreaterThan(200)
    },
    SLOW,
  )
})
