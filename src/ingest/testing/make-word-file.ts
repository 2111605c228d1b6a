import { strToU8, zipSync } from 'fflate'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NAMESPACES = [
  `xmlns:w="${W}"`,
  `xmlns:r="${OFFICE}"`,
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

/** Insides of the parts of a Word file, as XML. */
export interface WordParts {
  /** Of `w:body`. */
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly footnotes?: string
  readonly header?: string
  /** Further relations of the document, as XML. */
  readonly relations?: string
  /** Further files, by their paths. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>
  /** Stands before the document's root element. */
  readonly prolog?: string
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** Makes a Word file from its XML, for what no library writes. */
export function makeWordFile(parts: WordParts): Uint8Array {
  const { body, styles, numbering, footnotes, header, relations = '', files = {} } = parts
  const optional: readonly (readonly [string, string, string | undefined])[] = [
    ['styles', 'styles', styles],
    ['numbering', 'numbering', numbering],
    ['footnotes', 'footnotes', footnotes],
    ['header', 'hdr', header],
  ]
  const present = optional.flatMap(([kind, root, inside]) =>
    inside === undefined ? [] : [{ kind, root, inside }],
  )
  const related = present
    .map(
      ({ kind }, at) => `<Relationship Id="p${at}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`,
    )
    .join('')
  const rels = (inside: string) =>
    `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`
  const entries: Record<string, Uint8Array | string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': rels(
      `<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`,
    ),
    'word/_rels/document.xml.rels': rels(`${related}${relations}`),
    'word/document.xml': `${XML}${parts.prolog ?? ''}<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(
      present.map(({ kind, root, inside }) => [
        `word/${kind}.xml`,
        `${XML}<w:${root} ${NAMESPACES}>${inside}</w:${root}>`,
      ]),
    ),
    ...files,
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([path, data]) => [
        path,
        typeof data === 'string' ? strToU8(data) : data,
      ]),
    ),
  )
}

/** A paragraph of one run. */
export function wordParagraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}
