import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type Script, typed } from '../testing/scripted-model-server.js'
import { LIE_KINDS, lying } from '../testing/scripted-writers.js'
import {
  extracted,
  generate,
  LANGUAGES,
  LIE,
  modelOf,
  serve,
  closeServers,
} from './generate-answer.fixture.js'

afterEach(closeServers)

describe('a model that lies', () => {
  /** What the script writes in place of the sources' own words, with or without a sign of it. */
  const told = (answering: Script, sign: string): Script => {
    return (body, turn) =>
      typed(
        answering(body, turn)
          .map((step) => (typeof step === 'object' && 'text' in step ? step.text : ''))
          .join('')
          .replace(/(?=\s?\[S\d+\.\d+\][.。])/gu, sign),
      )
  }

  for (const language of LANGUAGES) {
    test.each(LIE_KINDS)(`is not heard: ${language}, %s`, async (kind) => {
      const byForm = kind === 'uncited' || kind === 'unknown-mark'
      const { server, model } = await serve(told(lying(kind), byForm ? '' : LIE))
      const { generated, report, text, plan, seen } = await generate(model, { language })
      expect(server.failures).toEqual([])
      expect(generated).toBe(false)
      expect(text).toBe(extracted(plan, language))
      expect(report.dropped.length).toBeGreaterThan(0)
      expect(seen.length).toBe(byForm ? 0 : report.dropped.length)
    })
  }
})

describe('whatever a model writes', () => {
  const word = fc.constantFrom(
    '真',
    '真的',
    LIE,
    'It may',
    '1万元',
    '“货',
    '物”',
    '（',
    '[7]',
    '\uFFFD',
    '**',
    '- ',
    ' ',
  )
  const mark = fc.constantFrom(
    '[S1.1]',
    '[S1.2]',
    '[S2.1]',
    '[S3]',
    '[S4.0]',
    '[S9.1]',
    '[S1.',
    '［S2．1］',
    '',
  )
  const stop = fc.constantFrom('。', '.', '，', '\n', '\n\n', ' ', '')
  const written = fc
    .array(fc.tuple(fc.array(word, { maxLength: 4 }), mark, mark, stop), { maxLength: 25 })
    .map((parts) => parts.flatMap(([words, ...rest]) => [...words, ...rest]).join(''))

  test('each answer is sound, holds no lie and is not too long', async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...LANGUAGES),
        async (text, size, language) => {
          const chunks = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
          const result = await generate(modelOf(...chunks), { language })
          const { verified, replaced } = result.report
          expect(verified + replaced.length).toBeLessThanOrEqual(8)
          expect(result.generated).toBe(verified > 0)
          if (!result.generated) expect(result.text).toBe(extracted(result.plan, language))
        },
      ),
      { numRuns: 400 },
    )
  })
})
