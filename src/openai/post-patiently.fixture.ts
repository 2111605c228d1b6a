import { setTimeout as pause } from 'node:timers/promises'

/** How often, and after which milliseconds, a busy server is asked again. */
const TRIES = 100
const PAUSE_MS = 250

/** `fetch`, but a machine that runs other tests may be too busy for a moment: then it asks again. */
export const fetchPatiently: typeof fetch = async (input, init) => {
  for (let left = TRIES; ; left -= 1) {
    const response = await fetch(input, init)
    if (response.status !== 503 || left === 0) return response
    await pause(PAUSE_MS)
  }
}

/** Posts JSON with {@link fetchPatiently}. */
export function postPatiently(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetchPatiently(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
