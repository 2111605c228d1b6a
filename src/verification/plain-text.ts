/** Emphasis and list marks that models put around words; they say nothing. */
const MARKUP = /\*\*|__|^[ \t]*(?:[-*•·]|\d{1,2}[.)、](?!\d))[ \t]+/gmu

/** Blanks beside Chinese characters are typesetting. */
const BLANK_NEAR_HAN =
  /(?<=[\p{Script=Han}“”「」『』《》（），。；：、])\s+(?=\S)|(?<=\S)\s+(?=[\p{Script=Han}“”「」『』《》（），。；：、])/gu

/** A generated sentence without emphasis and list marks, line breaks as blanks. */
export function withoutMarkup(text: string): string {
  return text.replace(MARKUP, '').replace(/\s+/gu, ' ').trim()
}

/** A text as it is compared: one line, without the blanks that typesetting puts beside Chinese. */
export function plainText(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(BLANK_NEAR_HAN, '').trim()
}
