import { missingQuantities } from '../quantities/missing-quantities.js'
import type { Check } from './check.js'

/** Every number, amount, period and date of the claim must be one of the cited sentences. */
export function createQuantityCheck(): Check {
  return ({ reading, found }, { texts }) => {
    let masked = reading.original
    // 第33项 and 大连43项 are names of measures and documents, not amounts.
    for (const { start, end } of [...found.measures, ...found.names]) {
      masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end)
    }
    const [missing] = missingQuantities(masked, texts)
    return missing === undefined
      ? undefined
      : `quantity: ${masked.slice(missing.start, missing.end)}`
  }
}
