import { UNITS, type UnitRow } from './unit-table.js'

/** Name of a unit. */
export type UnitName = keyof typeof UNITS

/** Every unit's name, in the order of the table. */
export const UNIT_NAMES = Object.keys(UNITS).filter(isUnitName)

/** Whether a text is the name of a unit. */
export function isUnitName(text: string): text is UnitName {
  return Object.hasOwn(UNITS, text)
}

/** The row of a unit, with its words as plain lists. */
export function unitRow(unit: UnitName): UnitRow {
  return UNITS[unit]
}

/** Signs and codes before an amount; the longer ones first. Folding has made ￥ and ＄ plain. */
export const CURRENCY_SIGNS: readonly (readonly [string, UnitName])[] = [
  ['人民币', 'CNY'],
  ['rmb¥', 'CNY'],
  ['rmb', 'CNY'],
  ['cny', 'CNY'],
  ['renminbi', 'CNY'],
  ['新台币', 'TWD'],
  ['新台币$', 'TWD'],
  ['nt$', 'TWD'],
  ['twd', 'TWD'],
  ['hk$', 'HKD'],
  ['hkd', 'HKD'],
  ['港币', 'HKD'],
  ['us$', 'USD'],
  ['usd', 'USD'],
  ['eur', 'EUR'],
  ['gbp', 'GBP'],
  ['jpy', 'JPY'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'CNY'],
  ['$', 'USD'],
]
