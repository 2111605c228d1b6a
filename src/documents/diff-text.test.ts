import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DiffPart, diffText } from './diff-text.js'

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']): string =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('')

/** As a reader of a terminal sees it: [-old-]{+new+}. */
const written = (before: string, after: string): string =>
  diffText(before, after)
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`,
    )
    .join('')

const chinese = fc
  .array(
    fc.constantFrom(
      '海',
      '关',
      '企',
      '业',
      '可',
      '，',
      '。',
      '10',
      '9610',
      ' ',
      '\n',
      'RCEP',
      '😀',
    ),
    {
      maxLength: 60,
    },
  )
  .map((tokens) => tokens.join(''))

describe('diffText', () => {
  test('loses nothing of either text, and gives each change once', () => {
    fc.assert(
      fc.property(
        fc.oneof(chinese, fc.string()),
        fc.oneof(chinese, fc.string()),
        (before, after) => {
          const parts = diffText(before, after)
          expect(without(parts, 'added')).toBe(before)
          expect(without(parts, 'removed')).toBe(after)
          for (const [index, { kind, text }] of parts.entries()) {
            expect(text).not.toBe('')
            expect(parts[index + 1]?.kind).not.toBe(kind)
          }
          // A pair of changes is told with the old words first.
          expect(
            parts.some(({ kind }, at) => kind === 'added' && parts[at + 1]?.kind === 'removed'),
          ).toBe(false)
        },
      ),
    )
  })

  test('tells of a text and itself that all of it stayed', () => {
    fc.assert(
      fc.property(chinese, (text) => {
        expect(diffText(text, text)).toEqual(text === '' ? [] : [{ kind: 'same', text }])
      }),
    )
  })

  test('finds one insertion and one deletion where they were made', () => {
    fc.assert(
      fc.property(chinese, fc.nat(60), fc.constantFrom('新', '新增'), (text, at, added) => {
        const tokens = [...text]
        const place = Math.min(at, tokens.length)
        const longer = [...tokens.slice(0, place), added, ...tokens.slice(place)].join('')
        // Within a number or a Latin word the whole word counts as changed.
        const isInside =
          /[\p{L}\p{N}]$/u.test(tokens[place - 1] ?? '') && /^[A-Z0-9]/.test(tokens[place] ?? '')
        fc.pre(!isInside)
        expect(diffText(text, longer).filter(({ kind }) => kind !== 'same')).toEqual([
          { kind: 'added', text: added },
        ])
        expect(diffText(longer, text).filter(({ kind }) => kind !== 'same')).toEqual([
          { kind: 'removed', text: added },
        ])
      }),
    )
  })

  test.each([
    ['价值5000元以下的样品', '价值10000元以下的样品', '价值[-5000-]{+10000+}元以下的样品'],
    ['不超过2.5%的货物', '不超过3%的货物', '不超过[-2.5%-]{+3%+}的货物'],
    ['企业可以申请', '高级认证企业可以申请', '{+高级认证+}企业可以申请'],
    ['通过“单一窗口”申请，免费办理', '申请，免费办理', '[-通过“单一窗口”-]申请，免费办理'],
    ['apply within five days', 'apply within ten days', 'apply within [-five-]{+ten+} days'],
    ['', '新的', '{+新的+}'],
  ])('%s → %s', (before, after, expected) => {
    expect(written(before, after)).toBe(expected)
  })

  test('a word or two that happens to stay does not break a rewording in pieces', () => {
    const parts = diffText('支持企业开展出口退货业务', '鼓励企业参与跨境电商业务')
    expect(parts.filter(({ kind }) => kind === 'removed').length).toBeLessThanOrEqual(2)
    expect(parts.at(-1)).toEqual({ kind: 'same', text: '业务' })
  })

  test('texts that have nothing in common are replaced as a whole, however long they are', () => {
    const before = Array.from({ length: 4000 }, (_, index) => String.fromCodePoint(0x4e00 + index))
    const after = Array.from({ length: 4000 }, (_, index) => String.fromCodePoint(0x6e00 + index))
    expect(diffText(`甲${before.join('')}乙`, `甲${after.join('')}乙`)).toEqual([
      { kind: 'same', text: '甲' },
      { kind: 'removed', text: before.join('') },
      { kind: 'added', text: after.join('') },
      { kind: 'same', text: '乙' },
    ])
  })
})
