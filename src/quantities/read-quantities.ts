import { type Page, preparePage, withoutSpans } from './page.js'
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
  return [...readPage(preparePage(text)).quantities]
}

/** What was read from a page, and the page without it. */
export interface PageReading {
  readonly quantities: readonly Quantity[]
  readonly page: Page
}

/** As {@link readQuantities}, also with what is left of the page. */
export function readPage(page: Page): PageReading {
  const always = readRoundTheClock(page)
  const { dates, page: afterDates } = readDates(withoutSpans(page, always), withoutSpans)
  const { times, page: afterTimes } = readTimes(afterDates, withoutSpans)
  const rates = readRates(afterTimes)
  const { shares, page: afterShares } = readShares(withoutSpans(afterTimes, rates), withoutSpans)
  const { ordinals, page: afterOrdinals } = readOrdinals(afterShares, withoutSpans)
  const { amounts, page: left } = readAmounts(afterOrdinals)
  const quantities = [...always, ...dates, ...times, ...rates, ...shares, ...ordinals, ...amounts]
  return { quantities: quantities.toSorted((a, b) => a.start - b.start || a.end - b.end), page: left }
}
