import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../errors.js'
import { encodeText } from '../testing/encode-text.js'
import { makeDocx, makeGovernmentPage } from '../testing/make-files.js'
import { readFile } from './read-file.js'

const LINES = [
  '某某办法',
  '第一条 为了规范进出口货物的监督管理，制定本办法。',
  '第二条 本办法自发布之日起施行。',
]
const TEXT = `${LINES.join('\n')}\n`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-file-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function failure(source: string | Uint8Array, name?: string): Promise<AppError> {
  try {
    await readFile(source, name)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected an error, found a text')
}

describe('what a file is is told from its contents', () => {
  test('a plain text stays as it is, but for encoding and line ends', async () => {
    const text = '\u3000第一条\u00a0 甲 \r\n\r\n第二条\r\ttab\n'
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])
    expect(await readFile(marked, 'a.txt')).toEqual({
      format: 'text',
      text: '\u3000第一条\u00a0 甲 \n\n第二条\n\ttab\n',
      hints: [],
      encoding: 'utf-8',
      properties: [],
      warnings: [],
    })
  })

  test('a file is read by its path', async () => {
    const path = join(folder, '办法.txt')
    await writeFile(path, encodeText(TEXT, 'gb18030'))
    expect(await readFile(path)).toMatchObject({ text: TEXT, encoding: 'gb18030' })
  })

  test('a page in an old encoding', async () => {
    const html = makeGovernmentPage(LINES, { charset: 'gb2312' })
    const file = await readFile(encodeText(html, 'gb18030'), 'a.html')
    expect(file).toMatchObject({ format: 'html', encoding: 'gb18030', text: TEXT })
    const lies = await readFile(Buffer.from(html), 'a.html')
    expect(lies).toMatchObject({ format: 'html', encoding: 'utf-8', text: TEXT })
    expect(lies.warnings[0]).toContain('gb2312')
  })

  test('a name that promises something else is a warning', async () => {
    const word = await readFile(await makeDocx(LINES), 'a.pdf')
    expect(word).toMatchObject({ format: 'docx', text: TEXT })
    expect(word.warnings).toEqual([
      'The name ends in .pdf, but the file is a Word file; it was read as that.',
    ])
    const html = await readFile(Buffer.from(makeGovernmentPage(LINES)), 'a.txt')
    expect(html).toMatchObject({ format: 'html', text: TEXT })
    const plain = await readFile(Buffer.from(TEXT), 'a.html')
    expect(plain).toMatchObject({ format: 'text', text: TEXT })
    expect(plain.warnings).toHaveLength(1)
    const bare = await readFile(
      Buffer.from(`<p>${LINES[1]}</p><p>${LINES[2]}${LINES[2]}</p>`),
      'page',
    )
    expect(bare).toMatchObject({ format: 'html', warnings: [] })
  })

  test('a text about HTML, or with comparisons, is a text', async () => {
    for (const text of ['价格<100元，数量>3的货物。\n', '<附件>一、甲\n', 'BM条款：第一条\n']) {
      expect(await readFile(Buffer.from(text), 'a.txt')).toMatchObject({ format: 'text', text })
    }
  })
})

describe('files that cannot be read', () => {
  test.each([
    ['空.txt', new Uint8Array(), /^空\.txt: found an empty file; /u],
    ['a.txt', Buffer.from(' \n\t\n'), /white space only/u],
    ['a.rtf', Buffer.from('{\\rtf1 x}'), /rich text file \(RTF\); open it in Word or WPS/u],
    ['a.docx', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), /a picture \(PNG\); recognise/u],
    ['a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /a picture \(JPEG\)/u],
    ['a.docx', Buffer.from('Rar!\x1a\x07\0', 'latin1'), /a RAR archive; unpack it/u],
    ['a.xlsx', zipSync({ 'xl/workbook.xml': strToU8('x') }), /an Excel file/u],
    ['a.mht', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related;'), /MHTML/u],
    ['a.xml', Buffer.from('<?xml version="1.0"?><pkg:package>'), /Word file saved as XML/u],
    ['a.exe', Buffer.from('MZ\x90\0\x03\0', 'latin1'), /a program/u],
    ['a.txt', Buffer.from('第一条\0\0\0第二条'), /3 NUL characters/u],
    ['a.pdf', Buffer.from('%PDF-1.7\nnonsense'), /a damaged PDF/u],
  ])('%s', async (name, bytes, message) => {
    const error = await failure(bytes, name)
    expect(error.code).toBe('bad_document')
    expect(error.message).toMatch(message)
    expect(error.message.startsWith(`${name}: found `)).toBe(true)
    expect(error.message).toMatch(/; \S/u)
  })

  test.each([
    ['WordDocument', /an old binary Word or WPS file/u],
    ['EncryptedPackage', /locked with a password/u],
    ['Workbook', /an old Excel file/u],
  ])('a compound file with %s', async (stream, message) => {
    const bytes = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1016),
      Buffer.from(stream, 'utf16le'),
    ])
    expect((await failure(bytes, 'a.doc')).message).toMatch(message)
  })

  test('a missing file, a folder, a device', async () => {
    expect((await failure(join(folder, 'none.txt'))).message).toMatch(
      /^none\.txt: found no such file/u,
    )
    expect((await failure(folder, 'f')).message).toMatch(/a folder/u)
    await symlink('/dev/zero', join(folder, 'zero.txt'))
    expect((await failure(join(folder, 'zero.txt'))).message).toMatch(/a device or pipe/u)
    await symlink(join(folder, 'none.txt'), join(folder, 'dangling.txt'))
    expect((await failure(join(folder, 'dangling.txt'))).message).toMatch(/no such file/u)
  })

  test('Markdown nested without end', async () => {
    const deep = Buffer.from(`${'> '.repeat(50_000)}第一条`)
    expect((await failure(deep, 'a.md')).code).toBe('bad_document')
  }, 60_000)

  test('a file over the limit is not even loaded', async () => {
    const path = join(folder, 'large.pdf')
    await writeFile(path, '%PDF-1.7')
    await truncate(path, 3 * 1024 ** 3)
    expect((await failure(path)).message).toMatch(/found 3072 MB, more than the limit of 50 MB/u)
  })
})
