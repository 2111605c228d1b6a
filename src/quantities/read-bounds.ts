import {
  AFTER_EN,
  AFTER_ZH,
  BEFORE_EN,
  BEFORE_ZH,
  FAR_BEFORE_ZH,
  FILLER_EN,
  NOT_ABOUT,
  PAST_UNITS,
  WITHIN_DIMENSIONS,
} from './bound-words.js'
import { HAN_NUMERALS } from './han-number.js'
import type { Bound } from './quantity.js'
import { type UnitName, unitRow } from './units.js'

/** A bound and how far its words reach. */
export interface BoundReading {
  readonly bound: Bound
  readonly start: number
  readonly end: number
}

/** Longest stretch before a number in which its bound is looked for, in UTF-16 code units. */
const REACH_BEFORE = 48
/** Longest stretch after a unit; the longest words there are "or thereabouts". */
const REACH_AFTER = 20
/** Characters that 不超过 and the like may stand away from the number (不超过货物价值的5%). */
const FAR_REACH = 8

/** Currencies and marks of bold type that may stand between a bound and its number. */
const BETWEEN = '(?:[\\s*]|人民币|rmb|cny|usd|hkd|twd|eur|us|hk|nt|[$¥€£])*'

const beforeZh = BEFORE_ZH.map(({ bound, words }) => ({
  bound,
  pattern: new RegExp(`(?:${words})${BETWEEN}$`, 'u'),
}))
const farBeforeZh = FAR_BEFORE_ZH.map(({ bound, words }) => ({
  bound,
  pattern: new RegExp(
    `(?:${words})(?:(?![${HAN_NUMERALS}])[\\p{Script=Han}]){0,${FAR_REACH}}${BETWEEN}$`,
    'u',
  ),
}))
const beforeEn = BEFORE_EN.map(({ bound, words, close }) => ({
  bound,
  close,
  pattern: new RegExp(
    `(?<![a-z])(?:${words})${close === true ? '' : FILLER_EN}(?![a-z])${BETWEEN}$`,
    'u',
  ),
}))
const afterZh = AFTER_ZH.map(({ bound, words }) => ({
  bound,
  pattern: new RegExp(`^[\\s*]{0,3}(?:${words})`, 'u'),
}))
const afterEn = AFTER_EN.map(({ bound, words }) => ({
  bound,
  pattern: new RegExp(`^[,*]{0,2} ?(?:${words})(?![a-z])`, 'u'),
}))
/** 50+ and 50+ pages; not 5+2 and 1+N. */
const PLUS = /^\+(?! ?\d|[a-z\u4e00-\u9fff])/u

/**
 * Reads the bound of a number that stands from `start` to `numberEnd` and whose unit ends at
 * `unitEnd`, all in folded text. Of two bounds the one that limits wins over 约.
 */
export function readBound(
  folded: string,
  { start, numberEnd, unitEnd }: { start: number; numberEnd: number; unitEnd: number },
  unit: UnitName,
  over: boolean,
): BoundReading {
  const isCompound = folded[numberEnd] === '-' && unit === 'count'
  const lead = folded.slice(Math.max(0, start - REACH_BEFORE), start)
  const before = readBefore(lead, unit, isCompound)
  const tail = folded.slice(unitEnd, unitEnd + REACH_AFTER)
  const after = readAfter(tail, unit) ?? readMore(folded.slice(numberEnd, unitEnd), tail)
  const from = start - (before?.length ?? 0)
  const to = unitEnd + (after?.length ?? 0)
  const chosen =
    before === undefined || (before.bound === 'about' && after !== undefined) ? after : before
  return { bound: chosen?.bound ?? (over ? 'over' : 'exact'), start: from, end: to }
}

interface Words {
  readonly bound: Bound
  readonly length: number
}

function readBefore(text: string, unit: UnitName, isCompound: boolean): Words | undefined {
  for (const { bound, pattern } of beforeZh) {
    const found = pattern.exec(text)?.[0]
    if (found === undefined) continue
    if (bound === 'about' && NOT_ABOUT.test(text.trimEnd())) continue
    // 近3年 looks back on three years; 将近 and 接近 say nearly.
    if (bound === 'nearly' && PAST_UNITS.has(unit) && found.startsWith('近')) continue
    return { bound, length: found.length }
  }
  for (const { bound, close, pattern } of beforeEn) {
    const found = pattern.exec(text)?.[0]
    // Conditional release under two-step admission: a preposition, no bound.
    if (found === undefined || (close === true && isCompound)) continue
    if (found.startsWith('within') && !limitsWithin(unit)) continue
    return { bound, length: found.length }
  }
  for (const { bound, pattern } of farBeforeZh) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { bound, length: found.length }
  }
  return undefined
}

function readAfter(tail: string, unit: UnitName): Words | undefined {
  for (const { bound, pattern } of [...afterZh, ...afterEn]) {
    const found = pattern.exec(tail)?.[0]
    if (found?.endsWith('内') === true && !limitsWithin(unit)) continue
    if (found !== undefined) return { bound, length: found.length }
  }
  return undefined
}

function limitsWithin(unit: UnitName): boolean {
  return WITHIN_DIMENSIONS.has(unitRow(unit).dimension)
}

/** Bounds between the number and its noun (3 or more enterprises, 50+ pages), or at the very end (50+). */
function readMore(between: string, tail: string): Words | undefined {
  const inside = afterEn.find(({ pattern }) => pattern.test(between))
  if (inside !== undefined) return { bound: inside.bound, length: 0 }
  if (PLUS.test(between === '' ? tail : between)) {
    return { bound: 'at-least', length: between === '' ? 1 : 0 }
  }
  return undefined
}
