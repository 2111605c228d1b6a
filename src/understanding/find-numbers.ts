import { matchAt } from './match-at.js'
import { type LabelToken, type NumberLabel, readLabel } from './number-labels.js'
import type { PersonalDataSpan } from './personal-data.js'
import { endOfPhoneNumber, endOfServiceNumber } from './phone-numbers.js'
import { readIdentity } from './read-identity.js'
import { spokenDigits } from './spoken-digits.js'

const END = String.raw`(?![\p{Script=Latin}\p{Nd}\0])`
/** Numbers of bank cards stand by fours; a part of such a number is no number of its own. */
const BY_FOURS = new RegExp(
  String.raw`[1-9]\d{3}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,4})?${END}`,
  'uy',
)
/**
 * 1,000,000, 12.5 and 8517.13.00. Few thousands, so that a row of them costs no more than its length;
 * few decimals, for 1.13800138000 is the first of a list.
 */
const DECIMAL = /\d{1,3}(?:,\d{3}){1,8}(?![,\d])|\d+(?:\.\d{1,6})+(?!\d)/uy
const WORD = /[\p{Script=Latin}\p{Nd}]+/uy
const MASKED_RUN = /\0+/uy

/** What the words before a place say about the next number. */
interface Context {
  readonly label: NumberLabel | undefined
  /** Letters and digits of the first number behind the label `record`. */
  readonly length: number | undefined
}
const NO_CONTEXT: Context = { label: undefined, length: undefined }

/**
 * Identity, travel document and telephone numbers in folded text, in order, without overlap. One
 * pass from left to right; what a number is named before it decides where its form does not: a
 * record's number (报关单号, HS code) is never personal data, and numbers without a check digit only
 * are where they are named. Takes time linear in the text.
 *
 * @param folded Folded text with {@link MASKED} for every character that is masked already.
 */
export function findNumbers(folded: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = []
  let context = NO_CONTEXT
  let position = 0
  while (position < folded.length) {
    const { label } = context
    const found = readIdentity(folded, position, label) ?? phoneAt(folded, position, label)
    if (found !== undefined && !isRecord(context, folded.slice(found.start, found.end))) {
      spans.push(found)
      position = found.end
      continue
    }
    const token = readToken(folded, position, found?.end, context)
    context = token.context
    position = token.end
  }
  return spans
}

function phoneAt(
  folded: string,
  start: number,
  label: NumberLabel | undefined,
): PersonalDataSpan | undefined {
  const spoken = spokenDigits(folded, start)
  const end =
    spoken !== undefined && /^1[3-9]\d{9}$/.test(spoken)
      ? start + spoken.length
      : endOfPhoneNumber(folded, start, label === 'phone')
  return end === undefined ? undefined : { kind: 'phone', start, end }
}

/** The first number behind a record's label, and those of a list that are as long as it. */
function isRecord({ label, length }: Context, number: string): boolean {
  return label === 'record' && (length === undefined || length === lengthOf(number))
}

function lengthOf(number: string): number {
  return number.replaceAll(/[^\p{Script=Latin}\p{Nd}\p{Script=Han}]/gu, '').length
}

/** The token that begins at `position`, and what is known behind it. */
function readToken(
  folded: string,
  position: number,
  numberEnd: number | undefined,
  context: Context,
): { end: number; context: Context } {
  const masked = matchAt(MASKED_RUN, folded, position)
  if (masked !== undefined) return { end: position + masked.length, context }
  const end = numberEnd ?? endOfServiceNumber(folded, position) ?? endOf(folded, position)
  if (end !== undefined) return { end, context: behindNumber(context, folded.slice(position, end)) }

  const label = readLabel(folded, position)
  if (label !== undefined) return { end: label.end, context: behindLabel(context, label.kind) }
  const word = matchAt(WORD, folded, position)
  if (word === undefined) return { end: position + 1, context: NO_CONTEXT }
  return {
    end: position + word.length,
    context: /\p{Nd}/u.test(word) ? behindNumber(context, word) : NO_CONTEXT,
  }
}

function behindNumber(context: Context, number: string): Context {
  if (context.label !== 'record') return context
  return isRecord(context, number) ? { label: 'record', length: lengthOf(number) } : NO_CONTEXT
}

function behindLabel(context: Context, kind: LabelToken['kind']): Context {
  switch (kind) {
    case 'link':
      return context
    case 'list-link':
      // 关于报关单，13800138000: without a number before it, a comma ends what the label says.
      return context.label === 'record' && context.length === undefined ? NO_CONTEXT : context
    case 'person':
      return context.label === 'phone' ? context : NO_CONTEXT
    case 'generic':
      return context.label === undefined || context.label === 'record'
        ? { label: 'record', length: undefined }
        : context
    case 'record':
    case 'identity':
    case 'travel':
    case 'phone':
      return { label: kind, length: undefined }
  }
}

function endOf(folded: string, start: number): number | undefined {
  const number =
    matchAt(BY_FOURS, folded, start) ??
    matchAt(DECIMAL, folded, start) ??
    spokenDigits(folded, start)
  return number === undefined ? undefined : start + number.length
}
