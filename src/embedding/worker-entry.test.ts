import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findWorkerEntry } from './worker-entry.js'

describe('findWorkerEntry', () => {
  test('is the bundle beside a bundled module', () => {
    expect(findWorkerEntry('file:///app/dist/cli.js').href).toBe(
      'file:///app/dist/embedding-worker.js',
    )
  })

  test('is a file that exists where the code runs from source', () => {
    const entry = findWorkerEntry(import.meta.url)
    expect(entry.pathname).toMatch(/\/source-worker\.mjs$/)
    expect(existsSync(entry)).toBe(true)
  })
})
