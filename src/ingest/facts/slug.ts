import { createHash } from 'node:crypto'
import { pinyin } from 'pinyin-pro'
import { foldText } from '../../scripts/fold.js'

/** Characters of a slug that still reads at a glance in an address. */
const MAX_LENGTH = 48
/** Hexadecimal digits that tell some thousand names apart. */
const HASH_LENGTH = 8

/**
 * A name as words of a to z and digits joined by hyphens: Chinese in pinyin, word by word
 * (国境物品管理法 → `guojing-wupin-guanli-fa`), Latin letters without their accents. Cut at a word's end;
 * empty when nothing of the name can be written so.
 *
 * @param limit Most characters.
 */
export function slug(name: string, limit = MAX_LENGTH): string {
  const words: string[] = []
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(
    foldText(name),
  )) {
    const latin = pinyin(segment, {
      toneType: 'none',
      type: 'array',
      nonZh: 'consecutive',
      v: true,
    })
      .join('')
      .normalize('NFD')
      .replace(/[^a-z0-9]+/gu, '')
    if (latin !== '') words.push(latin)
  }
  let result = ''
  for (const word of words) {
    const longer = result === '' ? word : `${result}-${word}`
    if (longer.length > limit) break
    result = longer
  }
  return result === '' ? (words[0]?.slice(0, limit) ?? '') : result
}

/** A few digits that stand for a name which has no slug; the same for the same name. */
export function shortHash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH)
}
