import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from './errors.js'

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "policy-assistant"')) {
      return folder
    }
    const parent = dirname(folder)
    if (parent === folder) {
      throw new AppError(
        'bad_configuration',
        'package.json of policy-assistant was not found above the code',
      )
    }
    folder = parent
  }
}

/** Folder that holds `package.json`, `corpus/` and `embeddings/`; the same from `src/` and `dist/`. */
export const projectRoot: string = findRoot()
