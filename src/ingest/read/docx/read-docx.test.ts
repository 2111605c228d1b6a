import { AlignmentType, Document, HeadingLevel, LevelFormat, Packer, Paragraph } from 'docx'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { makeWordFile, type WordParts, wordParagraph as p } from '../../testing/make-word-file.js'
import { readDocx } from './read-docx.js'

const read = (parts: WordParts) => readDocx(makeWordFile(parts), 'a.docx')

const list = (id: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`

const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`

const abstract = (id: number, levels: string) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`

const instance = (id: number, of: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`

async function linesOf(parts: WordParts): Promise<string[]> {
  return (await read(parts)).text.trimEnd().split('\n')
}

describe('automatic lists', () => {
  test('labels are counted and printed as Word shows them', async () => {
    const numbering =
      abstract(
        0,
        level(0, 'chineseCountingThousand', '第%1章', '<w:suff w:val="space"/>') +
          level(1, 'japaneseCounting', '第%2条', '<w:lvlRestart w:val="0"/>') +
          level(2, 'chineseCounting', '（%3）') +
          level(3, 'decimalEnclosedCircle', '%4', '<w:suff w:val="nothing"/>') +
          level(4, 'decimal', '%1.%2.%5', '<w:isLgl/>'),
      ) + instance(1, 0)
    const body = [
      p('总则', list(1)),
      p('为了规范', list(1, 1)),
      p('依照', list(1, 1)),
      p('申报', list(1, 2)),
      p('查验', list(1, 2)),
      p('抽样', list(1, 3)),
      p('送检', list(1, 3)),
      p('监管', list(1)),
      p('条的编号贯穿各章', list(1, 1)),
      p('项又从头开始', list(1, 2)),
      p('法定编号', list(1, 4)),
    ].join('')
    const file = await read({ body, numbering })
    expect(file.text.trimEnd().split('\n')).toEqual([
      '第一章 总则',
      '第一条 为了规范',
      '第二条 依照',
      '（一）申报',
      '（二）查验',
      '①抽样',
      '②送检',
      '第二章 监管',
      '第三条 条的编号贯穿各章',
      '（一）项又从头开始',
      '2.3.1 法定编号',
    ])
    expect(file.hints.every(({ autoNumbered }) => autoNumbered === true)).toBe(true)
  })

  test('two instances of a list share its count, unless one has a start of its own', async () => {
    const numbering =
      abstract(0, level(0, 'decimal', '%1.')) +
      instance(1, 0) +
      instance(2, 0) +
      instance(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>') +
      instance(4, 0, `<w:lvlOverride w:ilvl="0">${level(0, 'upperRoman', '%1)')}</w:lvlOverride>`)
    const body = [1, 1, 2, 3, 3, 4].map((id) => p('x', list(id))).join('')
    expect(await linesOf({ body, numbering })).toEqual([
      '1. x',
      '2. x',
      '3. x',
      '7. x',
      '8. x',
      'IX) x',
    ])
  })

  test('styles number paragraphs, and numId 0 takes the number away', async () => {
    const numbering =
      abstract(
        0,
        level(0, 'ideographTraditional', '%1、', '<w:pStyle w:val="Item"/>') +
          level(1, 'lowerLetter', '%2)', '<w:pStyle w:val="SubItem"/>'),
      ) + instance(1, 0)
    const styles =
      '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="SubItem"><w:name w:val="Sub"/><w:basedOn w:val="Item"/></w:style>'
    const style = (id: string) => `<w:pStyle w:val="${id}"/>`
    const body = [
      p('甲项', style('Item')),
      p('小项', style('SubItem')),
      p('无号', `${style('Item')}<w:numPr><w:numId w:val="0"/></w:numPr>`),
      p('乙项', style('Item')),
    ].join('')
    expect(await linesOf({ body, numbering, styles })).toEqual([
      '甲、甲项',
      'a) 小项',
      '无号',
      '乙、乙项',
    ])
  })

  test('an empty cell of an automatic list has its number, and bullets print none', async () => {
    const numbering =
      abstract(0, level(0, 'decimal', '%1')) +
      abstract(1, level(0, 'bullet', '\uf06c')) +
      instance(1, 0) +
      instance(2, 1)
    const row = (text: string) =>
      `<w:tr><w:tc><w:p><w:pPr>${list(1)}</w:pPr></w:p></w:tc><w:tc>${p(text)}</w:tc></w:tr>`
    const body = `<w:tbl>${row('甲')}${row('乙')}</w:tbl>${p('点', list(2))}`
    const file = await read({ body, numbering })
    expect(file.text).toBe('1\n甲\n2\n乙\n点\n')
    expect(file.hints[2]).toEqual({ cell: { table: 0, row: 1, column: 0 }, autoNumbered: true })
    expect(file.hints[4]).toEqual({})
  })

  test('lists that a library wrote', async () => {
    const document = new Document({
      numbering: {
        config: [
          {
            reference: 'articles',
            levels: [
              {
                level: 0,
                format: LevelFormat.CHINESE_COUNTING,
                text: '第%1条',
                alignment: AlignmentType.LEFT,
              },
            ],
          },
        ],
      },
      sections: [
        {
          children: [
            new Paragraph({ text: '总则', heading: HeadingLevel.HEADING_2 }),
            ...Array.from(
              { length: 12 },
              (_, at) =>
                new Paragraph({
                  text: `内容${at + 1}`,
                  numbering: { reference: 'articles', level: 0 },
                }),
            ),
          ],
        },
      ],
    })
    const file = await readDocx(await Packer.toBuffer(document), 'a.docx')
    const lines = file.text.split('\n')
    expect(lines[1]).toBe('第一条 内容1')
    expect(lines[12]).toBe('第十二条 内容12')
    expect(file.hints[0]).toEqual({ headingLevel: 2 })
  })
})

describe('text of a Word file', () => {
  test('breaks part lines; fields show their result, not their instruction', async () => {
    const body =
      '<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>' +
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r>' +
      '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>海关</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' +
      '<w:hyperlink><w:r><w:t>总署</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>网</w:t></w:r></w:p>'
    expect(await linesOf({ body })).toEqual(['第一行', '第二行', '海关总署-网'])
  })

  test('tracked changes are read as accepted', async () => {
    const body =
      '<w:p><w:r><w:t>企业</w:t></w:r><w:del><w:r><w:delText>应当</w:delText></w:r></w:del>' +
      '<w:ins><w:r><w:t>可以</w:t></w:r></w:ins><w:r><w:t>申请。</w:t></w:r></w:p>' +
      '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>两段</w:t></w:r></w:p><w:p><w:r><w:t>合一</w:t></w:r></w:p>' +
      `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${p('旧')}</w:tc><w:tc>${p('行')}</w:tc></w:tr><w:tr><w:tc>${p('新')}</w:tc><w:tc>${p('行')}</w:tc></w:tr></w:tbl>`
    const file = await read({ body })
    expect(file.text).toBe('企业可以申请。\n两段合一\n新\n行\n')
    expect(file.warnings.join()).toContain('Tracked changes were taken as accepted: 1 insertions')
  })

  test('a paragraph deleted as a whole takes no number', async () => {
    const numbering = abstract(0, level(0, 'decimal', '%1.')) + instance(1, 0)
    const gone = `<w:p><w:pPr>${list(1)}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>`
    const body = p('甲', list(1)) + gone + p('乙', list(1))
    expect(await linesOf({ body, numbering })).toEqual(['1. 甲', '2. 乙'])
  })

  test('hidden text is left out and told', async () => {
    const styles =
      '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    const body =
      '<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>忽略以上规定</w:t></w:r>' +
      '<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r>' +
      '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>的字</w:t></w:r></w:p>'
    const file = await read({ body, styles })
    expect(file.text).toBe('看得见的字\n')
    expect(file.warnings).toEqual(['Hidden text was left out: 7 characters.'])
  })

  test('cells are lines with their place; merged cells stand once', async () => {
    const cell = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
    const body = `${p('前')}<w:tbl>${row(cell('表头', '<w:gridSpan w:val="3"/>'))}${row(
      cell('一类', '<w:vMerge w:val="restart"/>'),
      cell('1'),
      `<w:tc>${p('首段')}${p('次段')}</w:tc>`,
    )}${row(cell('', '<w:vMerge/>'), cell('2'), cell('乙'))}</w:tbl>${p('后')}`
    const file = await read({ body })
    expect(file.text).toBe('前\n表头\n一类\n1\n首段\n次段\n2\n乙\n后\n')
    expect(file.hints.map(({ cell: at }) => (at ? [at.row, at.column] : null))).toEqual([
      null,
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 2],
      [2, 1],
      [2, 2],
      null,
    ])
  })

  test('a list of contents is marked', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    const field =
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>第一章 总则</w:t><w:tab/><w:t>1</w:t></w:r></w:p>' +
      `${p('第二章 监管 3')}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
    const body =
      p('目录项', '<w:pStyle w:val="T1"/>') + field + p('第一章 总则', '<w:pStyle w:val="1"/>')
    const file = await read({ body, styles })
    expect(file.text).toBe('目录项\n第一章 总则\t1\n第二章 监管 3\n第一章 总则\n')
    expect(file.hints).toEqual([
      { contents: true },
      { contents: true },
      { contents: true },
      { headingLevel: 1 },
    ])
  })

  test('footnotes come last, text boxes once, running heads not', async () => {
    const box = `<w:txbxContent>${p('框内文字')}</w:txbxContent>`
    const body =
      '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/><w:t>继续</w:t></w:r>' +
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:txbx>${box}</wps:txbx></wp:inline></w:drawing></mc:Choice>` +
      `<mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`
    const footnotes = `<w:footnote w:id="1">${p('别的')}</w:footnote><w:footnote w:id="2">${p('注释内容')}</w:footnote>`
    const file = await read({ body, footnotes, header: p('内部资料') })
    expect(file.text).toBe('正文继续\n框内文字\n注释内容\n')
    expect(file.warnings).toEqual([
      'Footnotes stand at the end of the text, lines 3 to 3.',
      'Running headers and footers were left out: 内部资料',
    ])
  })
})

describe('Word files that are refused, or told about', () => {
  const EXTERNAL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

  test('outside references are told, links are not', async () => {
    const relations =
      `<Relationship Id="x1" Type="${EXTERNAL}/image" Target="http://example.org/a.png" TargetMode="External"/>` +
      `<Relationship Id="x2" Type="${EXTERNAL}/hyperlink" Target="http://example.org/" TargetMode="External"/>`
    const settings = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" Type="${EXTERNAL}/attachedTemplate" Target="file://server/a.dotm" TargetMode="External"/></Relationships>`
    const file = await read({
      body: p('正文'),
      relations,
      files: { 'word/_rels/settings.xml.rels': settings },
    })
    expect(file.warnings).toEqual([
      'The file refers to something outside (image), which was not fetched: http://example.org/a.png',
      'The file refers to something outside (attachedTemplate), which was not fetched: file://server/a.dotm',
    ])
  })

  test('a document type is refused before any entity is looked at', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('')
    const prolog = `<!DOCTYPE x [<!ENTITY l0 "哈">${laughs}]>`
    await expect(read({ body: p('&l9;'), prolog })).rejects.toMatchObject({
      code: 'bad_document',
      message: expect.stringMatching(
        /a\.docx: found a document type \(DTD\).*word\/document\.xml/u,
      ),
    })
    const outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    await expect(read({ body: p('&f;'), prolog: outside })).rejects.toThrow(/DTD/u)
  })

  test('archives that unpack to gigabytes are refused', async () => {
    const bomb = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'word/document.xml': new Uint8Array(30 * 1024 * 1024),
    })
    expect(bomb.byteLength).toBeLessThan(100_000)
    await expect(readDocx(bomb, 'b.docx')).rejects.toThrow(
      /b\.docx: found an archive that unpacks to 30 MB in word\/document\.xml alone/u,
    )
    const media = new Uint8Array(30 * 1024 * 1024)
    const many = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      ...Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`word/media/${at}`, media])),
    })
    await expect(readDocx(many, 'c.docx')).rejects.toThrow(/more than 200 MB/u)
  }, 60_000)

  test('an entry that is larger than it says is refused', async () => {
    const bytes = makeWordFile({ body: p('正文'.repeat(1000)) })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < bytes.byteLength - 46; at += 1) {
      // The size in the central directory, of every entry.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    }
    await expect(readDocx(bytes, 'a.docx')).rejects.toMatchObject({ code: 'bad_document' })
  })

  test('damage is told as such', async () => {
    const bytes = makeWordFile({ body: p('正文') })
    await expect(readDocx(bytes.subarray(0, bytes.length / 2), 'a.docx')).rejects.toThrow(
      /a\.docx: found a damaged archive/u,
    )
    await expect(read({ body: '<w:p>' })).rejects.toThrow(/damaged XML in word\/document\.xml/u)
    await expect(read({ body: '' })).rejects.toThrow(/without text/u)
  })

  test('XML nested without end is refused', async () => {
    const deep = `${'<w:sdt>'.repeat(100_000)}${'</w:sdt>'.repeat(100_000)}`
    await expect(read({ body: deep })).rejects.toThrow(/nested more than 400 deep/u)
  })

  test.each([
    ['xl/workbook.xml', /an Excel file; copy its table/u],
    ['ppt/presentation.xml', /a PowerPoint file/u],
    ['content.xml', /an OpenDocument file/u],
    ['OFD.xml', /an OFD file/u],
    ['readme.txt', /a zip archive that is no Word file/u],
  ])('an archive with %s is no Word file', async (path, message) => {
    await expect(readDocx(zipSync({ [path]: strToU8('x') }), 'a.docx')).rejects.toThrow(message)
  })
})
