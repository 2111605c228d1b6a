import { visibleText } from '../domain/visible-text.js'
import { detectScript } from '../scripts/detect-script.js'
import { foldText } from '../scripts/fold.js'
import { findEmailAddresses } from './email-addresses.js'
import { findNumbers } from './find-numbers.js'
import { MASKED, type PersonalDataKind, type PersonalDataSpan } from './personal-data.js'

export type { PersonalDataKind } from './personal-data.js'

/** A text without personal data. */
export interface MaskedText {
  readonly text: string
  /** What was masked: each kind once, whatever its place and number; empty when nothing was. */
  readonly found: readonly PersonalDataKind[]
}

/**
 * What stands for personal data, beside Chinese and in English: brackets of the script around a mark
 * of omission. There is no word in it, so that a question is understood and searched as though
 * nothing stood there: appended to 100 questions, it changed the outcome or the first citation of 3,
 * 电话号码 or 身份证号 in brackets of 10 (the first asks for a telephone number). And nothing in it
 * tells Simplified from Traditional.
 */
export const PLACEHOLDERS = { han: '〔…〕', latin: '[…]' } as const

/** Order of {@link MaskedText.found}. */
const KINDS: readonly PersonalDataKind[] = [
  'mainland-id',
  'hong-kong-id',
  'macao-id',
  'taiwan-id',
  'passport',
  'phone',
  'email',
]

/** Without one of these a text holds no number and no address. */
const MAY_HOLD = /[\p{Nd}@＠﹫〇零一二三四五六七八九幺]/u

/**
 * A text with its personal data replaced by a placeholder of {@link PLACEHOLDERS}; all else stays as
 * it is. Masked are
 *
 * - identity numbers of the mainland (18 characters with region, birth date and check character;
 *   the old 15 digits, which have no check digit, only behind 身份证 and the like), Hong Kong and
 *   Taiwan (with theirs), Macao (behind 身份证 and the like);
 * - passports and travel permits behind their names (护照号 E12345678);
 * - telephone numbers: of the mainland, Hong Kong, Macao and Taiwan, mobile and land lines, and of
 *   other countries with `+`; without dialling code, those of eight digits only behind 电话 and the
 *   like, for tariff codes have eight digits too;
 * - addresses of e-mail.
 *
 * Numbers behind the name of a record (报关单号, 统一社会信用代码, HS code, AWB, 编号) are not, nor
 * are hotlines, 400 numbers and amounts. Full-width forms, invisible characters inside, blanks and
 * hyphens between groups, and mainland numbers read out in Chinese digits are seen through. What is
 * named behind the number (138… is the waybill) or written without `@` is not understood.
 *
 * Idempotent; takes time linear in the text.
 */
export function maskPersonalData(text: string): MaskedText {
  if (!MAY_HOLD.test(text)) return { text, found: [] }
  const { folded, offsets } = visibleOf(text)
  const emails = findEmailAddresses(folded)
  const spans = [...emails, ...findNumbers(blotOut(folded, emails))].toSorted(
    (a, b) => a.start - b.start,
  )
  if (spans.length === 0) return { text, found: [] }

  const kept: string[] = []
  let end = 0
  for (const span of spans) {
    kept.push(text.slice(end, offsets[span.start]))
    // The end of the last character, not the start of the next: invisible ones between them stay.
    end = (offsets[span.end - 1] ?? 0) + 1
  }
  kept.push(text.slice(end))
  const { script } = detectScript(kept.join(' '))
  return {
    text: kept.join(script === 'Latin' ? PLACEHOLDERS.latin : PLACEHOLDERS.han),
    found: KINDS.filter((kind) => spans.some((span) => span.kind === kind)),
  }
}

/**
 * The text as it is read, folded, with {@link MASKED} for placeholders in it, and for each of its
 * UTF-16 code units the offset in the text.
 */
function visibleOf(text: string): { folded: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(text.length)
  const visible: string[] = []
  let length = 0
  let offset = 0
  for (const character of text) {
    const shown = shownOf(character, visible.at(-1) === ' ')
    if (shown !== '') visible.push(shown)
    for (let unit = 0; unit < shown.length; unit += 1) offsets[length + unit] = offset + unit
    length += shown.length
    offset += character.length
  }
  const folded = foldText(visible.join('')).replaceAll(/〔…〕|\[…\]/g, (placeholder) =>
    MASKED.repeat(placeholder.length),
  )
  return { folded, offsets }
}

const PLAIN = /^[\x21-\x7e\p{Script=Han}]$/u
/** White space; the byte order mark is drawn as nothing. */
const BLANK = /^(?!\ufeff)[\s\u0085]$/u

function shownOf(character: string, isBehindBlank: boolean): string {
  if (PLAIN.test(character)) return character
  if (BLANK.test(character)) return isBehindBlank ? '' : ' '
  // ① before a number counts it and is no digit of it.
  if (/^\p{No}$/u.test(character)) return '·'.repeat(character.length)
  return visibleText(character)
}

function blotOut(folded: string, spans: readonly PersonalDataSpan[]): string {
  const kept: string[] = []
  let end = 0
  for (const span of spans) {
    kept.push(folded.slice(end, span.start), MASKED.repeat(span.end - span.start))
    end = span.end
  }
  return kept.join('') + folded.slice(end)
}
