import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that nobody else is given meanwhile. */
export interface ReservedPort {
  readonly port: number
  /** Lets go of the port, so that the service can listen there; may be called again. */
  release(): Promise<void>
}

/**
 * A free port of the system's choice, held until the service is ready to listen: links in answers
 * carry the port, so it must be known before. Whoever connects meanwhile is sent away.
 *
 * @throws Error of the system when the host cannot be listened on.
 */
export async function reservePort(host: string): Promise<ReservedPort> {
  const server = createServer((socket) => socket.destroy())
  server.listen({ host, port: 0 })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) {
    throw new Error(`expected the address of a port on ${host}, found ${address}`)
  }
  return {
    port: address.port,
    async release() {
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
