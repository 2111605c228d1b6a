import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import wabt from 'wabt'
import { projectRoot } from '../../project-root.js'
import { INT8_DOTS_WASM } from './int8-dots.js'

test('the bytes are what the text assembles to', async () => {
  const path = join(projectRoot, 'src/indexes/large/int8-dots.wat')
  const { parseWat } = await wabt()
  const assembled = parseWat(path, readFileSync(path, 'utf8'), { simd: true })
  assembled.validate()
  const { buffer } = assembled.toBinary({})
  expect(Buffer.from(buffer).toString('base64')).toBe(INT8_DOTS_WASM)
})
