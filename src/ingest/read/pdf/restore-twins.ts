/**
 * Characters that stand for another one which looks the same: where several characters share a
 * glyph, programs that print to PDF name the first of them, such as the radical ⼀ for the character
 * 一. Unicode's own mapping (NFKC) knows the radicals of the Kangxi block; these are the others that
 * documents have, by the common fonts for Chinese.
 */
const TWINS: Readonly<Record<string, string>> = {
  '⺠': '民',
  '⻁': '虎',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻑': '長',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻪': '黾',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⺎': '兀',
  '⺒': '巳',
  㬵: '胶',
  '―': '—',
  '∕': '／',
  '〜': '～',
  '‒': '–',
}

const RADICAL_OR_TWIN = /[\u2e80-\u2fdf\uf900-\ufaff㬵―∕\u2329\u232a〜‒]/gu

/** Some of the commonest characters that are written differently in the two scripts. */
const TRADITIONAL = /[國關進業機規開後會辦應]/gu
const SIMPLIFIED = /[国关进业机规开后会办应]/gu

/**
 * Makes the restoring of a document's characters.
 *
 * @param sample Its text: 户 and 戶 share a radical, and the script tells which is meant.
 */
export function createTwinRestorer(sample: string): (text: string) => string {
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0
  const door = count(TRADITIONAL) > count(SIMPLIFIED) ? '戶' : '户'
  return (text) =>
    text.replace(RADICAL_OR_TWIN, (character) =>
      character === '⼾' ? door : (TWINS[character] ?? character.normalize('NFKC')),
    )
}
