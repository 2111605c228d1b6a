import { describe, expect, test } from 'vitest'
import { COUNT_ROWS } from './count-table.js'
import { readQuantities } from './read-quantities.js'
import { UNITS } from './unit-table.js'
import { UNIT_NAMES, unitRow } from './units.js'

const unitWords = UNIT_NAMES.flatMap((unit) => [
  ...unitRow(unit).zh.map((word) => ({ unit, word, text: `共计7${word}，如上` })),
  ...unitRow(unit).en.map((word) => ({ unit, word, text: `It takes 7 ${word}, as above` })),
])

describe('every word of the unit table is read as its unit', () => {
  test.each(unitWords)('$word is $unit', ({ unit, text }) => {
    expect(readQuantities(text)).toMatchObject([{ kind: 'amount', value: '7', unit }])
  })
})

describe('every word that counts is read as what it counts', () => {
  test.each(
    COUNT_ROWS.flatMap(({ name, zh, zhNouns, en }) => [
      ...zh.map((word) => ({ name, text: `共计7${word}，如上` })),
      ...zhNouns.map((word) => ({ name, text: `共计7个${word}，如上` })),
      ...en.map(([, plural]) => ({ name, text: `There are 7 large ${plural} in all` })),
    ]),
  )('$text: $name', ({ name, text }) => {
    const [quantity, ...others] = readQuantities(text)
    expect(others).toEqual([])
    expect(quantity?.kind === 'amount' && quantity.counted).toContain(name)
  })
})

test('no word names two units', () => {
  const words = UNIT_NAMES.flatMap((unit) => [
    ...new Set([...unitRow(unit).zh, ...unitRow(unit).en]),
  ])
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
})

test('months and working days have no part in hours', () => {
  expect(UNITS.month.dimension).not.toBe(UNITS.day.dimension)
  expect(UNITS['working-day'].dimension).not.toBe(UNITS.day.dimension)
})
