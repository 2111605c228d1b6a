import type { ReadFile } from '../../ingest-types.js'
import { badDocument } from '../bad-document.js'
import { type DocumentLines, readDocumentLines } from './document-lines.js'
import { type ListNumbering, readNumbering } from './list-numbering.js'
import { type Archive, openArchive } from './open-archive.js'
import { childOf, childrenOf, parseXml, type XmlElement } from './parse-xml.js'
import { readStyles } from './read-styles.js'

/** Zip archives that are no Word file, by an entry that tells them. */
const OTHERS: readonly {
  readonly entry: RegExp
  readonly found: string
  readonly advice: string
}[] = [
  {
    entry: /^xl\//u,
    found: 'an Excel file',
    advice: 'copy its table into a Word file (.docx), or print it to PDF',
  },
  { entry: /^ppt\//u, found: 'a PowerPoint file', advice: 'save it as PDF' },
  {
    entry: /^OFD\.xml$/iu,
    found: 'an OFD file',
    advice: 'open it in an OFD reader and print it to PDF',
  },
  {
    entry: /^META-INF\/container\.xml$/u,
    found: 'an electronic book (EPUB)',
    advice: 'convert it to .docx',
  },
  {
    entry: /^content\.xml$/u,
    found: 'an OpenDocument file (.odt, .ods)',
    advice: 'open it in LibreOffice or Word and save it as .docx',
  },
]

const RELATION_OFFICE = /\/officeDocument$/u
/** Relations whose target would be fetched when the file is opened; links only when clicked. */
const RELATION_LINK = /\/hyperlink$/u

interface Relation {
  readonly type: string
  readonly target: string
  readonly isExternal: boolean
}

function relationsOf(root: XmlElement | undefined): Relation[] {
  return (root === undefined ? [] : childrenOf(root)).map(({ attributes }) => ({
    type: attributes['Type'] ?? '',
    target: attributes['Target'] ?? '',
    isExternal: attributes['TargetMode'] === 'External',
  }))
}

/** Path of a relation's target inside the archive. */
function pathOf(folder: string, target: string): string {
  const url = new URL(target, `zip:///${folder}`)
  return decodeURIComponent(url.pathname.replace(/^\//u, ''))
}

function warningsOf(
  { leftovers, noteLines }: DocumentLines,
  numbering: ListNumbering,
  external: readonly Relation[],
  running: string,
): string[] {
  const warnings: string[] = []
  const add = (isSo: boolean, warning: string) => {
    if (isSo) warnings.push(warning)
  }
  const { deletedRuns, insertedRuns, hiddenCharacters, pictures, symbols, foreignParts } = leftovers
  add(
    deletedRuns + insertedRuns > 0,
    `Tracked changes were taken as accepted: ${insertedRuns} insertions kept, ${deletedRuns} deletions left out.`,
  )
  add(hiddenCharacters > 0, `Hidden text was left out: ${hiddenCharacters} characters.`)
  add(pictures > 0, `Pictures were left out, with any words in them: ${pictures}.`)
  add(symbols > 0, `Pictograms that have no character were left out: ${symbols}.`)
  add(foreignParts > 0, `Embedded objects and files were left out: ${foreignParts}.`)
  add(
    noteLines !== undefined,
    `Footnotes stand at the end of the text, lines ${noteLines?.first} to ${noteLines?.last}.`,
  )
  add(
    numbering.unknownFormats.size > 0,
    `Lists numbered in ${[...numbering.unknownFormats].join(', ')} are shown in Arabic figures.`,
  )
  add(running !== '', `Running headers and footers were left out: ${running}`)
  for (const { type, target } of external) {
    const kind = type.split('/').at(-1) ?? 'part'
    warnings.push(
      `The file refers to something outside (${kind}), which was not fetched: ${target}`,
    )
  }
  return warnings
}

/** Words of running headers and footers, shortened; page numbers are none. */
function runningText(parts: readonly XmlElement[]): string {
  const collect = (element: XmlElement): string =>
    element.children
      .map((child) =>
        typeof child === 'string' ? (element.name === 'w:t' ? child : '') : collect(child),
      )
      .join('')
  const texts = parts.map((part) => collect(part).trim())
  const words = [...new Set(texts)].filter((text) => /\p{L}{2}/u.test(text))
  return words.join(' | ').slice(0, 100)
}

async function propertiesOf(
  read: (path: string) => Promise<XmlElement | undefined>,
): Promise<ReadFile['properties']> {
  const core = await read('docProps/core.xml')
  const textOf = (name: string) =>
    childOf(core, name)
      ?.children.filter((child) => typeof child === 'string')
      .join('')
      .trim() ?? ''
  const title = textOf('dc:title')
  const author = textOf('dc:creator')
  return [
    ...(title === ''
      ? []
      : [{ name: 'title', value: title, from: 'docProps/core.xml dc:title' } as const]),
    ...(author === ''
      ? []
      : [{ name: 'author', value: author, from: 'docProps/core.xml dc:creator' } as const]),
  ]
}

function assertWord(archive: Archive, name: string): void {
  const other = OTHERS.find(({ entry }) => archive.names.some((path) => entry.test(path)))
  if (archive.names.includes('[Content_Types].xml') && other === undefined) return
  throw badDocument(
    name,
    other?.found ?? 'a zip archive that is no Word file',
    other?.advice ?? 'unpack it and name the files in it one by one',
  )
}

/**
 * Reads a Word file (.docx): paragraphs and cells as lines, with the labels that its automatic
 * lists print. Running headers, pictures, hidden and deleted text are left out, with a warning;
 * nothing outside the file is fetched.
 *
 * @throws AppError `bad_document` for other zip archives, damaged and oversized ones, XML with a
 *   document type, and for a file without text.
 */
export async function readDocx(bytes: Uint8Array, name: string): Promise<ReadFile> {
  const archive = await openArchive(bytes, name)
  assertWord(archive, name)
  const read = async (path: string | undefined): Promise<XmlElement | undefined> => {
    const part = path === undefined ? undefined : await archive.read(path)
    return path === undefined || part === undefined ? undefined : parseXml(part, path, name)
  }
  const main = relationsOf(await read('_rels/.rels')).find(({ type }) => RELATION_OFFICE.test(type))
  const path = main === undefined ? 'word/document.xml' : pathOf('', main.target)
  const document = await read(path)
  if (document === undefined || childOf(document, 'w:body') === undefined) {
    throw badDocument(name, `a Word file without ${path}`, 'open it in Word and save it again')
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const file = path.slice(folder.length)
  const relations = relationsOf(await read(`${folder}_rels/${file}.rels`))
  const related = (kind: string) =>
    relations
      .filter(({ type, isExternal }) => !isExternal && type.endsWith(`/${kind}`))
      .map(({ target }) => pathOf(folder, target))
  const partOf = (kind: string) => read(related(kind)[0])

  const styles = readStyles(await partOf('styles'))
  const numbering = readNumbering(await partOf('numbering'), styles)
  const lines = readDocumentLines({
    document,
    styles,
    numbering,
    footnotes: await partOf('footnotes'),
    endnotes: await partOf('endnotes'),
  })
  const { pictures } = lines.leftovers
  if (lines.text === '') {
    throw badDocument(
      name,
      pictures > 0
        ? `a Word file of ${pictures} pictures without text`
        : 'a Word file without text',
      pictures > 0
        ? 'recognise the text of the pictures first (OCR)'
        : 'check that it is the right file',
    )
  }
  const running: XmlElement[] = []
  for (const part of [...related('header'), ...related('footer')]) {
    const element = await read(part)
    if (element !== undefined) running.push(element)
  }
  const settings = relationsOf(await read(`${folder}_rels/settings.xml.rels`))
  const external = [...relations, ...settings].filter(
    ({ type, isExternal }) => isExternal && !RELATION_LINK.test(type),
  )
  return {
    format: 'docx',
    text: lines.text,
    hints: lines.hints,
    encoding: null,
    properties: await propertiesOf(read),
    warnings: warningsOf(lines, numbering, external, runningText(running)),
  }
}
