// Cc (control), Cf (zero-width, bidirectional marks, soft hyphen, tags), lone surrogates, private use,
// and what else is drawn as nothing (fillers, variation selectors, the empty Braille pattern): none of
// them is part of a question, and some hide words from a reader.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * What a reader sees of a text: without control and zero-width characters, line breaks and runs of
 * white space as one blank. May be empty.
 */
export function visibleText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .trim()
}
