import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, skipsBrowser } from '../../../widget/testing/open-browser.js'
import { escapeHtml, makePdf, printPdf } from '../../testing/make-files.js'
import { drawText, makeRawPdf } from '../../testing/make-raw-pdf.js'
import { ENCRYPTED_PDF } from './encrypted-pdf.fixture.js'
import { readPdf } from './read-pdf.js'

const read = (bytes: Uint8Array) => readPdf(bytes, 'a.pdf')
const STYLE =
  '<meta charset="utf-8"><style>body { font: 12pt "Noto Serif CJK SC" } table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #000; font-weight: normal; text-align: left }</style>'

describe.skipIf(skipsBrowser)('PDFs that a browser prints', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser.close()
  })

  test('lines are as printed, with their page', async () => {
    const long = '企业可以向海关申请办理有关手续，'.repeat(12)
    const file = await read(
      await makePdf(['第一条', long, ...new Array<string>(40).fill('段')], browser),
    )
    const lines = file.text.trimEnd().split('\n')
    expect(lines[0]).toBe('第一条')
    expect(lines.slice(1, 6).join('')).toContain('企业可以向海关申请办理有关手续，企业可以')
    expect(lines.length).toBe(file.hints.length)
    expect(file.hints[0]).toEqual({ page: 1, pageEdge: 'top' })
    expect(file.hints.at(-1)).toMatchObject({ pageEdge: 'bottom' })
    const pages = file.hints.map(({ page }) => page ?? 0)
    expect(pages).toEqual([...pages].sort((a, b) => a - b))
    expect(Math.max(...pages)).toBeGreaterThan(1)
    // Each page has one first and one last line.
    const edges = file.hints.filter(({ pageEdge }) => pageEdge !== undefined)
    expect(edges).toHaveLength(2 * Math.max(...pages))
  }, 60_000)

  test('cells of a ruled table have their place, also over the end of a page', async () => {
    const words = '对符合条件的货物实施“附条件提离”，'
    const rows = Array.from({ length: 24 }, (_, at) => {
      const content = `${words.repeat(3 + (at % 4))}完${at + 1}。`
      return `<tr><td style="width:3em">${at + 1}</td><td style="width:7em">优化措施之第${at + 1}项事项名称</td><td>${content}</td></tr>`
    })
    const html = `${STYLE}<p>任务表</p><table><tr><th>序号</th><th>事项</th><th>内容</th></tr>${rows.join('')}</table><p>表后</p>`
    const file = await read(await printPdf(html, browser))
    const lines = file.text.trimEnd().split('\n')
    const cell = (row: number, column: number) =>
      lines
        .filter((_, at) => {
          const place = file.hints[at]?.cell
          return place?.table === 0 && place.row === row && place.column === column
        })
        .join('')
    expect(file.hints[0]?.cell).toBeUndefined()
    expect(cell(0, 2)).toBe('内容')
    for (let row = 1; row <= 24; row += 1) {
      expect(cell(row, 0)).toBe(String(row))
      expect(cell(row, 1)).toBe(`优化措施之第${row}项事项名称`)
      expect(cell(row, 2)).toBe(`${words.repeat(3 + ((row - 1) % 4))}完${row}。`)
    }
    expect(lines.at(-1)).toBe('表后')
    expect(new Set(file.hints.map(({ page }) => page)).size).toBeGreaterThan(1)
  }, 60_000)

  test('merged cells stand once, at their first square', async () => {
    const html = `${STYLE}<table><tr><td colspan="3">表头文字</td></tr><tr><td rowspan="2">类</td><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>`
    const file = await read(await printPdf(html, browser))
    const places = file.hints.map(({ cell }) => `${cell?.row},${cell?.column}`)
    expect(
      file.text
        .trimEnd()
        .split('\n')
        .map((line, at) => `${line} ${places[at]}`),
    ).toEqual(['表头文字 0,0', '类 1,0', '1 1,1', '甲 1,2', '2 2,1', '乙 2,2'])
  }, 60_000)

  test('columns of a page are read one after the other', async () => {
    const column = (name: string) =>
      Array.from({ length: 12 }, (_, at) => `<p>${name}栏第${at + 1}行的文字</p>`).join('')
    const html = `${STYLE}<div style="columns: 2; height: 500px; column-fill: auto"><div style="break-after: column">${column('左')}</div>${column('右')}</div>`
    const lines = (await read(await printPdf(html, browser))).text.trimEnd().split('\n')
    expect(lines).toEqual(
      ['左', '右'].flatMap((name) =>
        Array.from({ length: 12 }, (_, at) => `${name}栏第${at + 1}行的文字`),
      ),
    )
  }, 60_000)

  test('rulings under a title make no table; watermarks are left out and told', async () => {
    const html = `${STYLE}<h1 style="border-bottom: 2px solid red">某某海关文件</h1><p>正文</p><div style="position: fixed; top: 300px; left: 100px; transform: rotate(-45deg); font-size: 60px">内部资料</div>`
    const file = await read(await printPdf(html, browser))
    expect(file.text).toBe('某某海关文件\n正文\n')
    expect(file.hints.every(({ cell }) => cell === undefined)).toBe(true)
    expect(file.warnings.join()).toMatch(/watermarks, was left out: 4 characters/u)
  }, 60_000)

  test('raised figures and slanted words stay on their line', async () => {
    const html = `${STYLE}<p>1.&emsp;A <i>licence</i> under section 5(2)<sup>1</sup> to “any person”.</p>`
    const file = await read(await printPdf(html, browser))
    expect(file.text).toMatch(/^1\. A licence under section 5\(2\) ?1 to “any person”\.\n$/u)
  }, 60_000)

  test('a page that is a picture among others is told', async () => {
    const picture =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const html = `${STYLE}<p>第一页有足够多的文字，所以不是扫描件，而是有文字层的文件。</p><div style="break-before: page"><img src="${picture}" width="400" height="600"></div>`
    const file = await read(await printPdf(html, browser))
    expect(file.warnings).toContainEqual(
      expect.stringMatching(/^Pages that are pictures without text: 2;/u),
    )
    const scan = `${STYLE}<img src="${picture}" width="400" height="600">`
    await expect(read(await printPdf(scan, browser))).rejects.toThrow(
      /a\.pdf: found a scanned PDF: 1 page, 1 pictures, 0 characters of text; recognise its text first \(OCR\)/u,
    )
  }, 60_000)

  test('a hundred pages take seconds', async () => {
    const line = '企业可以向海关申请办理有关手续，海关应当自受理之日起二十个工作日内作出决定。'
    const paragraphs = Array.from({ length: 1900 }, (_, at) => `第${at + 1}条 ${line}${line}`)
    const html = `${STYLE}${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}`
    const bytes = await printPdf(html, browser)
    const started = performance.now()
    const file = await read(bytes)
    const packed = file.text.replace(/\s+/gu, '')
    expect(packed).toBe(paragraphs.join('').replace(/\s+/gu, ''))
    expect(file.hints.at(-1)?.page).toBeGreaterThanOrEqual(100)
    expect(performance.now() - started).toBeLessThan(60_000)
  }, 180_000)
})

describe('PDFs made by hand', () => {
  test('lines that are drawn in no order are read from top to bottom', async () => {
    const drawn = [5, 1, 9, 3, 7, 2, 8, 4, 6, 10].map((line) =>
      drawText(`Line ${line}`, 72, 700 - 20 * line),
    )
    const file = await read(makeRawPdf([drawn.join('\n')]))
    expect(file.text).toBe(Array.from({ length: 10 }, (_, at) => `Line ${at + 1}\n`).join(''))
  })

  test('head and foot come first and last, whenever they are drawn', async () => {
    const content = [
      drawText('- 3 -', 290, 40),
      drawText('Gazette No. 3', 72, 800),
      drawText('Article 1', 72, 700),
      drawText('Text of it.', 72, 680),
    ].join('\n')
    const file = await read(makeRawPdf([content]))
    expect(file.text).toBe('Gazette No. 3\nArticle 1\nText of it.\n- 3 -\n')
    expect(file.hints.map(({ pageEdge }) => pageEdge)).toEqual([
      'top',
      undefined,
      undefined,
      'bottom',
    ])
  })

  test('what is drawn twice to look bold is read once', async () => {
    const content = [drawText('Chapter 1', 72, 700), drawText('Chapter 1', 72.4, 700)].join('\n')
    expect((await read(makeRawPdf([content]))).text).toBe('Chapter 1\n')
  })

  test('a password is told; one that is not needed is not asked for', async () => {
    const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'))
    await expect(read(bytes(ENCRYPTED_PDF.withUserPassword))).rejects.toMatchObject({
      code: 'bad_document',
      message: expect.stringMatching(/^a\.pdf: found a PDF locked with a password.*print it/u),
    })
    const open = await read(bytes(ENCRYPTED_PDF.withOwnerPassword))
    expect(open.text).toBe('1. Measures to facilitate trade\n')
  })

  test('a PDF without words', async () => {
    await expect(read(makeRawPdf(['0 0 100 100 re f']))).rejects.toThrow(
      /a PDF without text: 1 page, no pictures/u,
    )
  })

  test('a PDF of 3,000 pages is refused at once', async () => {
    const pages = new Array<string>(3000).fill(drawText('Page', 72, 700))
    const started = performance.now()
    await expect(read(makeRawPdf(pages))).rejects.toThrow(
      /a PDF of 3000 pages, more than the limit of 1000; cut it/u,
    )
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 60_000)

  test('a page whose parts call each other without end is given up', async () => {
    const part = (next: number) => {
      const content = next === 0 ? drawText('a', 10, 10) : '/X Do '.repeat(10)
      const xobject = next === 0 ? '' : `/XObject << /X ${next} 0 R >>`
      return `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> ${xobject} >> /Length ${content.length} >>\nstream\n${content}\nendstream`
    }
    const objects = Array.from({ length: 12 }, (_, at) => part(at < 11 ? 5 + at : 0))
    const bytes = makeRawPdf(['/X Do'], { resources: '/XObject << /X 4 0 R >>', objects })
    const started = performance.now()
    await expect(readPdf(bytes, 'a.pdf', { fileMs: 10_000, pageMs: 3000 })).rejects.toThrow(
      /a\.pdf: found a PDF that takes too (?:long to read \(at page 1 of 1\)|much memory)/u,
    )
    expect(performance.now() - started).toBeLessThan(30_000)
  }, 60_000)

  test('damage is told', async () => {
    const whole = makeRawPdf([drawText('Article 1', 72, 700)])
    await expect(read(whole.subarray(0, 100))).rejects.toThrow(/a\.pdf: found a .*PDF/u)
  })

  test('fonts that do not say what they show', async () => {
    const toPrivate =
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap end end'
    const objects = [
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>',
      `<< /Length ${toPrivate.length} >>\nstream\n${toPrivate}\nendstream`,
    ]
    const resources = '/Font << /F1 4 0 R /F2 3 0 R >>'
    const bytes = makeRawPdf([drawText('Article 1', 72, 700)], { resources, objects })
    await expect(read(bytes)).rejects.toThrow(/100 % of the characters cannot be read/u)
    const few = `${drawText('a', 72, 700)}\n${drawText('A text in a font that says what it is.', 72, 680).replace('F1', 'F2')}`
    const file = await read(makeRawPdf([few], { resources, objects }))
    expect(file.warnings.join()).toMatch(/% of the characters have no meaning/u)
  })
})
