import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors.js'
import { readTextFile, readYaml } from './read-yaml.js'

const schema = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(['a', 'b']).optional(),
  measures: z.array(z.strictObject({ number: z.int().positive() })).default([]),
})

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-yaml-'))
  file = join(folder, 'some.yaml')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function errorOf(run: () => unknown): AppError {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected an error, found none')
}

describe('readTextFile', () => {
  test('gives the text as it is, byte order mark and line ends included', () => {
    writeFileSync(file, '\ufeff一、\r\n𠮷\n')
    expect(readTextFile(file)).toBe('\ufeff一、\r\n𠮷\n')
  })

  test.each<[string, Uint8Array]>([
    ['another encoding', Uint8Array.of(0xb4, 0xf3, 0xc1, 0xac)],
    ['a character cut in two', Uint8Array.of(0xe5, 0xa4)],
    ['an encoded surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
  ])('refuses %s', (_, bytes) => {
    writeFileSync(file, bytes)
    const error = errorOf(() => readTextFile(file))
    expect(error.code).toBe('bad_corpus')
    expect(error.message).toContain(`${file}: expected a readable UTF-8 file`)
  })

  test('refuses a file that is not there', () => {
    const error = errorOf(() => readTextFile(file))
    expect(error.code).toBe('bad_corpus')
    expect(error.message).toMatch(/ENOENT/)
    expect(error.cause).toBeInstanceOf(Error)
  })
})

describe('readYaml', () => {
  const read = (text: string): z.infer<typeof schema> => {
    writeFileSync(file, text)
    return readYaml(file, schema)
  }

  test('gives what the schema makes of it', () => {
    expect(read('title: &t 大连\nkind: a\n')).toEqual({ title: '大连', kind: 'a', measures: [] })
    expect(read('\ufefftitle: "x"\n')).toEqual({ title: 'x', measures: [] })
  })

  test.each<[string, string, string, string]>([
    ['broken YAML', 'title: x\nmeasures: [1\n', ':3:1: ', ']'],
    ['a doubled key', 'title: x\ntitle: y\n', ':2:1: ', 'unique'],
    ['two documents', 'title: x\n---\ntitle: y\n', ':2:', 'multiple documents'],
    ['an alias of nothing', 'kind: a\ntitle: *nope\n', ':2: ', 'found "*nope"'],
    ['an empty file', '', ': the file: ', 'expected object, received null'],
    ['a missing key', 'kind: a\n', ': title: ', 'expected string, received undefined'],
    ['an unknown key', 'title: x\ntitel: y\n', ':2: the file: ', 'found "titel"'],
    [
      'an unknown key inside',
      'title: x\nmeasures:\n  - number: 1\n    no: 2\n',
      ':4: measures.0: ',
      'expected only known keys, found "no"',
    ],
    ['a wrong type', 'title: x\nmeasures:\n  - number: one\n', ':3: measures.0.number: ', '"one"'],
    ['a wrong choice', 'title: x\nkind: c\n', ':2: kind: ', 'expected one of "a"|"b", found "c"'],
    ['a number too small', 'title: x\nmeasures:\n  - number: 0\n', ':3: ', 'to be >0, found 0'],
  ])('refuses %s', (_, text, place, found) => {
    const error = errorOf(() => read(text))
    expect(error.code).toBe('bad_corpus')
    expect(error.message).toContain(`${file}${place}`)
    expect(error.message).toContain(found)
  })

  test('lists the first few faults, each on a line with its place', () => {
    const measures = Array.from({ length: 9 }, () => '  - number: 0\n').join('')
    const lines = errorOf(() => read(`title: x\nmeasures:\n${measures}`)).message.split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.every((line, index) => line.startsWith(`${file}:${index + 3}: `))).toBe(true)
  })
})
