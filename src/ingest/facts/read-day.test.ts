import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHanNumeral } from '../../domain/han-numerals.js'
import { DAY, lastDayOf, readDay } from './read-day.js'

const WHOLE = new RegExp(`^(?:${DAY})$`, 'u')

describe('readDay', () => {
  test.each([
    ['2024年5月1日', '2024-05-01'],
    ['二○二四年五月一日', '2024-05-01'],
    ['二〇二四年十二月三十一日', '2024-12-31'],
    ['二零二四年十月二十日', '2024-10-20'],
    ['二o二四年五月廿一日', '2024-05-21'],
    ['民国113年1月5日', '2024-01-05'],
    ['中华民国一百十三年一月五日', '2024-01-05'],
    ['民国113.01.05', '2024-01-05'],
    ['一百十三年一月五日', '2024-01-05'],
    ['113年1月5日', '2024-01-05'],
    ['2024-05-01', '2024-05-01'],
    ['2024/5/1', '2024-05-01'],
    ['2024.05.01', '2024-05-01'],
    ['1 may 2024', '2024-05-01'],
    ['14 june 2024', '2024-06-14'],
    ['3rd day of june 2024', '2024-06-03'],
    ['may 1, 2024', '2024-05-01'],
    ['sept. 30, 2024', '2024-09-30'],
    ['2024年2月29日', '2024-02-29'],
    ['2023年2月29日', null],
    ['2024年2月30日', null],
    ['2024年13月1日', null],
    ['31 june 2024', null],
  ])('%s is %s', (text, day) => {
    expect(WHOLE.test(text)).toBe(true)
    expect(readDay(text)).toBe(day)
  })

  test.each(['2024年5月', '5月1日', '12024年5月1日', '1.2024.05.01', '24-05-01'])(
    '%s is no day',
    (text) => {
      expect(WHOLE.test(text)).toBe(false)
    },
  )

  test('reads every day in every writing', () => {
    const days = fc.date({
      min: new Date('1912-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, (date) => {
        const [year, month, day] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]
        const iso = date.toISOString().slice(0, 10)
        const hanYear = [...String(year)]
          .map((digit) => '〇一二三四五六七八九'.charAt(Number(digit)))
          .join('')
        const writings = [
          `${year}年${month}月${day}日`,
          `${hanYear}年${toHanNumeral(month)}月${toHanNumeral(day)}日`,
          `民国${year - 1911}年${month}月${day}日`,
        ]
        for (const text of writings) expect(WHOLE.test(text) ? readDay(text) : text).toBe(iso)
      }),
    )
  })
})

test.each([
  ['2024-03-01', 2, 0, '2026-02-28'],
  ['2024-01-01', 5, 0, '2028-12-31'],
  ['2024-01-15', 0, 6, '2024-07-14'],
  ['2024-02-29', 1, 0, '2025-02-28'],
])('%s and %i years, %i months: the last day is %s', (day, years, months, last) => {
  expect(lastDayOf(day, years, months)).toBe(last)
})
