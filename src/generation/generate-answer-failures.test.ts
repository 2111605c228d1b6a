import { afterEach, describe, expect, test } from 'vitest'
import { composeEvidence } from '../composition/compose-evidence.js'
import { AppError } from '../errors.js'
import { type Script, type ScriptStep, silent, typed } from '../testing/scripted-model-server.js'
import {
  contextIn,
  extracted,
  generate,
  LANGUAGES,
  LIE,
  markVerifier,
  modelOf,
  planOf,
  prompts,
  QUESTION,
  serve,
  statements,
  closeServers,
} from './generate-answer.fixture.js'
import { generateAnswer, type GenerationFailure } from './generate-answer.js'
import type { SentenceVerifier } from './verify-sentence.js'

afterEach(closeServers)

test('a model that writes the same again and again is stopped', async () => {
  const { report } = await generate(modelOf('圈子。\n'.repeat(40)))
  expect(report.failure).toBe('flood')
  expect(report.dropped).toHaveLength(3)
})

describe('a model that fails', () => {
  /** Short where it is waited for. */
  const timeoutFor = (failure: GenerationFailure | undefined): number =>
    failure === 'timeout' ? 700 : 10_000
  const lines = (count: number, mark: string) =>
    Array.from({ length: count }, (_, index) => `句${index}${mark}。`).join('')
  const FAILING: readonly (readonly [string, Script, GenerationFailure])[] = [
    ['stalls before its answer', () => ['stall'], 'timeout'],
    ['stalls in its first sentence', () => [{ text: '可以' }, 'stall'], 'timeout'],
    ['stalls behind its first mark', () => [{ text: '可以[S1.1]。' }, 'stall'], 'timeout'],
    [
      'is slow',
      () => Array.from('可以先放行的样品', (text) => [{ text }, { pauseMs: 200 }] as const).flat(),
      'timeout',
    ],
    ['floods', () => [{ flood: '可以'.repeat(20) }], 'flood'],
    ['floods with line breaks', () => [{ flood: '\n'.repeat(20) }], 'flood'],
    ['floods with lies', () => [{ flood: `假${LIE}[S1.1]。` }], 'flood'],
    ['floods with half marks', () => [{ flood: '[S1'.repeat(20) }], 'flood'],
    ['says all in one great piece', () => [{ text: lines(20_000, `${LIE}[S1.1]`) }], 'flood'],
    ['resets the connection', () => [{ text: '可以[S1' }, 'reset'], 'unavailable'],
    ['resets it again and again', () => ['reset'], 'timeout'],
    ['sends half an event', () => [{ text: '可以[S1' }, 'invalid-sse'], 'unavailable'],
    ['sends an error', () => [{ text: '可以[S1' }, { error: 'overloaded' }], 'unavailable'],
    ['refuses', () => [{ status: 400 }], 'unavailable'],
    [
      'breaks a character',
      () => [{ text: '可以', bytes: 'broken' }, { text: '[S1.1]。' }],
      'nothing_verified',
    ],
    ['says nothing', silent, 'nothing_verified'],
    ['says nothing and does not end', () => ['no-done'], 'nothing_verified'],
    ['cites nothing', () => typed('可以。\n不可以。'), 'nothing_verified'],
    ['cites what was not given', () => typed('可以[S9.1]。不可以[S1.99]。'), 'nothing_verified'],
    ['cites several measures at once', () => typed('可以[S1.1][S2.1]。'), 'nothing_verified'],
    ['lies', () => typed(`假${LIE}[S1.1]。假${LIE}[S2.1]。`), 'nothing_verified'],
    ['ends in half a mark', () => typed('可以[S1.'), 'nothing_verified'],
    ['writes nothing but marks', () => typed('[S1.1][S2.1]\n[S3.1]。'), 'nothing_verified'],
  ]

  test.each(FAILING)('%s: the answer is extracted', async (_name, answering, failure) => {
    const language = LANGUAGES[FAILING.findIndex(([, each]) => each === answering) % 4]
    const { server, model } = await serve(answering)
    const started = performance.now()
    const result = await generate(model, {
      timeoutMs: timeoutFor(failure),
      language: language ?? 'en',
    })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(result.generated).toBe(false)
    expect(result.report).toMatchObject({ verified: 0, replaced: [], failure })
    expect(result.seen.length).toBeLessThan(1_000)
    expect(result.text).toBe(extracted(result.plan, result.language))
    expect(result.composed).toEqual(composeEvidence(result.plan, contextIn(result.language)))
    await Promise.all(server.requests.map(({ ended }) => ended))
    expect(server.open()).toBe(0)
  })

  test('tells of every sentence that was not shown', async () => {
    const { report } = await generate(modelOf(`假${LIE}[S1.1]。无据。\n无据[S9]。`))
    expect(report.dropped.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { text: `假${LIE}。`, reason: 'a lie' },
      { text: '无据。', reason: 'no source' },
      { text: '无据。', reason: 'unknown source' },
    ])
  })

  const BREAKING: readonly (readonly [string, ScriptStep, GenerationFailure | undefined])[] = [
    ['stalls', 'stall', 'timeout'],
    ['resets the connection', 'reset', 'unavailable'],
    ['sends half an event', 'invalid-sse', 'unavailable'],
    ['sends an error', { error: 'overloaded' }, 'unavailable'],
    ['floods', { flood: '不可以'.repeat(20) }, 'flood'],
    ['ends without its last event', 'no-done', undefined],
  ]
  test.each(BREAKING)(
    '%s later: what passed stays, and the answer ends well',
    async (_name, step, failure) => {
      for (const language of LANGUAGES) {
        const { server, model } = await serve(() => [...typed('甲[S1.1]。乙[S2.1]。丙'), step])
        const { generated, report, text } = await generate(model, {
          timeoutMs: timeoutFor(failure),
          language,
        })
        expect(generated).toBe(true)
        expect(report).toMatchObject({ verified: 2, ...(failure === undefined ? {} : { failure }) })
        expect(report.failure).toBe(failure)
        expect(text).toContain('甲。[1]')
        expect(text).toContain('乙。[')
        expect(text).not.toContain('丙')
        await server.requests[0]?.ended
        expect(server.open()).toBe(0)
      }
    },
  )

  test('is stopped when it has said enough', async () => {
    const { server, model } = await serve(() => [
      ...typed(Array.from({ length: 30 }, (_, index) => `第${index}句[S1.1]。`).join('')),
      'stall',
    ])
    const { report, answer } = await generate(model)
    expect(report).toMatchObject({ verified: 8, replaced: [] })
    expect(report.failure).toBeUndefined()
    expect(statements(answer).filter((text) => /^第\d+句/u.test(text))).toHaveLength(8)
    expect(await server.requests[0]?.ended).toMatchObject({ by: 'client' })
  })

  test('is an error for a reader who wants the model or nothing, unless something was shown', async () => {
    const down = { demanded: true, timeoutMs: 300 }
    const unavailable = expect.objectContaining({ code: 'model_unavailable' })
    for (const answering of [() => ['reset'], () => ['stall']] as const satisfies Script[]) {
      const { model } = await serve(answering)
      await expect(generate(model, down)).rejects.toEqual(unavailable)
    }
    expect((await generate(modelOf('无据。'), down)).report.failure).toBe('nothing_verified')
    const { model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    expect(await generate(model, down)).toMatchObject({
      generated: true,
      report: { failure: 'timeout' },
    })
  })
})

describe('a verifier that fails', () => {
  const failing = (error: Error): SentenceVerifier => ({
    async verify() {
      throw error
    },
  })

  test.each(['overloaded', 'bad_model'] as const)(
    'as the embedder may (%s) leaves the extracted answer',
    async (code) => {
      const verifier = failing(new AppError(code, 'the embedder failed'))
      const { text, report, plan } = await generate(modelOf('真的[S1.1]。'), { verifier })
      expect(report).toMatchObject({ verified: 0, failure: 'unavailable' })
      expect(text).toBe(extracted(plan))
    },
  )

  test('for a reason of our own is not hidden', async () => {
    const error = new TypeError('a mistake')
    await expect(generate(modelOf('真的[S1.1]。'), { verifier: failing(error) })).rejects.toBe(
      error,
    )
  })
})

describe('a reader who leaves', () => {
  /** Of a kind that means something else when a model throws it. */
  const reason = new AppError('overloaded', 'the reader left')
  const MOMENTS: readonly (readonly [string, Script])[] = [
    ['before the first token', () => ['stall']],
    ['in a sentence', () => [{ text: '可以' }, 'stall']],
    ['after a sentence', () => [...typed('甲[S1.1]。乙'), 'stall']],
  ]
  test.each(MOMENTS)('%s ends the request within a second', async (_name, answering) => {
    const { server, model } = await serve(answering)
    const controller = new AbortController()
    let leftAt = 0
    setTimeout(() => {
      leftAt = performance.now()
      controller.abort(reason)
    }, 200)
    await expect(generate(model, { signal: controller.signal })).rejects.toBe(reason)
    expect(performance.now() - leftAt).toBeLessThan(1_000)
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - leftAt).toBeLessThan(1_000)
  })

  test('while a sentence is verified ends the request too', async () => {
    const { server, model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    const controller = new AbortController()
    const verifier: SentenceVerifier = {
      verify: (_sentence, _language, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        }),
    }
    setTimeout(() => controller.abort(reason), 200)
    const generating = generate(model, { signal: controller.signal, verifier })
    await expect(generating).rejects.toBe(reason)
    expect(await server.requests[0]?.ended).toMatchObject({ by: 'client' })
  })

  test('without a signal, by reading no more, ends it too', async () => {
    const { server, model } = await serve(() => [...typed('甲[S1.1]。乙'), 'stall'])
    const { verifier } = markVerifier()
    const deps = { model, prompts, verifier, timeoutMs: 5_000 }
    let leftAt = 0
    for await (const piece of generateAnswer(planOf(), QUESTION, deps, contextIn('zh-Hans'))) {
      leftAt = performance.now()
      if (piece.kind === 'text' && piece.text.includes('甲')) break
    }
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - leftAt).toBeLessThan(1_000)
  })

  test('before it begins is not answered', async () => {
    const generating = generate(modelOf('真的[S1.1]。'), { signal: AbortSignal.abort(reason) })
    await expect(generating).rejects.toBe(reason)
  })
})
