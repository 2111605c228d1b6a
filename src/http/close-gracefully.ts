import type { FastifyInstance } from 'fastify'

/** How often connections that have become idle are closed while the last requests finish. */
const IDLE_CHECK_MS = 50

/**
 * Stops listening, lets open requests finish for `graceMs` milliseconds, then cuts off what is left.
 * Connections that are kept open without a request do not hold it up.
 */
export async function closeGracefully(app: FastifyInstance, graceMs: number): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_CHECK_MS)
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(cut)
  }
}
