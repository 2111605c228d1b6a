import { describe, expect, test } from 'vitest'
import { composedAnswer } from '../testing/composed-answer.fixture.js'
import { withoutRemarks } from '../testing/changed-answer.fixture.js'
import { sampleRefusal, sampleSources } from '../testing/sample-context.fixture.js'
import { createAskedStrengthReader } from './asked-strength.js'

const read = createAskedStrengthReader(sampleSources)
const asking = (
  strength: { class: 'in_force' | 'pilot' | 'supported' | 'explored'; word: string } | undefined,
  gold = 'haikou-20/7',
  type: 'strength' | 'facet' = 'strength',
) => ({ type, gold: [gold], strength })

describe('what an answer says of the clause asked about', () => {
  const explored = composedAnswer('zh-Hant-TW', ['haikou-20/7#2'])

  test('is right by class and word', () => {
    expect(read(asking({ class: 'explored', word: '争取' }), explored)).toBe('right')
    expect(read(asking({ class: 'explored', word: '探索' }), explored)).toBe('other')
  })

  test('is weaker, stronger or not said', () => {
    expect(read(asking({ class: 'pilot', word: '试点' }), explored)).toBe('weaker')
    const supported = composedAnswer('en', ['haikou-20/7#3'])
    expect(read(asking({ class: 'explored', word: '争取' }), supported)).toBe('stronger')
    const silent = withoutRemarks(explored)
    expect(read(asking({ class: 'explored', word: '争取' }), silent)).toBe('unsaid')
  })

  test('of what is in force nothing need be said, unless that was asked', () => {
    const plain = composedAnswer('zh-Hans', ['dalian-43/33#1'])
    const inForce = { class: 'in_force', word: '可' } as const
    expect(read(asking(inForce, 'dalian-43/33', 'facet'), plain)).toBe('right')
    expect(read(asking(inForce, 'dalian-43/33'), plain)).toBe('unsaid')
  })

  test('beside others is told from alone', () => {
    const mixed = composedAnswer('zh-Hans', ['shenzhen-20/5#1'])
    expect(read(asking({ class: 'pilot', word: '试点' }, 'shenzhen-20/5'), mixed)).toBe('several')
  })

  test('is not read where nothing is expected or another measure is cited', () => {
    expect(read(asking(undefined), explored)).toBeUndefined()
    expect(read(asking({ class: 'pilot', word: '试点' }, 'dalian-43/1'), explored)).toBeUndefined()
    expect(
      read(asking({ class: 'pilot', word: '试点' }), sampleRefusal('no_evidence')),
    ).toBeUndefined()
  })
})
