/** Width of a text in half-width columns: a Han character, and all that is set like one, takes two. */
export function visualWidth(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}
