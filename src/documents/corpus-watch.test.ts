import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { watchCorpus } from './corpus-watch.js'

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('what is told while a change is taken over is not lost, and not done at the same time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'watched-'))
  const ends: (() => void)[] = []
  let underWay = 0
  let most = 0
  const watch = watchCorpus(folder, 0, async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise<void>((resolve) => ends.push(resolve))
    underWay -= 1
  })
  watch.tell()
  watch.tell()
  watch.tell()
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await settle()
  // Once for all that was told meanwhile, and then no more.
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await settle()
  expect([ends.length, most, underWay]).toEqual([2, 1, 0])
  watch.tell()
  expect(ends).toHaveLength(3)
  ends[2]?.()
  watch.close()
  await rm(folder, { recursive: true })
})
