import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeAtomically } from './atomic-write.js'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-'))
  path = join(folder, 'file')
  writeFileSync(path, 'old')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const accept = async (): Promise<void> => undefined

test('replaces a file when it was written and passed its check', async () => {
  const seen: string[] = []
  await writeAtomically(
    path,
    async (temporary) => writeFileSync(temporary, 'new'),
    async (temporary) => seen.push(readFileSync(temporary, 'utf8'), readFileSync(path, 'utf8')),
  )
  expect(seen).toEqual(['new', 'old'])
  expect(readFileSync(path, 'utf8')).toBe('new')
})

test.each<[string, (temporary: string) => Promise<void>, () => Promise<void>]>([
  ['nothing was written', accept, accept],
  ['an empty file', async (temporary) => writeFileSync(temporary, ''), accept],
  [
    'the writer gave up',
    async (temporary) => {
      writeFileSync(temporary, 'half')
      throw new Error('the writer gave up')
    },
    accept,
  ],
  [
    'the check failed',
    async (temporary) => writeFileSync(temporary, 'half'),
    async () => {
      throw new Error('the check failed')
    },
  ],
])('keeps the old file and nothing else when %s', async (_, write, check) => {
  await expect(writeAtomically(path, write, check)).rejects.toMatchObject({
    code: 'bad_index',
    message: expect.stringContaining(`${path}: expected to write the whole file, found `),
  })
  expect(readdirSync(folder)).toEqual(['file'])
  expect(readFileSync(path, 'utf8')).toBe('old')
})
