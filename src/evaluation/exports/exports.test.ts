import { describe, expect, test } from 'vitest'
import { sampleContext } from '../testing/sample-context.fixture.js'
import { promptfooConfig } from './promptfoo.js'
import { ragasDataset } from './ragas.js'
import { ragcheckerInput } from './ragchecker.js'

const context = sampleContext()

describe('exports', () => {
  test('promptfoo plays back the answers and asserts the reference or that nothing is cited', () => {
    const { providers, prompts, tests } = JSON.parse(promptfooConfig(context))
    expect([providers, prompts]).toEqual([['echo'], ['{{answer}}']])
    // The question that crashed has no answer to play back.
    expect(tests).toHaveLength(3)
    expect(tests[0].assert).toEqual([
      { type: 'contains-any', value: ['大连海关43项惠企措施第（十九）项'] },
    ])
    expect(tests[0].vars.answer).toContain('大连海关43项惠企措施第（十九）项')
    expect(tests[0].vars.context).toContain('dalian-43/19\n')
    expect(tests[2].assert).toEqual([{ type: 'not-contains', value: '[1]' }])
  })

  test('ragas gets one line for each question with a reference', () => {
    const lines = ragasDataset(context)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(2)
    expect(lines[0].reference).toContain('10000元')
    expect(lines[0].reference_contexts).toHaveLength(1)
    expect(lines[0].retrieved_context_ids[0]).toBe('dalian-43/19')
    expect(lines[0].retrieved_contexts).toHaveLength(lines[0].retrieved_context_ids.length)
    expect(Object.keys(lines[0])).toEqual([
      'user_input',
      'retrieved_contexts',
      'retrieved_context_ids',
      'reference_contexts',
      'reference_context_ids',
      'response',
      'reference',
    ])
  })

  test('RAGChecker gets results with query, truth, response and documents', () => {
    const { results } = JSON.parse(ragcheckerInput(context))
    expect(results).toHaveLength(2)
    expect(Object.keys(results[0])).toEqual([
      'query_id',
      'query',
      'gt_answer',
      'response',
      'retrieved_context',
    ])
    expect(results[0].retrieved_context[0]).toMatchObject({ doc_id: 'dalian-43/19' })
  })
})
