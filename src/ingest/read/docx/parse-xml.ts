import { SaxesParser } from 'saxes'
import { AppError } from '../../../errors.js'
import { badDocument } from '../bad-document.js'

/** An element of an office file's XML. */
export interface XmlElement {
  /** With the usual prefix: `w:p`; prefixes of the file's own choosing are not kept. */
  readonly name: string
  /** By name without prefix. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

/** Deeper than Word ever nests (tables in text boxes in tables), and safe for recursion. */
const MAX_DEPTH = 400
/** Elements of one part: a book of a thousand pages has two million at most. */
const MAX_ELEMENTS = 4_000_000

const SAVE_AGAIN = 'open it in Word or WPS and save it as a new .docx'

/** Prefixes by what namespaces have in common in the transitional and the strict standard. */
function prefixOf(namespace: string, own: string): string {
  if (namespace.includes('/wordprocessingml/')) return 'w'
  if (namespace.includes('/markup-compatibility/')) return 'mc'
  if (namespace.endsWith('/math')) return 'm'
  if (namespace.endsWith('/package/2006/relationships')) return 'rel'
  return own
}

function decode(bytes: Uint8Array, part: string, name: string): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1').replaceAll('\0', '')
  const declared = /^[^<]*<\?xml[^>]*encoding=["']([\w.-]+)["']/u.exec(head)?.[1] ?? 'utf-8'
  const [first, second] = bytes
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : declared
  try {
    return new TextDecoder(marked, { fatal: true }).decode(bytes)
  } catch (error) {
    throw badDocument(name, `${part} that is not in its encoding ${marked}`, SAVE_AGAIN, error)
  }
}

/**
 * Parses one XML part of an office file. Document types are refused: with them go all entities
 * that could expand or fetch anything.
 *
 * @param part Name of the part, for errors.
 * @throws AppError `bad_document` when it is not well-formed, has a DTD or is nested too deep.
 */
export function parseXml(bytes: Uint8Array, part: string, name: string): XmlElement {
  interface Open {
    readonly name: string
    readonly attributes: Record<string, string>
    readonly children: (XmlElement | string)[]
  }
  const root: Open = { name: '', attributes: {}, children: [] }
  const stack: Open[] = [root]
  let elements = 0
  const parser = new SaxesParser({ xmlns: true, position: false })
  const fail = (found: string): never => {
    throw badDocument(name, `${found} in ${part}`, SAVE_AGAIN)
  }
  parser.on('doctype', () => fail('a document type (DTD), which no Word file has,'))
  parser.on('error', (error) => {
    throw badDocument(name, `damaged XML in ${part}`, SAVE_AGAIN, error)
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > MAX_ELEMENTS) fail(`more than ${MAX_ELEMENTS} elements`)
    if (stack.length > MAX_DEPTH) fail(`elements nested more than ${MAX_DEPTH} deep`)
    const prefix = prefixOf(tag.uri, tag.prefix)
    const attributes: Record<string, string> = {}
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix !== 'xmlns') attributes[attribute.local] = attribute.value
    }
    const element = {
      name: prefix === '' ? tag.local : `${prefix}:${tag.local}`,
      attributes,
      children: [],
    }
    stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  parser.on('closetag', () => {
    stack.pop()
  })
  const onText = (text: string) => {
    stack.at(-1)?.children.push(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  try {
    parser.write(decode(bytes, part, name)).close()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw badDocument(name, `damaged XML in ${part}`, SAVE_AGAIN, error)
  }
  const top = root.children.find((child) => typeof child !== 'string')
  return top ?? fail('nothing')
}

/** Child elements, those of one name or all. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

/** First child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  )
}

/** The `w:val` of the first child of a name. */
export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.attributes['val']
}

/** A switch of WordprocessingML: present without a value means on; undefined where it is absent. */
export function switchOf(element: XmlElement | undefined, name: string): boolean | undefined {
  const found = childOf(element, name)
  if (found === undefined) return undefined
  return !['0', 'false', 'off'].includes(found.attributes['val'] ?? 'true')
}
