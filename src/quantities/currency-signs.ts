import type { UnitName } from './unit-table.js'

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
