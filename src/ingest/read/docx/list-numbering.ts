import { type CountingSystem, printNumber } from '../print-number.js'
import { childOf, childrenOf, switchOf, valueOf, type XmlElement } from './parse-xml.js'
import type { Styles } from './read-styles.js'

/** Prints the labels of automatic lists, which stand nowhere in the text of a Word file. */
export interface ListNumbering {
  /**
   * Counts one paragraph and prints its label with what separates it from the text; undefined for
   * bullets and for lists that print nothing.
   */
  next(numberingId: string, level: number): string | undefined
  /** The level that a paragraph style is tied to within a list. */
  levelOfStyle(numberingId: string, styleId: string): number | undefined
  /** Formats that are printed in Arabic figures because they are not known here. */
  readonly unknownFormats: ReadonlySet<string>
}

/** Number formats of Word (ISO/IEC 29500-1, 17.18.59) that differ from `decimal`. */
const SYSTEMS: Readonly<Record<string, CountingSystem>> = {
  decimal: 'decimal',
  decimalHalfWidth: 'decimal',
  decimalZero: 'decimal-leading-zero',
  lowerLetter: 'lower-alpha',
  upperLetter: 'upper-alpha',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
  decimalEnclosedCircle: 'circled-decimal',
  decimalEnclosedCircleChinese: 'circled-decimal',
  decimalEnclosedParen: 'parenthesized-decimal',
  decimalEnclosedFullstop: 'dotted-decimal',
  decimalFullWidth: 'fullwidth-decimal',
  decimalFullWidth2: 'fullwidth-decimal',
  chineseCounting: 'chinese',
  chineseCountingThousand: 'chinese',
  // Chinese editions of Word offer it as 一, 二, 三.
  japaneseCounting: 'chinese',
  taiwaneseCounting: 'chinese',
  taiwaneseCountingThousand: 'chinese',
  chineseLegalSimplified: 'chinese-formal-simplified',
  ideographLegalTraditional: 'chinese-formal-traditional',
  japaneseLegal: 'chinese-formal-traditional',
  ideographDigital: 'cjk-decimal',
  japaneseDigitalTenThousand: 'cjk-decimal',
  taiwaneseDigital: 'cjk-decimal',
  ideographTraditional: 'heavenly-stem',
  ideographZodiac: 'earthly-branch',
  ideographEnclosedCircle: 'circled-chinese',
}

/** Levels of a list, by the standard. */
const LEVELS = 9

interface Level {
  readonly start: number
  readonly format: string
  readonly text: string
  readonly suffix: string
  /** Level (from 1) after which it starts again; 0: it never does; undefined: any higher one. */
  readonly restart: number | undefined
  readonly isLegal: boolean
  readonly style: string | undefined
}

interface List {
  readonly abstractId: string
  readonly levels: readonly (Level | undefined)[]
  readonly startOverrides: ReadonlyMap<number, number>
}

function readLevel(element: XmlElement): Level {
  const restart = valueOf(element, 'w:lvlRestart')
  // A custom format stands in an alternative, with the nearest usual one as its fallback.
  const alternative = childOf(element, 'mc:AlternateContent')
  const fallback = valueOf(childOf(alternative, 'mc:Fallback'), 'w:numFmt')
  return {
    start: Number(valueOf(element, 'w:start') ?? '0'),
    format: valueOf(element, 'w:numFmt') ?? fallback ?? 'decimal',
    text: valueOf(element, 'w:lvlText') ?? '',
    suffix: valueOf(element, 'w:suff') ?? 'tab',
    restart: restart === undefined ? undefined : Number(restart),
    isLegal: switchOf(element, 'w:isLgl') === true,
    style: valueOf(element, 'w:pStyle'),
  }
}

function readLevels(abstract: XmlElement | undefined): (Level | undefined)[] {
  const levels: (Level | undefined)[] = new Array<undefined>(LEVELS).fill(undefined)
  for (const level of abstract === undefined ? [] : childrenOf(abstract, 'w:lvl')) {
    const index = Number(level.attributes['ilvl'] ?? '0')
    if (index >= 0 && index < LEVELS) levels[index] = readLevel(level)
  }
  return levels
}

/** What stands between a label and its text: a gap is shown by a space where the label needs one. */
function separator(label: string, suffix: string): string {
  if (suffix === 'nothing') return ''
  return suffix === 'tab' && /[、）】．：]$/u.test(label) ? '' : ' '
}

/**
 * Reads `numbering.xml`. Numbers are counted as Word does: one count for each abstract list, shared
 * by all its instances; an instance with a start of its own begins there when it is first used;
 * a level starts again after a higher one, unless `lvlRestart` says otherwise.
 */
export function readNumbering(root: XmlElement | undefined, styles: Styles): ListNumbering {
  const abstracts = new Map<string, XmlElement>()
  const instances = new Map<string, XmlElement>()
  for (const element of root === undefined ? [] : childrenOf(root)) {
    if (element.name === 'w:abstractNum') {
      abstracts.set(element.attributes['abstractNumId'] ?? '', element)
    } else if (element.name === 'w:num') {
      instances.set(element.attributes['numId'] ?? '', element)
    }
  }

  function abstractOf(instance: XmlElement, depth = 0): [string, XmlElement | undefined] {
    const id = valueOf(instance, 'w:abstractNumId') ?? ''
    const abstract = abstracts.get(id)
    // A list may be defined by a list style, which names another instance.
    const linked = styles.get(valueOf(abstract, 'w:numStyleLink'))?.numberingId
    const target = linked === undefined ? undefined : instances.get(linked)
    return target === undefined || depth > LEVELS ? [id, abstract] : abstractOf(target, depth + 1)
  }

  const lists = new Map<string, List>()
  for (const [id, instance] of instances) {
    const [abstractId, abstract] = abstractOf(instance)
    const levels = readLevels(abstract)
    const startOverrides = new Map<number, number>()
    for (const override of childrenOf(instance, 'w:lvlOverride')) {
      const index = Number(override.attributes['ilvl'] ?? '0')
      const level = childOf(override, 'w:lvl')
      if (level !== undefined && index >= 0 && index < LEVELS) levels[index] = readLevel(level)
      const start = valueOf(override, 'w:startOverride')
      if (start !== undefined) startOverrides.set(index, Number(start))
    }
    lists.set(id, { abstractId, levels, startOverrides })
  }

  const counts = new Map<string, (number | undefined)[]>()
  const started = new Set<string>()
  const unknownFormats = new Set<string>()

  function count(numberingId: string, list: List, level: number): (number | undefined)[] {
    const counted = counts.get(list.abstractId) ?? new Array<undefined>(LEVELS).fill(undefined)
    counts.set(list.abstractId, counted)
    const override = list.startOverrides.get(level)
    const key = `${numberingId}/${level}`
    const before = counted[level]
    if (override !== undefined && !started.has(key)) counted[level] = override
    else
      counted[level] =
        before === undefined ? (override ?? list.levels[level]?.start ?? 1) : before + 1
    started.add(key)
    for (let lower = level + 1; lower < LEVELS; lower += 1) {
      const restart = list.levels[lower]?.restart
      if (restart === undefined || level < restart) counted[lower] = undefined
    }
    for (let higher = 0; higher < level; higher += 1) {
      counted[higher] ??= list.startOverrides.get(higher) ?? list.levels[higher]?.start ?? 1
    }
    return counted
  }

  function print(value: number, format: string, isLegal: boolean): string {
    if (format === 'none') return ''
    const system = isLegal ? 'decimal' : SYSTEMS[format]
    if (system === undefined) unknownFormats.add(format)
    return printNumber(value, system ?? 'decimal')
  }

  return {
    unknownFormats,
    next(numberingId, level) {
      const list = lists.get(numberingId)
      const own = list?.levels[level]
      if (list === undefined || own === undefined) return undefined
      const counted = count(numberingId, list, level)
      if (own.format === 'bullet') return undefined
      const label = own.text.replace(/%([1-9])/gu, (_, figure: string) => {
        const index = Number(figure) - 1
        const format = list.levels[index]?.format ?? 'decimal'
        return print(counted[index] ?? list.levels[index]?.start ?? 1, format, own.isLegal)
      })
      return label.trim() === '' ? undefined : `${label}${separator(label, own.suffix)}`
    },
    levelOfStyle(numberingId, styleId) {
      const index = lists.get(numberingId)?.levels.findIndex((level) => level?.style === styleId)
      return index === undefined || index < 0 ? undefined : index
    },
  }
}
