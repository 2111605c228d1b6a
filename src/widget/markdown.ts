import {
  type Attr,
  HREF,
  parser,
  parser_end,
  parser_write,
  type Renderer,
  Token,
} from 'streaming-markdown'

/** Writes the Markdown of an answer into an element while it comes. */
export interface AnswerWriter {
  /** Text that was written so far. */
  readonly written: string
  write(text: string): void
  end(): void
}

/** What an answer's own elements are made with. */
export interface AnswerParts {
  /** The chip that stands for `[n]`. */
  chip(number: number): HTMLElement
}

/**
 * Characters that mean nothing in the answers' Markdown (paragraphs, lists, bold, tables, [n]) but
 * something to the parser. They pass through it as private-use characters.
 */
const PLAIN = '_$~`'
const PLAIN_START = 0xe010
const CHIP_START = '\uE000'
const CHIP_END = '\uE001'
const PRIVATE = /[\uE000\uE001\uE010-\uE013]/g

/**
 * Writes into `root` with `createElement` and text nodes alone. Links lead to `https:`, `mailto:` or
 * our own pages, or nowhere; there are no images, and HTML is text.
 */
export function createAnswerWriter(root: HTMLElement, parts: AnswerParts): AnswerWriter {
  const markdown = parser(createRenderer(root, parts))
  let written = ''
  let held = ''
  const feed = (text: string): void => {
    const guarded = text
      .replace(PRIVATE, '')
      .replace(/[_$~`]/g, (sign) => String.fromCharCode(PLAIN_START + PLAIN.indexOf(sign)))
      .replace(/\[(\d{1,3})\]/g, `${CHIP_START}$1${CHIP_END}`)
    if (guarded !== '') parser_write(markdown, guarded)
  }
  return {
    get written() {
      return written
    },
    write(text) {
      written += text
      const all = held + text
      // A chip may come in two parts.
      held = /\[\d{0,3}$/.exec(all)?.[0] ?? ''
      feed(all.slice(0, all.length - held.length))
    },
    end() {
      feed(held)
      held = ''
      parser_end(markdown)
    },
  }
}

const TAGS: Readonly<Partial<Record<Token, keyof HTMLElementTagNameMap>>> = {
  [Token.Paragraph]: 'p',
  [Token.Line_Break]: 'br',
  [Token.Strong_Ast]: 'strong',
  [Token.Strong_Und]: 'strong',
  [Token.Italic_Ast]: 'em',
  [Token.Blockquote]: 'blockquote',
  [Token.List_Unordered]: 'ul',
  [Token.List_Ordered]: 'ol',
  [Token.List_Item]: 'li',
  [Token.Link]: 'a',
  [Token.Raw_URL]: 'a',
  [Token.Heading_1]: 'p',
  [Token.Heading_2]: 'p',
  [Token.Heading_3]: 'p',
  [Token.Heading_4]: 'p',
  [Token.Heading_5]: 'p',
  [Token.Heading_6]: 'p',
}

function createRenderer(root: HTMLElement, { chip }: AnswerParts): Renderer<null> {
  let here: HTMLElement = root
  const open = (tag: keyof HTMLElementTagNameMap, role?: string): HTMLElement => {
    const element = document.createElement(tag)
    // Narrow tables are shown as a stack of cards, which takes their meaning from the elements.
    if (role !== undefined) element.setAttribute('role', role)
    here.append(element)
    here = element
    return element
  }
  return {
    data: null,
    add_token(_data, token) {
      if (token === Token.Document) return
      if (token === Token.Table) {
        open('table', 'table')
      } else if (token === Token.Table_Row) {
        open('tr', 'row')
      } else if (token === Token.Table_Cell) {
        openCell(here, open)
      } else {
        // What an answer cannot hold is shown as the text it was written with.
        open(TAGS[token] ?? 'span')
      }
    },
    end_token() {
      here = here.parentElement ?? root
    },
    add_text(_data, text) {
      const plain = text.replace(/[\uE010-\uE013]/g, (sign) =>
        PLAIN.charAt(sign.charCodeAt(0) - PLAIN_START),
      )
      appendText(here, plain, chip)
    },
    set_attr(_data, attribute, value) {
      setAttribute(here, attribute, value)
    },
  }
}

function openCell(
  row: HTMLElement,
  open: (tag: keyof HTMLElementTagNameMap, role?: string) => HTMLElement,
): void {
  const table = row.parentElement
  const column = row.children.length
  const header = table?.firstElementChild
  if (header === row) {
    open('th', 'columnheader')
    return
  }
  const cell = open('td', 'cell')
  cell.dataset['label'] = header?.children[column]?.textContent?.trim() ?? ''
}

/** Text whose numbers between the signs are chips; the parser may cut between the signs. */
function appendText(
  parent: HTMLElement,
  text: string,
  chip: (number: number) => HTMLElement,
): void {
  for (const part of text.split(/(\uE000|\uE001)/)) {
    const last = parent.lastChild
    const pending = last instanceof HTMLElement ? pendingIn(last) : undefined
    if (part === CHIP_START) {
      const holder = document.createElement('span')
      holder.dataset['chip'] = ''
      tieToEnd(parent, holder)
    } else if (part === CHIP_END) {
      pending?.replaceWith(chip(Number(pending.textContent)))
    } else if (part !== '') {
      ;(pending ?? parent).append(part)
    }
  }
}

/** The chip under way at the end of what is written. */
function pendingIn(last: HTMLElement): HTMLElement | undefined {
  const inner = last.className === TIE ? last.lastChild : last
  return inner instanceof HTMLElement && inner.dataset['chip'] === '' ? inner : undefined
}

/** Class of what keeps a chip in the line of the words before it. */
const TIE = 'tie'

/** Appends a chip so that it never begins a line: the end of the words goes with it. */
function tieToEnd(parent: HTMLElement, chip: HTMLElement): void {
  // The words may have come in pieces.
  parent.normalize()
  const { lastChild } = parent
  if (lastChild instanceof HTMLElement && lastChild.className === TIE) {
    lastChild.append(chip)
    return
  }
  const tie = document.createElement('span')
  tie.className = TIE
  if (lastChild instanceof Text) {
    const end = /.{1,2}$/u.exec(lastChild.data)?.[0] ?? ''
    lastChild.deleteData(lastChild.length - end.length, end.length)
    tie.append(end)
  }
  tie.append(chip)
  parent.append(tie)
}

function setAttribute(element: HTMLElement, attribute: Attr, value: string): void {
  if (attribute !== HREF || !(element instanceof HTMLAnchorElement)) return
  const address = linkOf(value)
  if (address === undefined) return
  element.href = address
  element.target = '_blank'
  element.rel = 'noopener noreferrer'
}

/** An address that a link may lead to; undefined for every other. */
export function linkOf(address: string): string | undefined {
  const text = address.trim()
  if (/^(?:https:\/\/|mailto:)[^\s]+$/i.test(text)) return text
  return /^\/(?:measures|documents)\/[a-z0-9/-]+(?:\?[a-z0-9=&]*)?$/i.test(text) ? text : undefined
}
