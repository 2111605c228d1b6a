import { joinRange } from './join-range.js'
import { type Measured, measureNumber } from './measure-number.js'
import { findNumbers } from './number-tokens.js'
import { type FormsReading, type Page, type PageSpan, withoutSpans } from './page.js'
import type { Amount } from './quantity.js'
import { formatRational, isLess } from './rational.js'
import { readBound } from './read-bounds.js'

/** Reads every number with its unit and bound. */
export function readAmounts(page: Page): FormsReading<Amount> {
  const measured = findNumbers(page.rest).flatMap((token) => measureNumber(page, token) ?? [])
  const found: Amount[] = []
  const spans: PageSpan[] = []
  for (let index = 0; index < measured.length; index += 1) {
    const first = measured[index]
    const second = measured[index + 1]
    if (first === undefined) continue
    const joined = second === undefined ? undefined : joinRange(page, first, second)
    if (joined === undefined && first.onlyJoined) continue
    found.push(...(joined ?? [first]).map((part) => bounded(page, part)))
    spans.push(first)
    if (joined === undefined || second === undefined) continue
    spans.push(second)
    index += 1
  }
  return { found, page: withoutSpans(page, spans) }
}

function bounded(page: Page, measured: Measured): Amount {
  const { low, high, unit, counted, token, over } = measured
  const reading = readBound(
    page.folded,
    { start: measured.start, numberEnd: token.end, unitEnd: measured.end },
    unit,
    over,
  )
  const isRange = isLess(low, high)
  const bound = token.vague && reading.bound === 'exact' ? 'about' : reading.bound
  return {
    kind: 'amount',
    value: isRange ? { low: formatRational(low), high: formatRational(high) } : formatRational(low),
    unit,
    counted,
    bound,
    start: reading.start,
    end: reading.end,
  }
}
