import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { missingQuantities } from './missing-quantities.js'
import type { Quantity } from './quantity.js'
import { readQuantities } from './read-quantities.js'
import {
  BOUND_FORMS,
  drawnQuantity,
  renderQuantity,
  UNIT_FORMS,
} from './render-quantity.fixture.js'
import { sameQuantity } from './same-quantity.js'
import { showAll } from './show-quantity.fixture.js'
import { HAN_SPELLINGS, spellEnglish, spellHan } from './spell-number.fixture.js'

const anyInteger = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000_000_000 }),
  fc.integer({ min: 0, max: 20_000 }),
  // Many noughts: 1,000,500 and the like.
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 9 }), fc.nat({ max: 99 }))
    .map(([head, power, tail]) => head * 10 ** power + tail),
)

/** What a number on its own should read as. */
const asCount = (value: number): string[] => [`${value} count`]

describe('a whole number reads back the same', () => {
  test.each(Object.entries(HAN_SPELLINGS))('in Chinese, %s', (name, style) => {
    fc.assert(
      fc.property(anyInteger, (value) => {
        const written = spellHan(value, style)
        // A lone formal digit is a number only where money follows.
        const unit = name.startsWith('formal') ? '元' : '公里'
        const expected = `${value} ${name.startsWith('formal') ? 'CNY' : 'kilometre'}`
        expect(showAll(`全长共计${written}${unit}，如上`)).toEqual([expected])
        if (!name.startsWith('formal')) expect(showAll(`“${written}”`)).toEqual(asCount(value))
      }),
    )
  })

  test('in digits: plain, with separators, full-width', () => {
    fc.assert(
      fc.property(anyInteger, (value) => {
        const grouped = value.toLocaleString('en-US')
        const wide = String(value).replace(/\d/gu, (digit) =>
          String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
        )
        for (const written of [String(value), grouped, grouped.replaceAll(',', ' '), wide]) {
          expect(showAll(written)).toEqual(asCount(value))
          expect(showAll(`共${written}公里`)).toEqual([`${value} kilometre`])
        }
      }),
    )
  })

  test('in English words, with and without "and"', () => {
    fc.assert(
      fc.property(anyInteger, fc.boolean(), (value, and) => {
        const written = spellEnglish(value, and)
        expect(showAll(written)).toEqual(asCount(value))
        expect(showAll(`It is ${written} kilometres long`)).toEqual([`${value} kilometre`])
      }),
    )
  })
})

describe('a value with a unit and a bound', () => {
  const only = (text: string): Quantity => {
    const [quantity, ...others] = readQuantities(text)
    if (quantity === undefined || others.length > 0) {
      throw new Error(`expected one quantity in "${text}", found ${showAll(text).join('; ')}`)
    }
    return quantity
  }

  test('is the same in Simplified, Traditional and English', () => {
    fc.assert(
      fc.property(drawnQuantity, (drawn) => {
        const { hans, hant, en } = renderQuantity(drawn)
        const quantities = [hans, hant, en].map(only)
        for (const quantity of quantities) {
          expect(quantity.bound === 'over' ? 'more-than' : quantity.bound).toBe(drawn.bound.bound)
          for (const other of quantities) expect(sameQuantity(quantity, other)).toBe(true)
        }
        expect(missingQuantities(en, [hans])).toEqual([])
        expect(missingQuantities(hant, [en])).toEqual([])
      }),
    )
  })

  test('is another once its value, its unit or its bound is changed', () => {
    fc.assert(
      fc.property(
        drawnQuantity,
        fc.integer({ min: 1, max: 5000 }),
        fc.nat({ max: UNIT_FORMS.length - 2 }),
        fc.nat({ max: BOUND_FORMS.length - 2 }),
        (drawn, more, unitStep, boundStep) => {
          const { hans, hant, en } = renderQuantity(drawn)
          const unit = other(UNIT_FORMS, drawn.unit, unitStep)
          const bound = other(BOUND_FORMS, drawn.bound, boundStep)
          const changes = [
            { ...drawn, thousandths: drawn.thousandths + more },
            { ...drawn, bound },
            ...(sameMoney(drawn.unit.hans, unit.hans) ? [] : [{ ...drawn, unit }]),
          ].map(renderQuantity)
          for (const original of [hans, hant, en]) {
            for (const changed of changes) {
              for (const text of [changed.hans, changed.hant, changed.en]) {
                expect(sameQuantity(only(original), only(text)), `${original} ${text}`).toBe(false)
                expect(missingQuantities(text, [original])).toHaveLength(1)
              }
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('its span, read alone, is the same quantity', () => {
    fc.assert(
      fc.property(drawnQuantity, (drawn) => {
        const { hans, hant, en } = renderQuantity(drawn)
        for (const text of [hans, hant, en]) {
          const { start, end } = only(text)
          expect(sameQuantity(only(text.slice(start, end)), only(text)), text).toBe(true)
        }
      }),
    )
  })
})

/** The entry `step` places after another one, never itself. */
function other<T>(list: readonly T[], one: T, step: number): T {
  return list[(list.indexOf(one) + 1 + step) % list.length] ?? one
}

/** 元 and 元人民币 are the same money. */
function sameMoney(a: string, b: string): boolean {
  return a.startsWith('元') && b.startsWith('元')
}

describe('any text', () => {
  /** What a reader of numbers is most likely to stumble over. */
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...'一 二 两 十 百 千 万 亿 零 〇 点 半 分之 百分之 第 年 月 日 天 小时 个 项 元 % ‰ 成 折 余 多 几 近 约 超 不 以上 内 至 到 - – ~ + / : . , ( ) [ ]'.split(
          ' ',
        ),
        ...'0 1 9 12 2024 24 7 x × ½ ① ² one two hundred and a half of the third May march to from between within per day months RMB $ S1'.split(
          ' ',
        ),
        ' ',
        '\n',
        '\u0000',
        '\ud83d',
        '😀',
        '１',
        '壹',
        '陆',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )

  test('never throws; spans lie in the text, in order, and hold something', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((all) => all.join('')),
        ),
        (text) => {
          const quantities = readQuantities(text)
          let last = 0
          for (const quantity of quantities) {
            expect(quantity.start).toBeGreaterThanOrEqual(last)
            expect(quantity.end).toBeGreaterThan(quantity.start)
            expect(quantity.end).toBeLessThanOrEqual(text.length)
            expect(sameQuantity(quantity, quantity)).toBe(true)
            last = quantity.start
          }
          expect(missingQuantities(text, [text])).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('comparing does not depend on the order of the two', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const quantities = readQuantities(all.join(''))
        for (const a of quantities) {
          for (const b of quantities) expect(sameQuantity(a, b)).toBe(sameQuantity(b, a))
        }
      }),
    )
  })
})

test('a number for each of 150,000 characters', () => {
  expect(readQuantities('½'.repeat(150_000))).toHaveLength(150_000)
})

describe('100,000 characters of one thing are read to the end', () => {
  test.each([
    '1',
    '1,',
    '1 000 ',
    '1.',
    '2024年',
    '一',
    '百',
    '万',
    '零',
    '十百千万',
    '三至五天',
    '至少',
    '不超过',
    '近',
    '约',
    'one ',
    'one hundred and ',
    'a half ',
    'at least ',
    'between 3 and ',
    '第一、',
    '(',
    '[S1',
    '第3至',
    '1 July 2024 ',
    '9:30 ',
    '24/7 ',
    'https://',
    '½',
    '一半',
    'no more than a total of the ',
    '每年',
    '3-',
    '5% ',
    '\u0000',
    '点一',
    '壹拾',
  ])('%j', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 99_990)
    expect(readQuantities(`${text}。共3.5公斤`).at(-1)).toMatchObject({
      kind: 'amount',
      value: '3.5',
      unit: 'kilogram',
    })
  })
})
