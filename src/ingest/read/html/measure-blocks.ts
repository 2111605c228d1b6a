import { elementsIn, isElement, isHidden, isUnseen, type PageElement } from './parse-page.js'

/** How much text an element holds, in visible characters without white space. */
export interface BlockMeasure {
  readonly characters: number
  /** Of these, how many stand in links. */
  readonly linked: number
  readonly links: number
  /** Marks that end or part sentences, outside of links. */
  readonly marks: number
}

const NOTHING: BlockMeasure = { characters: 0, linked: 0, links: 0, marks: 0 }

/** Measures an element and all elements in it. */
export function measureBlocks(root: PageElement): (element: PageElement) => BlockMeasure {
  const measures = new Map<PageElement, BlockMeasure>()
  const measure = (element: PageElement, inLink: boolean): BlockMeasure => {
    if (isUnseen(element) || isHidden(element)) return NOTHING
    const isLink = element.tagName === 'a'
    let { characters, linked, links, marks } = NOTHING
    if (isLink) links += 1
    for (const node of element.childNodes) {
      if (node.nodeName === '#text' && 'value' in node) {
        const words = node.value.replace(/\s+/gu, '')
        characters += words.length
        if (inLink || isLink) linked += words.length
        else marks += words.match(/[，。；：,;]/gu)?.length ?? 0
      }
    }
    for (const child of elementsIn(element)) {
      const inner = measure(child, inLink || isLink)
      characters += inner.characters
      linked += inner.linked
      links += inner.links
      marks += inner.marks
    }
    const total = { characters, linked, links, marks }
    measures.set(element, total)
    return total
  }
  measure(root, false)
  return (element) => (isElement(element) ? (measures.get(element) ?? NOTHING) : NOTHING)
}

/**
 * How much an element looks like running text: what is not linked, and each mark of a sentence as
 * much as ten characters, because menus have words but no sentences.
 */
export function proseOf({ characters, linked, marks }: BlockMeasure): number {
  return characters - linked + 10 * marks
}
