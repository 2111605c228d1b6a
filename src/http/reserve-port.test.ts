import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { reservePort } from './reserve-port.js'

test('holds a free port until it is released, and sends callers away', async () => {
  const reserved = await reservePort('127.0.0.1')
  const taken = createServer().listen({ host: '127.0.0.1', port: reserved.port })
  const [error] = (await once(taken, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('EADDRINUSE')

  const caller = connect(reserved.port, '127.0.0.1')
  caller.on('error', () => {})
  await once(caller, 'close')

  await reserved.release()
  await reserved.release()
  const next = createServer().listen({ host: '127.0.0.1', port: reserved.port })
  await once(next, 'listening')
  next.close()
})

test('says so when the host is not ours', async () => {
  await expect(reservePort('192.0.2.1')).rejects.toThrow(/192\.0\.2\.1/)
})
