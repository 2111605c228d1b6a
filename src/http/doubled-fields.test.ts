import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doubledFields } from './doubled-fields.js'

/** JSON of a tree of objects whose fields may stand twice, and the paths of those that do. */
interface Doubled {
  readonly json: string
  readonly paths: readonly string[]
}

type Tree =
  | string
  | number
  | boolean
  | null
  | readonly Tree[]
  | { readonly fields: readonly Field[] }
type Field = readonly [name: string, value: Tree]

function write(tree: Tree, at: readonly (string | number)[]): Doubled {
  if (tree === null || typeof tree !== 'object') return { json: JSON.stringify(tree), paths: [] }
  if ('fields' in tree) {
    const names = new Set<string>()
    const parts = tree.fields.map(([name, value]) => {
      const here = [...at, name]
      const held = write(value, here)
      const own = names.has(name) ? [here.join('.')] : []
      names.add(name)
      return { json: `${JSON.stringify(name)} : ${held.json}`, paths: [...own, ...held.paths] }
    })
    return {
      json: `{${parts.map(({ json }) => json).join(',')}}`,
      paths: parts.flatMap(({ paths }) => paths),
    }
  }
  const parts = tree.map((value, index) => write(value, [...at, index]))
  return {
    json: `[${parts.map(({ json }) => json).join(' ,')}]`,
    paths: parts.flatMap(({ paths }) => paths),
  }
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', 'a', '通') }),
    fc.integer(),
    fc.constantFrom(true, null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.record({
      fields: fc.array(
        fc.tuple(fc.constantFrom('a', 'b', '"', '\\"', '', '通', '{:'), tie('tree')),
        {
          maxLength: 4,
        },
      ),
    }),
  ),
}))

describe('doubledFields', () => {
  test.each([
    ['{}', []],
    ['{"a":1,"b":1}', []],
    ['{"a":{"a":1},"b":{"a":[{"a":1},{"a":1}]}}', []],
    ['["a","a"]', []],
    ['{"a":"a","b":"\\"a\\":"}', []],
    ['{"a":1,"a":1}', ['a']],
    ['{"a":1,"a":1,"a":1}', ['a', 'a']],
    ['{"b":[0,{"a":1,"a":1}]}', ['b.1.a']],
    ['[{"x":{"y":[],"y":{}}}]', ['0.x.y']],
    [String.raw`{"a":1,"\u0061":1}`, ['a']],
    ['"a"', []],
  ] as const)('%s', (json, expected) => {
    expect(doubledFields(json)).toEqual(expected)
  })

  test('finds every doubled field of any JSON, and no other', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const { json, paths } = write(value, [])
        JSON.parse(json)
        expect(doubledFields(json)).toEqual(paths)
      }),
      { numRuns: 500 },
    )
  })

  test('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(doubledFields(JSON.stringify(value))).toEqual([])
      }),
    )
  })

  test('is at home in 64 kB of anything', () => {
    expect(doubledFields(`{"a":"${'\\"'.repeat(32_000)}"}`)).toEqual([])
    expect(doubledFields(`${'['.repeat(32_000)}${']'.repeat(32_000)}`)).toEqual([])
    expect(doubledFields(`{${'"a":1,'.repeat(8000)}"a":1}`)).toHaveLength(8000)
  })
})
