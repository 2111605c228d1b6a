import type { PersonalDataSpan } from './personal-data.js'

/**
 * Addresses of e-mail in folded text, in order. An address takes all that letters, digits, dots,
 * hyphens and the like join to it. Takes time linear in the text.
 */
export function findEmailAddresses(folded: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = []
  let taken = 0
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    let start = at
    while (start > taken && LOCAL_CHARACTER.test(folded.charAt(start - 1))) start -= 1
    while (start < at && !LETTER_OR_DIGIT.test(folded.charAt(start))) start += 1
    let end = at + 1
    while (end < folded.length && DOMAIN_CHARACTER.test(folded.charAt(end))) end += 1
    const domain = domainOf(folded.slice(at + 1, end))
    if (start === at || domain === '') continue
    taken = at + 1 + domain.length
    spans.push({ kind: 'email', start, end: taken })
  }
  return spans
}

const LETTER_OR_DIGIT = /[\p{Script=Latin}\p{Nd}]/u
const LOCAL_CHARACTER = /[\p{Script=Latin}\p{Nd}._%+'-]/u
const DOMAIN_CHARACTER = /[\p{Script=Latin}\p{Nd}.-]/u

/** The domain a text of its characters begins with, up to its last label that can be a top level; or ''. */
function domainOf(text: string): string {
  const labels = text.split('.')
  const gap = labels.indexOf('')
  const joined = gap < 0 ? labels : labels.slice(0, gap)
  const top = joined.findLastIndex((label) => /^\p{Script=Latin}{2}/u.test(label))
  if (top < 1) return ''
  const domain = joined.slice(0, top + 1).join('.')
  let end = domain.length
  while (domain.charAt(end - 1) === '-') end -= 1
  return domain.slice(0, end)
}
