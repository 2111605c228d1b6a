import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '../project-root.js'
import { createSubwordTokenizer } from './tokenizer.js'

const folder = join(projectRoot, 'embeddings/model')
const fixtures = z
  .object({ cases: z.array(z.object({ input: z.string(), ids: z.array(z.int()) })).min(1) })
  .parse(JSON.parse(readFileSync(join(folder, 'fixtures.json'), 'utf8')))
const config = readFileSync(join(folder, 'tokenizer_config.json'))
const tokenizer = createSubwordTokenizer(readFileSync(join(folder, 'tokenizer.json')), config)

const START = 0
const END = 2

describe('createSubwordTokenizer', () => {
  test.each(fixtures.cases)('gives the reference ids of $input', ({ input, ids }) => {
    expect(tokenizer.encode(input, 512)).toEqual(ids)
  })

  test('cuts a long text at its end and keeps the end token', () => {
    const text = `query: ${'海关总署支持企业开展保税研发。'.repeat(60)}`
    const whole = tokenizer.encode(text, 10_000)
    expect(whole.length).toBeGreaterThan(300)
    expect(tokenizer.encode(text, 128)).toEqual([...whole.slice(0, 127), END])
    expect(tokenizer.encode(text, whole.length)).toEqual(whole)
    expect(tokenizer.encode(text, whole.length - 1)).toEqual([...whole.slice(0, -2), END])
  })

  test('reads only the beginning of a very long text, which changes no token', () => {
    const text = `passage: ${'internationalisation responsibilities 海关 '.repeat(20_000)}`
    expect(tokenizer.encode(text, 512)).toEqual(tokenizer.encode(text.slice(0, 100_000), 512))
  })

  test('never exceeds the limit and always starts and ends with the special tokens', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 40 }), (input, limit) => {
        const ids = tokenizer.encode(input, limit)
        expect(ids.length).toBeLessThanOrEqual(limit)
        expect(ids.at(0)).toBe(START)
        expect(ids.at(-1)).toBe(END)
        // What the model's inputs are made of.
        expect(BigInt64Array.from(ids, BigInt).length).toBe(ids.length)
      }),
    )
  })

  test.each(['', 'null', '{"model":', '{"model":{"type":"Unknown"}}'])(
    'refuses %j as a definition',
    (text) => {
      expect(() => createSubwordTokenizer(Buffer.from(text), config)).toThrow(
        expect.objectContaining({
          code: 'bad_model',
          message: expect.stringContaining('tokenizer.json'),
        }),
      )
    },
  )
})
