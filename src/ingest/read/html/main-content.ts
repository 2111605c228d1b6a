import { isBoilerplate, isControlLine, isFactsLine } from './boilerplate.js'
import { type BlockMeasure, proseOf } from './measure-blocks.js'
import {
  attributeOf,
  elementsIn,
  isBlock,
  type PageElement,
  type PageNode,
  isElement,
  isHidden,
  isUnseen,
  walk,
} from './parse-page.js'
import { isDataTable } from './table-grid.js'

/** Names under which the publishing systems of official sites put a page's text. */
const CONTENT_NAMES =
  /^(?:zoom|js_content|ucap-content|ucapcontent|trs_editor|trs_ueditor|trs_preappend|view|vsb_content(?:_\w+)?|pages_content|pages-content|page_content|article(?:[-_]?(?:content|body|con|text|detail))?|content[-_]?(?:text|body|detail|article)|main[-_]?(?:content|text)|text[-_]?content|news[-_]?content|nr_con|conTxt|law-content|easysite-news-text|easysitetext|law-reg-content|mw-parser-output)$/iu

/** Share of the page's prose that a named container has to hold to be believed. */
const LEAST_SHARE = 0.5

/** A line that is a sentence or an item, so that leaving it out would lose text. */
const SENTENCE = /^.{25,}$/u
const ITEM =
  /^(?:第[\d一二三四五六七八九十百千零〇]+[条條章节節款项項]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、])/u
/** What stands in the table of a document's particulars above its text. */
const RECORD =
  /发文字号|發文字號|发文机关|發文機關|成文日期|索引号|文号[：:]|公文种类|施行日期|废止日期|法規名稱|法規類別|修正日期|公發布日|效力位阶|时效性/u

/** Where a page's text is. */
export interface MainContent {
  readonly root: PageElement
  /** Whether anything of the page lies outside. */
  readonly isPart: boolean
}

/** Words that are not in links, a line for each block. */
function unlinkedLines(element: PageElement): string[] {
  let words = ''
  const collect = (node: PageNode): void => {
    if (node.nodeName === '#text' && 'value' in node) words += node.value.replace(/\s+/gu, '')
    if (!isElement(node) || isUnseen(node) || isHidden(node) || node.tagName === 'a') return
    if (isBlock(node) || node.tagName === 'br') words += '\n'
    node.childNodes.forEach(collect)
    if (isBlock(node)) words += '\n'
  }
  element.childNodes.forEach(collect)
  return words.split('\n').filter((line) => line !== '')
}

/**
 * Finds the element that holds the page's text: an element named as official sites name theirs, if
 * no sentence and no item lies outside; else the smallest one outside of which there is nothing but
 * navigation, controls and the foot of the site. In doubt the larger one is taken.
 */
export function findMainContent(
  body: PageElement,
  measure: (element: PageElement) => BlockMeasure,
): MainContent {
  const cache = new Map<PageElement, number>()
  /** Prose of an element without the boilerplate in it. */
  const clean = (element: PageElement): number => {
    const known = cache.get(element)
    if (known !== undefined) return known
    const own = measure(element)
    let prose = 0
    if (own.characters > 0 && (element === body || !isBoilerplate(element, own))) {
      prose = proseOf(own)
      for (const child of elementsIn(element)) {
        if (isBlock(child)) prose += clean(child) - proseOf(measure(child))
      }
    }
    cache.set(element, prose)
    return prose
  }
  const isDroppable = (element: PageElement): boolean =>
    isBoilerplate(element, measure(element)) ||
    unlinkedLines(element).every((line) => isControlLine(line) || isFactsLine(line))
  const isSubstantial = (element: PageElement): boolean => {
    if (isBoilerplate(element, measure(element))) return false
    const lines = unlinkedLines(element).filter(
      (line) => !isControlLine(line) && !isFactsLine(line),
    )
    return (
      RECORD.test(lines.join('')) ||
      lines.some((line) => ITEM.test(line) || (SENTENCE.test(line) && /[，。；,;]/u.test(line)))
    )
  }
  const total = clean(body)

  /** Whether a sentence lies in the page but not in this element. */
  const hasTextOutside = (inner: PageElement): boolean => {
    let child = inner
    while (child !== body) {
      const parent = child.parentNode
      if (parent === null || !('tagName' in parent)) return false
      const at = child
      if (elementsIn(parent).some((other) => other !== at && isSubstantial(other))) return true
      child = parent
    }
    return false
  }

  const isNamed = (element: PageElement): boolean =>
    element.tagName === 'article' ||
    element.tagName === 'main' ||
    attributeOf(element, 'role') === 'main' ||
    attributeOf(element, 'itemprop') === 'articleBody' ||
    `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`
      .split(/\s+/u)
      .some((name) => CONTENT_NAMES.test(name))
  let root = body
  // The innermost that still holds everything: an `article` may hold a menu beside its `#zoom`.
  for (const element of walk(body)) {
    if (!isNamed(element) || clean(element) < total * LEAST_SHARE) continue
    if (!hasTextOutside(element)) root = element
  }

  for (;;) {
    if (root.tagName === 'table' && isDataTable(root)) break
    const hasOwnText = root.childNodes.some(
      (node) =>
        (node.nodeName === '#text' && 'value' in node && node.value.trim() !== '') ||
        (isElement(node) && !isBlock(node) && measure(node).characters > 0),
    )
    if (hasOwnText) break
    const blocks = elementsIn(root).filter((child) => clean(child) > 0)
    const best = blocks.sort((a, b) => clean(b) - clean(a))[0]
    if (best === undefined || /^(?:p|li|h[1-6]|td|th|tr|pre|ol|ul)$/u.test(best.tagName)) {
      // A layout of tables is gone through only where it has one cell of text.
      const only = elementsIn(root).filter((child) => measure(child).characters > 0)
      if (best === undefined || !/^t[dr]$/u.test(best.tagName) || only.length > 1) break
    }
    const parent = root
    if (elementsIn(parent).some((child) => child !== best && !isDroppable(child))) break
    root = best
  }
  return { root, isPart: root !== body }
}
