import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  BARE_FEATURES,
  type BareModel,
  GATE_FEATURES,
  type GateModel,
  type LogisticModel,
} from '../domain/gate.js'
import { AppError } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { createGate, type GateCues, type GateInput, loadGate, logisticProbability } from './gate.js'
import type { Evidence } from './search-measures.js'

const each = (value: number): Record<(typeof GATE_FEATURES)[number], number> => ({
  lexicalShare: value,
  bestWords: value,
  bestEnglish: value,
  chineseCoverage: value,
  englishCoverage: value,
  bestOriginal: value,
  bestLay: value,
  bestEnglishCosine: value,
  margin: value,
  bestLayAnywhere: value,
  bestUnanswered: value,
  unansweredShare: value,
  bestShare: value,
  direction: value,
  domain: value,
  signposted: value,
})
const logistic = (over: Partial<LogisticModel> = {}): LogisticModel => ({
  weights: each(1),
  mean: each(0),
  deviation: each(1),
  bias: 0,
  threshold: 0.5,
  direction: { weights: [1], bias: 0 },
  scope: { direction: { weights: [1], bias: 0 }, side: 1, domain: -2, farDomain: 1, bias: -0.5 },
  ...over,
})
const EACH_BARE: BareModel['weights'] = {
  lexicalShare: 1,
  bestWords: 1,
  bestEnglish: 1,
  chineseCoverage: 1,
  englishCoverage: 1,
  bestOriginal: 1,
  margin: 1,
  bestLayAnywhere: 1,
  bestUnanswered: 1,
  unansweredShare: 1,
  direction: 1,
  ownCosine: 1,
}
const bare = (over: Partial<BareModel> = {}): BareModel => ({
  weights: EACH_BARE,
  mean: EACH_BARE,
  deviation: EACH_BARE,
  // Takes away what a mean of 1 leaves of features that are 0.
  bias: BARE_FEATURES.length,
  threshold: 0.5,
  ...over,
})
const MODEL: GateModel = {
  embedder: 'an-embedder',
  fitted: {
    zh: { on: '2026-01-31', split: 'dev', sha256: 'ab', questions: 200 },
    en: { on: '2026-02-28', split: 'dev', sha256: 'cd', questions: 60 },
  },
  zh: logistic({ threshold: 0.4 }),
  en: logistic({ bias: -2, threshold: 0.8 }),
  bare: { zh: bare({ threshold: 0.6 }), en: bare({ threshold: 0.3 }) },
}
const evidence = (value: number): Evidence => each(value)
/** A vector that lies that far along the direction of {@link logistic}. */
const vector = (value: number): Float32Array => Float32Array.of(value)
const NO_CUES: GateCues = { domain: false, signposted: false }
const input = (value: number, english: boolean): GateInput => ({
  ...NO_CUES,
  evidence: evidence(value),
  vector: vector(value),
  english,
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the probability', () => {
  test('is one half where the features balance the bias', () => {
    expect(logisticProbability(logistic(), evidence(0), vector(0), NO_CUES)).toBe(0.5)
  })

  test('is the sigmoid of the weighed, standardised features', () => {
    const model = logistic({ mean: each(1), deviation: each(2), bias: 0.25 })
    const cues = { domain: true, signposted: false }
    // What the question itself shows counts 1 or 0.
    const sum = 0.25 + (GATE_FEATURES.length - 2) * ((3 - 1) / 2) + (0 - 1) / 2
    expect(logisticProbability(model, evidence(3), vector(3), cues)).toBeCloseTo(
      1 / (1 + Math.exp(-sum)),
      12,
    )
  })

  test('lies between 0 and 1 and rises with a feature of positive weight', () => {
    const value = fc.double({ min: -50, max: 50, noNaN: true })
    fc.assert(
      fc.property(value, value, fc.constantFrom(...GATE_FEATURES), (low, by, feature) => {
        const before = logisticProbability(logistic(), evidence(low), vector(low), NO_CUES)
        const raised = { ...evidence(low), [feature]: low + Math.abs(by) }
        const after = logisticProbability(
          logistic(),
          raised,
          vector(feature === 'direction' ? low + Math.abs(by) : low),
          feature in NO_CUES ? { ...NO_CUES, [feature]: true } : NO_CUES,
        )
        expect(before).toBeGreaterThanOrEqual(0)
        expect(after).toBeLessThanOrEqual(1)
        expect(after).toBeGreaterThanOrEqual(before)
      }),
    )
  })
})

describe('the gate', () => {
  const gate = createGate(MODEL)

  test('has a model and a threshold for each language', () => {
    expect(gate.probability(input(0, false))).toBe(0.5)
    expect(gate.probability(input(0, true))).toBeLessThan(0.2)
    expect(gate.passes(input(0, false))).toBe(true)
    expect(gate.passes(input(0, true))).toBe(false)
    expect(gate.passes(input(1, true))).toBe(true)
  })

  test('passes exactly at the threshold', () => {
    const at = createGate({ ...MODEL, zh: logistic({ threshold: 0.5 }) })
    expect(at.passes(input(0, false))).toBe(true)
    expect(at.passes(input(-0.001, false))).toBe(false)
  })

  test('asks less of a further office beside one that passed, but not nothing', () => {
    const beside = input(-0.1, false)
    expect(gate.passes(beside)).toBe(false)
    expect(gate.passesBeside(beside)).toBe(true)
    expect(gate.passesBeside(input(-1, false))).toBe(false)
  })

  test('whatever passes alone passes beside another', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.boolean(), (value, english) => {
        if (gate.passes(input(value, english))) {
          expect(gate.passesBeside(input(value, english))).toBe(true)
        }
      }),
    )
  })
})

describe('where the best measure has no lay questions', () => {
  const gate = createGate(MODEL)
  const bareInput = (ownCosine: number, english = false): GateInput => ({
    ...input(0, english),
    ownCosine,
  })

  test('its own model and thresholds decide', () => {
    expect(gate.probability(bareInput(0))).toBe(0.5)
    expect(gate.probability(bareInput(0, true))).toBe(0.5)
    expect(gate.passes(bareInput(0))).toBe(false)
    expect(gate.passesBeside(bareInput(0))).toBe(true)
    expect(gate.passes(bareInput(0, true))).toBe(true)
    expect(gate.passes(input(0, true))).toBe(false)
  })

  test('the nearest sentence counts', () => {
    expect(gate.probability(bareInput(1))).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
    expect(gate.passes(bareInput(1))).toBe(true)
  })

  test('what only lay questions tell does not', () => {
    const told = { ...evidence(0), bestLay: 9, bestShare: 9, bestEnglishCosine: 9 }
    expect(gate.probability({ ...bareInput(0), evidence: told })).toBe(0.5)
    expect(gate.probability({ ...input(0, false), evidence: told })).toBeGreaterThan(0.9)
  })
})

describe('the file', () => {
  const saved = async (content: unknown): Promise<string> => {
    const file = join(folder, 'gate.json')
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }
  const refusal = (file: string, embedder = 'an-embedder'): AppError => {
    try {
      loadGate(file, embedder)
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
    throw new Error(`${file} was not refused`)
  }

  test('a sound one gives the gate of its model', async () => {
    const gate = loadGate(await saved(MODEL), 'an-embedder')
    expect(gate.probability(input(0.3, true))).toBe(createGate(MODEL).probability(input(0.3, true)))
  })

  test('the committed one is sound, and belongs to one embedder', () => {
    const file = join(projectRoot, 'embeddings', 'gate.json')
    const error = refusal(file, 'no such embedder')
    expect(error.message).toContain('no such embedder')
    expect(error.message).toMatch(/fitted with embedder [0-9a-f]{16}/)
  })

  test('one of another embedder is refused, and both are named', async () => {
    const error = refusal(await saved(MODEL), 'another-embedder')
    expect(error.code).toBe('bad_configuration')
    expect(error.message).toContain('an-embedder')
    expect(error.message).toContain('another-embedder')
  })

  test.each([
    ['no JSON', '{"embedder": ', 'JSON'],
    ['nothing', '', 'JSON'],
    ['a list', [], 'expected object'],
    ['a field that is not known', { ...MODEL, extra: 1 }, 'extra'],
    ['a missing language', { ...MODEL, en: undefined }, 'en'],
    [
      'a feature that is missing',
      { ...MODEL, zh: { ...MODEL.zh, mean: { margin: 0 } } },
      'zh.mean',
    ],
    ['a deviation of 0', { ...MODEL, zh: { ...MODEL.zh, deviation: each(0) } }, 'zh.deviation'],
    ['a threshold above 1', { ...MODEL, en: { ...MODEL.en, threshold: 1.5 } }, 'en.threshold'],
    [
      'a fit on the test questions',
      { ...MODEL, fitted: { ...MODEL.fitted, zh: { ...MODEL.fitted.zh, split: 'test' } } },
      'fitted.zh.split',
    ],
    [
      'a date that is none',
      { ...MODEL, fitted: { ...MODEL.fitted, en: { ...MODEL.fitted.en, on: '2026-13-45' } } },
      'fitted.en.on',
    ],
  ])('with %s it is refused, with file and place', async (_what, content, place) => {
    const file = await saved(content)
    const error = refusal(file)
    expect(error.code).toBe('bad_configuration')
    expect(error.message).toContain(file)
    expect(error.message).toContain(place)
  })

  test('a missing one is refused with its name', () => {
    const file = join(folder, 'nowhere.json')
    expect(refusal(file)).toMatchObject({
      code: 'bad_configuration',
      message: expect.stringContaining(file),
    })
  })
})
