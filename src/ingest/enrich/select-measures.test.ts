import { describe, expect, test } from 'vitest'
import { AppError } from '../../errors.js'
import { selectMeasures } from './select-measures.js'

const ORDER = ['1', '2', '2-1', '2-3', '3', '7', '8', '9', '12A']

describe('selectMeasures', () => {
  test.each([
    ['all', ORDER],
    ['7', ['7']],
    ['1, 7-9', ['1', '7', '8', '9']],
    ['2-3', ['2-3']],
    ['2-1-3', ['2-1', '2-3', '3']],
    ['9-12A,9', ['9', '12A']],
  ])('%s', (selection, keys) => {
    expect([...selectMeasures(selection, ORDER)]).toEqual(keys)
  })

  test.each(['', '4', '9-7', '1,,2', '1-99', 'alle'])('refuses "%s"', (selection) => {
    expect(() => selectMeasures(selection, ORDER)).toThrow(AppError)
  })
})
