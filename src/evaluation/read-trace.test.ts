import { describe, expect, test } from 'vitest'
import type { GenerationReport } from '../generation/generate-answer.js'
import { readTrace } from './read-trace.js'
import { sampleCorpus } from './testing/sample-context.fixture.js'

const documents = (trace: Record<string, unknown>) => readTrace({ trace }, sampleCorpus).documents

describe('readTrace', () => {
  test('the offices and documents named were searched', () => {
    const understanding = { officeIds: ['shenzhen-customs'], documentIds: ['dalian-43'] }
    expect(documents({ understanding, hits: [{ measureId: 'dalian-43/1' }] }).toSorted()).toEqual([
      'dalian-43',
      'shenzhen-20',
    ])
    expect(documents({ understanding: { officeIds: [], documentIds: [] } })).toEqual([])
  })

  test('evidence wholly outside them tells where was searched instead', () => {
    const hits = [{ measureId: 'gacc-2024-facilitation/4' }]
    const silent = { officeIds: ['dalian-customs'], documentIds: [] }
    expect(documents({ understanding: silent, hits })).toEqual(['gacc-2024-facilitation'])
    const uncovered = { officeIds: ['xiamen-customs'], documentIds: [] }
    expect(documents({ understanding: uncovered, hits })).toEqual(['gacc-2024-facilitation'])
    expect(documents({ understanding: { officeIds: [], documentIds: [] }, hits })).toEqual([])
  })

  test('a trace that says less, or nothing, is no error', () => {
    const nothing = { gateProbability: null, documents: [], generation: null }
    expect(readTrace({ trace: { gateProbability: 0.5 } }, sampleCorpus)).toEqual({
      ...nothing,
      gateProbability: 0.5,
    })
    expect(readTrace({}, sampleCorpus)).toEqual(nothing)
    expect(
      readTrace({ trace: { gateProbability: 'x', hits: 3, generation: {} } }, sampleCorpus),
    ).toEqual(nothing)
  })

  test('what became of the model’s sentences, without what changes from run to run', () => {
    const generation: GenerationReport = {
      promptVersion: 2,
      verified: 3,
      replaced: [{ text: '可立即提离。', reason: 'strength' }],
      dropped: [],
      usage: { inputTokens: 10, outputTokens: 5 },
    }
    const read = (given: GenerationReport) =>
      readTrace({ trace: { generation: given } }, sampleCorpus).generation
    const { usage: _, ...kept } = generation
    expect(read(generation)).toEqual({ ...kept, failure: null })
    expect(read({ ...generation, failure: 'timeout' })?.failure).toBe('timeout')
  })
})
