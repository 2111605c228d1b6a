import { describe, expect, test } from 'vitest'
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
    expect(readTrace({ trace: { gateProbability: 0.5 } }, sampleCorpus)).toEqual({
      gateProbability: 0.5,
      documents: [],
    })
    expect(readTrace({}, sampleCorpus)).toEqual({ gateProbability: null, documents: [] })
    expect(readTrace({ trace: { gateProbability: 'x', hits: 3 } }, sampleCorpus)).toEqual({
      gateProbability: null,
      documents: [],
    })
  })
})
