/** An address of the web as it is; `#` for any other, so that no link runs or opens something else. */
export function webAddress(address: string): string {
  return /^https?:\/\//i.test(address) ? address : '#'
}
