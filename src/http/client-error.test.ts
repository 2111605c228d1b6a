import { type AddressInfo, connect } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

const { app } = await buildTestApp(createFakeAssistant())
await app.listen({ host: '127.0.0.1', port: 0 })

afterAll(() => app.close())

describe('what is no HTTP', () => {
  test.each([
    ['a request line of nonsense', 'NONSENSE\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/9.9\r\n\r\n'],
    ['a header too large', `GET /livez HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    [
      'two lengths',
      'POST /api/v1/answers HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
    ],
  ])('%s is refused with a problem', async (_, bytes) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    const received = await new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (chunk) => {
        text += String(chunk)
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(text))
      socket.write(bytes)
    })
    const [head = '', body = ''] = received.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(head.toLowerCase()).toContain('content-type: application/problem+json; charset=utf-8')
    expect(head.toLowerCase()).toContain(`content-length: ${Buffer.byteLength(body)}`)
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ code: 'invalid_request' })
  })
})
