import * as toTraditional from 'opencc-js/cn2t'
import * as toSimplified from 'opencc-js/t2cn'

/** Converts a whole text. */
export type ConvertText = (text: string) => string

/** A group of OpenCC's tables that are looked up together, each `from to|from to|…`. */
type TableGroup = readonly string[]

/** Name of an OpenCC locale with Traditional characters. */
export type TraditionalLocale = 'hk' | 'tw'

const from: Readonly<Record<string, readonly TableGroup[] | undefined>> = toTraditional.Locale.from
const to: Readonly<Record<string, readonly TableGroup[] | undefined>> = toTraditional.Locale.to
const toCn: Readonly<Record<string, readonly TableGroup[] | undefined>> = toSimplified.Locale.to
const factory: (...groups: (readonly TableGroup[])[]) => ConvertText =
  toTraditional.ConverterFactory
const simplifier: (options: { from: string; to: string }) => ConvertText = toSimplified.Converter

let simplifiedToStandard: ConvertText | undefined

/**
 * Simplified to OpenCC's own Traditional. The table is built at the first call of the process (about
 * 0.1 s and 40 MB) and shared by all that ask for it.
 */
export function standardConverter(): ConvertText {
  simplifiedToStandard ??= factory(from['cn'] ?? [])
  return simplifiedToStandard
}

/** OpenCC's own Traditional to the variant characters of a region. */
export function createStandardToRegion(locale: TraditionalLocale): ConvertText {
  return factory(to[locale] ?? [])
}

/** A region's Traditional to Simplified. */
export function createToSimplified(locale: TraditionalLocale): ConvertText {
  return simplifier({ from: locale, to: 'cn' })
}

/** Pairs of single characters, Traditional and Simplified, that differ. */
export function traditionalPairs(): (readonly [string, string])[] {
  return (toCn['cn'] ?? []).flat().flatMap((table) =>
    table.split('|').flatMap((entry) => {
      const [traditional = '', simplified = ''] = entry.split(' ')
      const isOne = [...traditional].length === 1 && traditional !== simplified
      return isOne ? [[traditional, simplified] as const] : []
    }),
  )
}
