import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { reasonClass } from './reason-class.js'

test.each([
  ['no source', 'no_source'],
  ['said before', 'repeated'],
  ['quantities: 10 is not in the source', 'quantities'],
  ['meaning: 0.71 is below 0.8', 'meaning'],
  ['大连', 'other'],
  ['', 'other'],
  ['constructor', 'other'],
])('%s is of the kind %s', (reason, kind) => {
  expect(reasonClass(reason)).toBe(kind)
})

test('knows every reason that generating itself gives, and every check by its name', () => {
  const read = (path: string) => readFileSync(join(projectRoot, 'src', path), 'utf8')
  const own = [
    ...read('generation/generate-answer.ts').matchAll(/(?:reject\(|reason: )'([^']+)'/g),
  ].map(([, reason = '']) => reason)
  expect(own.length).toBeGreaterThan(4)
  expect(own.filter((reason) => reasonClass(reason) === 'other')).toEqual([])
  const [, body = ''] = read('verification/checks.ts').split('return {')
  const checks = [...body.matchAll(/^ {4}(\w+): create/gm)].map(([, name = '']) => name)
  expect(checks.length).toBeGreaterThan(10)
  expect(checks.filter((name) => reasonClass(`${name}: x`) !== name)).toEqual([])
})
