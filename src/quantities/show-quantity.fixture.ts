import type { Quantity } from './quantity.js'
import { readQuantities } from './read-quantities.js'

/** A quantity in a few words, for tables: `3..5 day`, `10000 CNY less-than`, `4 count(party)`, `#19`. */
export function showQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'amount': {
      const { value, unit, counted, bound } = quantity
      const number = typeof value === 'string' ? value : `${value.low}..${value.high}`
      const of = counted.length === 0 ? '' : `(${counted.join('|')})`
      return `${number} ${unit}${of}${bound === 'exact' ? '' : ` ${bound}`}`
    }
    case 'date': {
      const { year, month, day, part } = quantity
      const date = `date ${[year ?? '', month ?? '', day ?? ''].join('-')}`
      return part === undefined ? date : `${date} ${part}`
    }
    case 'time-of-day':
      return `time ${Math.floor(quantity.minutes / 60)}:${String(quantity.minutes % 60).padStart(2, '0')}`
    case 'ordinal':
      return `#${quantity.value}`
    case 'rate':
      return `per ${quantity.unit}`
    case 'round-the-clock':
      return 'always'
  }
}

/** All quantities of a text, as {@link showQuantity} writes them. */
export function showAll(text: string): string[] {
  return readQuantities(text).map(showQuantity)
}
