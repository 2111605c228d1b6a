import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createNameMatcher } from './name-matcher.js'

const found = (names: readonly (readonly [string, string])[], text: string): [string, string][] =>
  createNameMatcher(names)(text).map(({ ids, start, end }) => [
    text.slice(start, end),
    ids.join('+'),
  ])

describe('createNameMatcher', () => {
  const names = [
    ['大连', 'dalian'],
    ['大连海关', 'dalian'],
    ['大连市场监管局', 'regulator'],
    ['海南', 'haikou'],
    ['海南', 'ftp'],
    ['海口', 'haikou'],
    ['上海口岸', 'shanghai'],
    ['上海', 'shanghai'],
    ['dalian', 'dalian'],
    ['dalian customs', 'dalian'],
    ["xi'an", 'xian'],
    ['大连43', 'list'],
    ['ürümqi', 'urumqi'],
  ] as const

  test.each<[string, [string, string][]]>([
    ['', []],
    ['深圳', []],
    [
      '大连海关和海口',
      [
        ['大连海关', 'dalian'],
        ['海口', 'haikou'],
      ],
    ],
    ['大连市场监管局', [['大连市场监管局', 'regulator']]],
    ['大连市', [['大连', 'dalian']]],
    ['在海南办', [['海南', 'haikou+ftp']]],
    // The longest at a place wins, and what lies inside it is no name of its own.
    ['上海口岸', [['上海口岸', 'shanghai']]],
    [
      '大连大连',
      [
        ['大连', 'dalian'],
        ['大连', 'dalian'],
      ],
    ],
    [
      'dalian customs, dalian',
      [
        ['dalian customs', 'dalian'],
        ['dalian', 'dalian'],
      ],
    ],
    ['medaliand', []],
    ['dalians', []],
    ['dalian2', []],
    ['dalianés dalianß', []],
    // Where the longest is glued to another letter, a shorter one may still stand free.
    ['dalian customsx', [['dalian', 'dalian']]],
    ['在dalian办', [['dalian', 'dalian']]],
    ['dalian-43', [['dalian', 'dalian']]],
    ["xi'an", [["xi'an", 'xian']]],
    ["xi'ang", []],
    ['xürümqi', []],
    ['ürümqi.', [['ürümqi', 'urumqi']]],
    ['大连43项', [['大连43', 'list']]],
    ['大连430项', [['大连', 'dalian']]],
  ])('%j', (text, expected) => {
    expect(found(names, text)).toEqual(expected)
  })

  test('an empty name is no name, and one id is named once', () => {
    expect(
      found(
        [
          ['', 'nobody'],
          ['甲', 'a'],
          ['甲', 'a'],
        ],
        '甲',
      ),
    ).toEqual([['甲', 'a']])
  })

  test('every mention is a name with all its ids, the longest there, and none overlap', () => {
    const unit = fc.constantFrom('甲', '乙', 'a', 'b', '1', ' ')
    const entries = fc.array(
      fc.tuple(fc.string({ unit, minLength: 1, maxLength: 3 }), fc.constantFrom('x', 'y', 'z')),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(entries, fc.string({ unit, maxLength: 20 }), (list, text) => {
        const isFree = (name: string, at: number): boolean =>
          text.startsWith(name, at) &&
          !/[ab1]{2}/.test(text.charAt(at - 1) + name.charAt(0)) &&
          !/[ab1]{2}/.test(name.slice(-1) + text.charAt(at + name.length))
        const expected: [string, string][] = []
        for (let at = 0; at < text.length; at += 1) {
          const fitting = list.map(([name]) => name).filter((name) => isFree(name, at))
          const longest = fitting.toSorted((a, b) => b.length - a.length)[0]
          if (longest === undefined) continue
          const ids = list.filter(([name]) => name === longest).map(([, id]) => id)
          expected.push([longest, [...new Set(ids)].join('+')])
          at += longest.length - 1
        }
        expect(found(list, text)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
