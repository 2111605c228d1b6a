/** What a sticky pattern matches at `start`, or `undefined`. */
export function matchAt(sticky: RegExp, text: string, start: number): string | undefined {
  sticky.lastIndex = start
  return sticky.exec(text)?.[0]
}
