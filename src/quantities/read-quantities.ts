import { type FormsReading, type Page, preparePage } from './page.js'
import type { Quantity } from './quantity.js'
import { readAmounts } from './read-amounts.js'
import { readRates, readRoundTheClock, readTimes } from './read-clock.js'
import { readDates } from './read-dates.js'
import { readOrdinals } from './read-ordinals.js'
import { readShares } from './read-shares.js'

/**
 * Every quantity of a text in Simplified or Traditional Chinese or in English, in order of place:
 * amounts with their units and bounds, ranges, dates, times, rates and ordinals. Idioms (一站式,
 * one-stop), source markers ([S1.2]), list markers, versions and codes (5G) hold none. Numbers up to
 * 10^16 and beyond are exact.
 *
 * Known limits: "from A to B" and 由A至B are two quantities (a change), "between A and B" and a bare
 * A至B a range; a rule that names dates by their weekday, lunar or Republican year is not read.
 *
 * Linear in the length of the text; never throws.
 */
export function readQuantities(text: string): Quantity[] {
  return [...readPage(preparePage(text)).found]
}

/** As {@link readQuantities}, and what is left of the page: idioms and quantities are blank. */
export function readPage(page: Page): FormsReading<Quantity> {
  let found: Quantity[] = []
  let left = page
  for (const read of READERS) {
    const reading = read(left)
    found = found.concat(reading.found)
    left = reading.page
  }
  return { found: found.toSorted((a, b) => a.start - b.start || a.end - b.end), page: left }
}

/** Each takes its own from the page: a year is no number any more when numbers are read. */
const READERS: readonly ((page: Page) => FormsReading<Quantity>)[] = [
  readRoundTheClock,
  readDates,
  readTimes,
  readRates,
  readShares,
  readOrdinals,
  readAmounts,
]
