/**
 * - `network`: nothing came, or it broke off
 * - `unexpected`: something came that is not of this API: a redirect, a page, broken JSON
 */
export type ConnectionErrorKind = 'network' | 'unexpected'

/** No whole answer of the API came. Only failures of kind `network` are worth trying again. */
export class ConnectionError extends Error {
  readonly kind: ConnectionErrorKind

  constructor(kind: ConnectionErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ConnectionError'
    this.kind = kind
  }
}
