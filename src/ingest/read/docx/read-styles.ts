import { childOf, childrenOf, switchOf, valueOf, type XmlElement } from './parse-xml.js'

/** What a paragraph or character style says, with what it inherits. */
export interface Style {
  readonly id: string
  /** Lower case, as Word's built-in styles are named in every language: `heading 1`, `toc 2`. */
  readonly name: string
  /** 0 to 8; 9 is body text. */
  readonly outlineLevel: number | undefined
  readonly numberingId: string | undefined
  readonly numberingLevel: number | undefined
  readonly hidden: boolean | undefined
}

/** Styles of a document by their ids. */
export interface Styles {
  get(id: string | undefined): Style | undefined
  /** The style of paragraphs that name none. */
  readonly paragraphDefault: Style | undefined
}

/** Longer chains of `basedOn` are circles. */
const MAX_CHAIN = 30

/** Reads `styles.xml`; without one, nothing has a style. */
export function readStyles(root: XmlElement | undefined): Styles {
  const raw = new Map<string, XmlElement>()
  for (const style of root === undefined ? [] : childrenOf(root, 'w:style')) {
    const id = style.attributes['styleId']
    if (id !== undefined) raw.set(id, style)
  }
  const cache = new Map<string, Style>()

  function resolve(id: string, depth: number): Style | undefined {
    const known = cache.get(id)
    if (known !== undefined) return known
    const element = raw.get(id)
    if (element === undefined || depth > MAX_CHAIN) return undefined
    const base = valueOf(element, 'w:basedOn')
    const parent = base === undefined ? undefined : resolve(base, depth + 1)
    const paragraph = childOf(element, 'w:pPr')
    const numbering = childOf(paragraph, 'w:numPr')
    const outline = valueOf(paragraph, 'w:outlineLvl')
    const level = valueOf(numbering, 'w:ilvl')
    const style: Style = {
      id,
      name: (valueOf(element, 'w:name') ?? id).toLowerCase(),
      outlineLevel: outline === undefined ? parent?.outlineLevel : Number(outline),
      numberingId: valueOf(numbering, 'w:numId') ?? parent?.numberingId,
      numberingLevel: level === undefined ? parent?.numberingLevel : Number(level),
      hidden: switchOf(childOf(element, 'w:rPr'), 'w:vanish') ?? parent?.hidden,
    }
    cache.set(id, style)
    return style
  }

  const isDefault = (style: XmlElement) =>
    style.attributes['type'] === 'paragraph' &&
    ['1', 'true', 'on'].includes(style.attributes['default'] ?? '')
  const defaultId = [...raw].find(([, style]) => isDefault(style))?.[0]
  return {
    get: (id) => (id === undefined ? undefined : resolve(id, 0)),
    paragraphDefault: defaultId === undefined ? undefined : resolve(defaultId, 0),
  }
}

/** The heading level (1 to 6) that a style or a direct outline level gives a paragraph. */
export function headingLevelOf(
  style: Style | undefined,
  direct: string | undefined,
): number | undefined {
  const byName = /^heading ([1-9])$/u.exec(style?.name ?? '')?.[1]
  const level =
    direct === undefined
      ? (style?.outlineLevel ?? (byName === undefined ? undefined : Number(byName) - 1))
      : Number(direct)
  if (level === undefined) return style?.name === 'title' ? 1 : undefined
  return level >= 0 && level <= 5 ? level + 1 : undefined
}
