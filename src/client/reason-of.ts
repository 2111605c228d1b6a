/** Why a fetch failed, in words: Node says only "fetch failed" and keeps the reason as the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  // Where several addresses were tried, the error has no message of its own.
  return error.message || ('code' in error ? String(error.code) : error.name)
}
