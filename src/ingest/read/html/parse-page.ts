import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'
import { badDocument } from '../bad-document.js'

/** A node of a parsed page. */
export type PageNode = DefaultTreeAdapterTypes.ChildNode
/** An element of a parsed page. */
export type PageElement = DefaultTreeAdapterTypes.Element

/**
 * Elements that may stand inside each other. Browsers flatten what is deeper than 512; pages with
 * forgotten end tags reach some hundreds. It also bounds the parser's time, which is square in it,
 * and every recursion over the tree.
 */
const MAX_DEPTH = 1500

/** Parents' elements that are never shown, or are no text of the page. */
const UNSEEN = new Set([
  'head',
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'frameset',
  'object',
  'svg',
  'canvas',
  'audio',
  'video',
  'button',
  'input',
  'select',
  'textarea',
  'datalist',
  'dialog',
  'map',
])

/** Elements that begin a line of their own. */
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'center',
  'dd',
  'details',
  'dir',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'html',
  'li',
  'main',
  'menu',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
  'ucapcontent',
])

/** Parses a page as browsers do, however malformed it is. */
export function parsePage(html: string, name: string): PageElement {
  let depth = 0
  const document = parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush: () => {
        depth += 1
        if (depth > MAX_DEPTH) {
          throw badDocument(
            name,
            `elements nested more than ${MAX_DEPTH} deep`,
            'open the page in a browser and print it to PDF',
          )
        }
      },
      onItemPop: () => {
        depth -= 1
      },
    },
  })
  const root = document.childNodes.find(isElement)
  if (root === undefined) throw badDocument(name, 'an empty page', 'save it again from the browser')
  return root
}

/** Whether a node is an element. */
export function isElement(node: PageNode | undefined): node is PageElement {
  return node !== undefined && 'tagName' in node
}

/** Child elements. */
export function elementsIn(element: PageElement): PageElement[] {
  return element.childNodes.filter(isElement)
}

/** An attribute's value; undefined where there is none. */
export function attributeOf(element: PageElement, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value
}

/** The value of a property in an element's own `style`, lower case. */
export function styleOf(element: PageElement, property: string): string | undefined {
  const style = attributeOf(element, 'style')
  if (style === undefined) return undefined
  for (const declaration of style.toLowerCase().split(';')) {
    const at = declaration.indexOf(':')
    if (at > 0 && declaration.slice(0, at).trim() === property)
      return declaration.slice(at + 1).trim()
  }
  return undefined
}

/** Whether an element begins and ends a line. */
export function isBlock(element: PageElement): boolean {
  return BLOCKS.has(element.tagName)
}

/** Whether an element and all in it is no part of the page's words: scripts, forms, pictures. */
export function isUnseen(element: PageElement): boolean {
  return UNSEEN.has(element.tagName)
}

/** Whether an element is hidden from who looks at the page. */
export function isHidden(element: PageElement): boolean {
  if (attributeOf(element, 'hidden') !== undefined) return true
  if (attributeOf(element, 'style') === undefined) return false
  // WeChat's articles are hidden until their script has run; a saved page keeps that.
  if (attributeOf(element, 'id') === 'js_content') return false
  return (
    styleOf(element, 'display')?.startsWith('none') === true ||
    styleOf(element, 'visibility')?.startsWith('hidden') === true ||
    /^0(?:\D|$)/u.test(styleOf(element, 'font-size') ?? '') ||
    /^0(?:\.0+)?(?:\s|!|$)/u.test(styleOf(element, 'opacity') ?? '')
  )
}

/** All descendants that are elements, in document order; the element itself first. */
export function* walk(element: PageElement): Generator<PageElement> {
  const stack: PageElement[] = [element]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next
    for (const child of elementsIn(next).reverse()) stack.push(child)
  }
}

/** The words of an element as they stand, its unseen and hidden parts left out. */
export function wordsOf(element: PageElement): string {
  let words = ''
  const collect = (node: PageNode): void => {
    if (node.nodeName === '#text' && 'value' in node) words += node.value
    if (isElement(node) && !isUnseen(node) && !isHidden(node)) {
      if (isBlock(node) || node.tagName === 'br') words += '\n'
      node.childNodes.forEach(collect)
      if (isBlock(node)) words += '\n'
    }
  }
  element.childNodes.forEach(collect)
  return words
}
