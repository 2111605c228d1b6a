import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTempProject, type TempProject } from '../testing/temp-project.js'

const TIMEOUT_MS = 180_000

let project: TempProject
beforeAll(async () => {
  project = await createTempProject()
}, TIMEOUT_MS)
afterAll(() => project.remove())

// The runtime keeps an identifier of the machine, and what it has not sent yet, in the user's folder.
test('a search by the model leaves nothing in the folder of the user', {
  timeout: TIMEOUT_MS,
}, async () => {
  const home = join(project.folder, 'home')
  await mkdir(home)
  const search = project.run(['search', '贝类'], { HOME: home })
  expect(await search.ended).toMatchObject({ code: 0 })
  expect(existsSync(join(project.folder, 'embeddings/index'))).toBe(true)
  expect(await readdir(home)).toEqual([])
})
