import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { captureIo } from '../testing/capture-io.js'
import { measuresCommand } from './measures.js'

async function run(...args: string[]): Promise<string> {
  const io = captureIo()
  expect(await measuresCommand.run(args, io)).toBe(0)
  expect(io.stderrText()).toBe('')
  return io.stdoutText()
}

const rowsSchema = z.array(
  z.strictObject({
    id: z.string(),
    documentId: z.string(),
    officeId: z.string(),
    number: z.int(),
    label: z.string(),
    title: z.string().min(1),
    text: z.string().min(1).optional(),
  }),
)

describe('measures', () => {
  test('lists all measures under their documents', async () => {
    const lines = (await run()).split('\n')
    expect(lines.filter((line) => /^ {2}[a-z0-9-]+\/\d+ {2}/.test(line))).toHaveLength(116)
    expect(lines).toContain('116 measures in 5 documents')
  })

  test('lists one document', async () => {
    const text = await run('--document', 'hainan-ftp-cases')
    expect(text.match(/^ {2}hainan-ftp-cases\/\d+/gm)).toHaveLength(4)
    expect(text).toContain('4 measures in 1 documents')
    expect(text).not.toContain('dalian-43/')
  })

  test('--json prints only JSON, with the whole text when asked for', async () => {
    const rows = rowsSchema.parse(JSON.parse(await run('--json')))
    expect(rows).toHaveLength(116)
    expect(rows.every(({ text }) => text === undefined)).toBe(true)
    const [whole] = rowsSchema.parse(
      JSON.parse(await run('--json', '--text', '--document', 'dalian-43')),
    )
    expect(whole?.id).toBe('dalian-43/1')
    expect(whole?.text?.startsWith(whole.title)).toBe(true)
  })

  test('--text prints every line of every measure', async () => {
    const rows = rowsSchema.parse(JSON.parse(await run('--json', '--text')))
    const printed = await run('--text')
    for (const { text = '' } of rows) {
      for (const line of text.split('\n')) expect(printed).toContain(`      ${line}\n`)
    }
  })
})
