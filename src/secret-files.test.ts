import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.js'
import { withSecretFiles } from './secret-files.js'

const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('secrets in files', () => {
  test('take the place of their variables, without the line break of an editor', () => {
    const url = 'postgres://user:p%40ss@db.example/records'
    const { records, chat } = readConfig({
      DATABASE_URL_FILE: file('database', `${url}\n`),
      CHAT_MODEL: 'some-model',
      OPENAI_API_KEY_FILE: file('key', 'sk-canary\r\n'),
    })
    expect(records.databaseUrl).toBe(url)
    expect(chat?.apiKey).toBe('sk-canary')
  })

  test('what is not a secret is not read from a file', () => {
    expect(withSecretFiles({ PORT_FILE: '/nowhere' }, ['DATABASE_URL'])).toEqual({
      PORT_FILE: '/nowhere',
    })
  })

  test('is refused by name, and the secret is not shown', () => {
    const DATABASE_URL_FILE = file('wrong', 'mysql://user:hunter2@db.example')
    expect(() => readConfig({ DATABASE_URL_FILE })).toThrow(/DATABASE_URL: expected postgres/)
    expect(() => readConfig({ DATABASE_URL_FILE })).not.toThrow(/hunter2/)
    expect(() =>
      readConfig({ DATABASE_URL_FILE, DATABASE_URL: 'postgres://user@db.example/x' }),
    ).toThrow(/DATABASE_URL_FILE: expected nothing because DATABASE_URL is set/)
    expect(() => readConfig({ OPENAI_API_KEY_FILE: join(folder, 'none') })).toThrow(
      /OPENAI_API_KEY_FILE: expected a readable file/,
    )
    expect(() => readConfig({ OPENAI_API_KEY_FILE: file('empty', '\n') })).toThrow(
      /OPENAI_API_KEY_FILE: expected a value/,
    )
  })
})
