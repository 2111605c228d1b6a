import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../errors.js'
import { entriesOf, withDraft, withFields, withoutDraftMark, withoutEntry } from './entry-file.js'

const ORDER = ['1', '2', '2-3', '4', '12A']

const FILE = `# Head, with  odd   spacing
measures:
  # about one
  - number: 1   # first
    zh: [
      "甲？",
      '乙？',
    ]
    en:
      - >-
        folded
        words

  # about four
  - number: 4
    draft: true   # by a model
    responsible:
      - { name: 海关, quote: "经海关同意" }
    # a remark at the end
# foot
`

describe('withDraft', () => {
  test('goes to its place in the order of the measures; all else stays to the byte', () => {
    const text = withDraft(
      FILE,
      ORDER,
      { key: '2-3', fields: { zh: ['丙：丁'], en: ['#x'] } },
      'HEAD',
    )
    const added = `  - number: 2-3
    draft: true
    zh:
      - 丙：丁
    en:
      - "#x"
`
    expect(text).toContain(`        words\n${added}`)
    expect(text.replace(added, '')).toBe(FILE)
    expect(entriesOf(text).map(({ key, draft }) => [key, draft])).toEqual([
      ['1', false],
      ['2-3', true],
      ['4', true],
    ])
  })

  test('before the first and behind the last', () => {
    const last = withDraft(FILE, ORDER, { key: '12A', fields: { zh: ['丙'] } }, '')
    expect(entriesOf(last).map(({ key }) => key)).toEqual(['1', '4', '12A'])
    const first = withDraft(last, ['0', ...ORDER], { key: '0', fields: {} }, '')
    expect(entriesOf(first).map(({ key }) => key)).toEqual(['0', '1', '4', '12A'])
    for (const line of FILE.split('\n')) expect(first).toContain(line)
  })

  test('a new file, an empty list, and a list in flow style', () => {
    const entry = { key: '4', fields: { zh: ['丙'] } }
    const written = withDraft('', ORDER, entry, '# head\n')
    expect(written).toBe('# head\nmeasures:\n  - number: 4\n    draft: true\n    zh:\n      - 丙\n')
    expect(entriesOf(withDraft('# none\nmeasures: []\n', ORDER, entry, ''))).toEqual([
      { key: '4', draft: true, fields: { zh: ['丙'] } },
    ])
    const flow = withDraft('measures: [{ number: 1, zh: [甲] }] # kept\n', ORDER, entry, '')
    expect(entriesOf(flow).map(({ key }) => key)).toEqual(['1', '4'])
    expect(flow).toContain('# kept')
  })

  test('a file without a line break at its end', () => {
    const text = withDraft(
      'measures:\n  - number: 1\n    zh: [甲]',
      ORDER,
      { key: '2', fields: {} },
      '',
    )
    expect(entriesOf(text).map(({ key }) => key)).toEqual(['1', '2'])
  })

  test('what is no list of entries is refused', () => {
    expect(() => entriesOf('measures: 5\n')).toThrow(AppError)
    expect(() => entriesOf('measures: [\n')).toThrow(/expected YAML/u)
  })
})

test('withoutDraftMark takes one line and nothing else', () => {
  const text = withoutDraftMark(FILE, '4')
  expect(text).toBe(FILE.replace('    draft: true   # by a model\n', ''))
  const flow = withoutDraftMark('measures:\n  - { number: 4, draft: true, zh: [甲] }\n', '4')
  expect(entriesOf(flow)).toEqual([{ key: '4', draft: false, fields: { zh: ['甲'] } }])
  expect(() => withoutDraftMark(FILE, '2')).toThrow(/expected an entry 2/u)
})

test('withoutEntry takes the entry; a file of facets says that it is partial, once', () => {
  const text = withoutEntry(FILE, '4', true)
  expect(entriesOf(text).map(({ key }) => key)).toEqual(['1'])
  expect(text).toContain('partial: true\nmeasures:')
  expect(text).toContain("      '乙？',\n    ]\n    en:\n      - >-\n        folded\n")
  expect(text).toContain('# foot')
  const twice = withoutEntry(withDraft(text, ORDER, { key: '2', fields: {} }, ''), '2', true)
  expect(twice.match(/partial/gu)).toHaveLength(1)
  expect(entriesOf(withoutEntry(text, '1', false))).toEqual([])
})

test('withFields leaves the entry a draft', () => {
  const text = withFields(FILE, '4', { who: ['企业'] })
  expect(entriesOf(text).at(-1)).toEqual({ key: '4', draft: true, fields: { who: ['企业'] } })
  expect(text.slice(0, FILE.indexOf('  - number: 4'))).toBe(
    FILE.slice(0, FILE.indexOf('  - number: 4')),
  )
})

test('whatever is written is read again, and goes without a trace', () => {
  const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 })
  fc.assert(
    fc.property(fc.constantFrom('2', '2-3', '12A'), words, (key, zh) => {
      const text = withDraft(FILE, ORDER, { key, fields: { zh } }, '')
      expect(entriesOf(text).find((entry) => entry.key === key)).toEqual({
        key,
        draft: true,
        fields: { zh },
      })
      expect(withoutEntry(text, key, false)).toBe(FILE)
      const accepted = withoutDraftMark(text, key)
      expect(entriesOf(accepted).find((entry) => entry.key === key)?.draft).toBe(false)
      expect(accepted.length).toBe(text.length - '    draft: true\n'.length)
    }),
  )
})
