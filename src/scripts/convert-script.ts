import {
  type ConvertText,
  createStandardToRegion,
  createToSimplified,
  standardConverter,
} from './opencc.js'
import { createPhraseMatcher } from './phrase-matcher.js'
import type { Region } from './region-signs.js'
import { loadScriptExceptions, type ScriptExceptions } from './script-exceptions.js'

/** Shows Simplified text in Traditional characters. */
export interface ScriptConverter {
  /**
   * The text in the Traditional characters of a region, character for character: words stay (for
   * those see `regional-wording.ts`) and so does the length. `“ ”` become `「 」`, `‘ ’` become `『 』`;
   * an apostrophe between Latin letters stays.
   */
  toTraditional(text: string, region: Region): string
  /** Traditional text of either region in Simplified characters, with `「 」` as `“ ”`. */
  toSimplified(text: string): string
}

const QUOTES: Readonly<Record<string, string>> = { '“': '「', '”': '」', '‘': '『', '’': '』' }
const QUOTE = /[“”‘]|(?<!\p{Script=Latin})’|’(?!\p{Script=Latin})/gu

/**
 * OpenCC's tables `cn → hk` and `cn → tw` with our exceptions before and display characters after.
 * The tables are built at the first conversion, not when the converter is made.
 */
export function createScriptConverter(
  exceptions: ScriptExceptions = loadScriptExceptions(),
): ScriptConverter {
  const converters = new Map<Region, ConvertText>()

  function converterFor(region: Region): ConvertText {
    const known = converters.get(region)
    if (known) return known
    const standard = standardConverter()
    const variant = createStandardToRegion(region === 'HK' ? 'hk' : 'tw')
    const display = new Map(Object.entries(exceptions.characters[region]))
    const split = createPhraseMatcher(
      exceptions.phrases.map((each) => [each.from, each[region] ?? each.to ?? each.from] as const),
    )
    const converter: ConvertText = (text) =>
      split(text)
        .map((piece) => piece.value ?? withDisplay(variant(standard(piece.text)), display))
        .join('')
        .replace(QUOTE, (quote) => QUOTES[quote] ?? quote)
    converters.set(region, converter)
    return converter
  }

  let toSimplified: ConvertText | undefined

  return {
    toTraditional: (text, region) => converterFor(region)(text),
    toSimplified: (text) => {
      toSimplified ??= createSimplifier()
      return toSimplified(text)
    },
  }
}

const TO_SIMPLIFIED_QUOTES: Readonly<Record<string, string>> = {
  '「': '“',
  '」': '”',
  '『': '‘',
  '』': '’',
}

/** Turns Traditional text of either region into Simplified, with `「 」` as `“ ”`. */
export function createSimplifier(): ConvertText {
  const fromHongKong = createToSimplified('hk')
  const fromTaiwan = createToSimplified('tw')
  return (text) =>
    fromTaiwan(fromHongKong(text)).replace(
      /[「」『』]/gu,
      (mark) => TO_SIMPLIFIED_QUOTES[mark] ?? mark,
    )
}

function withDisplay(text: string, display: ReadonlyMap<string, string>): string {
  return Array.from(text, (character) => display.get(character) ?? character).join('')
}
