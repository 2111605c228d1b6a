/**
 * The units in which texts are compared: each Han character, each number with its separators and
 * percent sign, each other word; spaces and punctuation one by one. Joined they are the text.
 */
export function textTokens(text: string): string[] {
  return text.match(TOKEN) ?? []
}

const TOKEN = /\p{Script=Han}|\d+(?:[.,]\d+)*[%％‰]?|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+|[^]/gu

/** Whether a token is more than white space or punctuation. */
export function isWordToken(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token)
}
