import { describe, expect, test } from 'vitest'
import { alignTranslation } from './align-translation.js'

const parts = [
  { text: '实施“甲”模式，', class: 'in_force' },
  { text: '试点乙，', class: 'pilot' },
  { text: '支持丙。', class: 'supported' },
] as const

describe('alignTranslation', () => {
  test('gives each part its words by their verbs', () => {
    expect(
      alignTranslation(
        parts,
        'It is to implement the "A" mode, to pilot B, with care, and to support C.',
      ),
    ).toEqual(['It is to implement the "A" mode,', ' to pilot B, with care,', ' and to support C.'])
  })

  test('keeps to the halves of a semicolon', () => {
    const halves = [
      { text: '实施甲；', class: 'in_force' },
      { text: '支持乙。', class: 'supported' },
    ] as const
    expect(alignTranslation(halves, 'A is done, so that it helps, supported by all; B.')).toEqual([
      'A is done, so that it helps, supported by all;',
      ' B.',
    ])
  })

  test('of nothing is nothing', () => {
    expect(alignTranslation(parts, '')).toEqual(['', '', ''])
    expect(alignTranslation([], 'Some words.')).toEqual([])
  })
})
