import { childOf, childrenOf, switchOf, valueOf, type XmlElement } from './parse-xml.js'
import type { Styles } from './read-styles.js'

/** Counts of what a reader of the file sees and its text has not, and the other way round. */
export interface Leftovers {
  deletedRuns: number
  insertedRuns: number
  hiddenCharacters: number
  pictures: number
  symbols: number
  foreignParts: number
}

/** Notes that stand at the foot of a page or at the end. */
export interface NoteReference {
  readonly kind: 'footnote' | 'endnote'
  readonly id: string
}

/** What the runs of one paragraph hold. */
export interface ParagraphText {
  readonly text: string
  /** Contents of text boxes that hang on the paragraph. */
  readonly boxes: readonly XmlElement[]
  readonly notes: readonly NoteReference[]
  /** Whether a table of contents begins in it, or ends. */
  readonly contentsField: 'begins' | 'ends' | undefined
}

/** Fields that run on from one paragraph to the next. */
export interface FieldState {
  /** Open fields, the outermost first: their instructions so far, and whether these are over. */
  readonly open: { instruction: string; inResult: boolean }[]
}

/** Elements that only hold others. */
const TRANSPARENT = new Set([
  'w:hyperlink',
  'w:smartTag',
  'w:customXml',
  'w:sdt',
  'w:sdtContent',
  'w:fldSimple',
  'w:dir',
  'w:bdo',
  'm:oMath',
  'm:oMathPara',
])

/** Runs that were taken out while changes were tracked. */
const REMOVED = new Set(['w:del', 'w:moveFrom'])
const ADDED = new Set(['w:ins', 'w:moveTo'])

/** Fonts of pictograms: their characters stand for others, which the file does not name. */
const SYMBOLS: Readonly<Record<string, string>> = {
  'Wingdings/F0FE': '☑',
  'Wingdings/F0A8': '□',
  'Wingdings/F06F': '□',
  'Wingdings/F0FC': '✓',
  'Wingdings 2/F052': '☑',
  'Wingdings 2/F0A3': '□',
  'Symbol/F0B4': '×',
  'Symbol/F0B0': '°',
  'Symbol/F0B1': '±',
  'Symbol/F0A3': '≤',
  'Symbol/F0B3': '≥',
}

/** Collects the text of one paragraph. */
export function readParagraph(
  paragraph: XmlElement,
  styles: Styles,
  isHiddenByStyle: boolean,
  fields: FieldState,
  leftovers: Leftovers,
): ParagraphText {
  let text = ''
  const boxes: XmlElement[] = []
  const notes: NoteReference[] = []
  let contentsField: ParagraphText['contentsField']

  function put(words: string, isHidden: boolean): void {
    if (fields.open.some(({ inResult }) => !inResult)) return
    if (isHidden) leftovers.hiddenCharacters += words.trim().length
    else text += words
  }

  function field(type: string | undefined): void {
    if (type === 'begin') fields.open.push({ instruction: '', inResult: false })
    const last = fields.open.at(-1)
    if (type === 'separate' && last !== undefined) {
      last.inResult = true
      if (/^\s*TOC\b/u.test(last.instruction)) contentsField = 'begins'
    }
    if (type === 'end') {
      const closed = fields.open.pop()
      if (/^\s*TOC\b/u.test(closed?.instruction ?? '')) contentsField = 'ends'
    }
  }

  function symbol(element: XmlElement): string {
    const { font = '', char = '' } = element.attributes
    const known = SYMBOLS[`${font}/${char.toUpperCase()}`]
    if (known !== undefined) return known
    const code = Number.parseInt(char, 16)
    // Outside the private use area the code is the character itself.
    if (code > 0 && !(code >= 0xf000 && code <= 0xf8ff)) return String.fromCodePoint(code)
    leftovers.symbols += 1
    return ''
  }

  /** Pictures and text boxes; of two versions of one the newer is taken. */
  function drawing(element: XmlElement): void {
    if (element.name === 'w:txbxContent') {
      boxes.push(element)
      return
    }
    if (element.name === 'pic:pic' || element.name === 'v:imagedata') leftovers.pictures += 1
    if (element.name === 'mc:AlternateContent') {
      const choice = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback')
      if (choice !== undefined) drawing(choice)
      return
    }
    for (const child of childrenOf(element)) drawing(child)
  }

  function run(element: XmlElement): void {
    const properties = childOf(element, 'w:rPr')
    const byStyle = styles.get(valueOf(properties, 'w:rStyle'))?.hidden ?? isHiddenByStyle
    const isHidden = switchOf(properties, 'w:vanish') ?? byStyle
    for (const child of childrenOf(element)) {
      switch (child.name) {
        case 'w:t':
        case 'm:t':
          put(child.children.filter((part) => typeof part === 'string').join(''), isHidden)
          break
        case 'w:tab':
        case 'w:ptab':
          put('\t', isHidden)
          break
        case 'w:br':
        case 'w:cr':
          put('\n', isHidden)
          break
        case 'w:noBreakHyphen':
          put('-', isHidden)
          break
        case 'w:sym':
          put(symbol(child), isHidden)
          break
        case 'w:instrText': {
          const last = fields.open.at(-1)
          if (last !== undefined) {
            last.instruction += child.children.filter((part) => typeof part === 'string').join('')
          }
          break
        }
        case 'w:fldChar':
          field(child.attributes['fldCharType'])
          break
        case 'w:footnoteReference':
          notes.push({ kind: 'footnote', id: child.attributes['id'] ?? '' })
          break
        case 'w:endnoteReference':
          notes.push({ kind: 'endnote', id: child.attributes['id'] ?? '' })
          break
        case 'w:object':
          leftovers.foreignParts += 1
          break
        case 'w:drawing':
        case 'w:pict':
        case 'mc:AlternateContent':
          drawing(child)
          break
        case 'w:ruby': {
          // Of a character with its reading beside it, the character.
          const base = childOf(child, 'w:rubyBase')
          if (base !== undefined) inline(base)
          break
        }
        default:
      }
    }
  }

  function inline(element: XmlElement): void {
    for (const child of childrenOf(element)) {
      if (child.name === 'w:r' || child.name === 'm:r') run(child)
      else if (REMOVED.has(child.name)) leftovers.deletedRuns += 1
      else if (ADDED.has(child.name)) {
        leftovers.insertedRuns += 1
        inline(child)
      } else if (child.name === 'mc:AlternateContent') {
        const choice = childOf(child, 'mc:Choice') ?? childOf(child, 'mc:Fallback')
        if (choice !== undefined) inline(choice)
      } else if (TRANSPARENT.has(child.name) || child.name.startsWith('m:')) inline(child)
    }
  }

  inline(paragraph)
  return { text, boxes, notes, contentsField }
}
