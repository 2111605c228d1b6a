import { matchAt } from './match-at.js'

/** 一三八零零一三八零零零: read out digit by digit. */
const HAN_DIGITS = '〇一二三四五六七八九'
const HAN_DIGIT_RUN = /[〇零一二三四五六七八九幺]{11,}/uy

/**
 * Numbers read out digit by digit (幺三八零零…): the run of eleven or more Chinese digits that begins at
 * `start`, as ASCII digits and as long as the run, or `undefined`.
 */
export function spokenDigits(folded: string, start: number): string | undefined {
  return matchAt(HAN_DIGIT_RUN, folded, start)
    ?.replaceAll('零', '〇')
    .replaceAll('幺', '一')
    .replaceAll(/./g, (digit) => String(HAN_DIGITS.indexOf(digit)))
}
