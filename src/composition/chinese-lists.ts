import type { NumberRange } from './messages.js'

/**
 * A title under its printed number: a bare Chinese numeral takes its comma back (一、…), an Arabic one
 * is told as one would say it (第3则).
 */
export function chineseListItem(label: string, title: string, unit: string): string {
  if (/^\d+$/u.test(label)) return `第${label}${unit}：${title}`
  return /^[一二三四五六七八九十]+$/u.test(label) ? `${label}、${title}` : `${label} ${title}`
}

/** A document and its count, or its numbers where those before the first are not held. */
export function chineseEntry(
  title: string,
  unit: string,
  { count, first, last }: NumberRange,
): string {
  return first === 1 ? `${title}，共${count}${unit}` : `${title}，第${first}至第${last}${unit}`
}
