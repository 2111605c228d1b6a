import { parseHanNumeral } from '../../domain/han-numerals.js'
import type { OfficeRecord } from '../../domain/office.js'
import { foldText } from '../../scripts/fold.js'
import { numberParts } from './document-number.js'
import type { DocumentFacts } from './facts-types.js'
import { matchOffice } from './match-office.js'
import { shortHash, slug } from './slug.js'

/** What kinds of documents are called in an id, by the last words of their titles. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/任务(?:分工)?(?:表|清单)|分工表/u, 'tasks'],
  [/措施|举措|measures/u, 'measures'],
  [/案例/u, 'cases'],
  [/行动计划|计划|plan/u, 'plan'],
  [/方案/u, 'plan'],
  [/意见/u, 'opinions'],
  [/细则|规则|rules/u, 'rules'],
  [/条例|办法|规定|regulations?/u, 'regulations'],
  [/公告|通告/u, 'announcement'],
  [/通知|circular|notice/u, 'notice'],
  [/清单|list/u, 'list'],
]
/** A title is shortened to about so many characters where more follows. */
const SHORT = 32
/** 二十条措施, 43项 */
const COUNT = /(\d{1,3}|[一二三四五六七八九十百]{1,5})(?:条|项|则|招)(?!第)/u

/**
 * An id for a document, readable and the same each time: whose it is, year and number
 * (`shanghai-2024-12`, `state-council-2019-3`), or how many measures it says it has (`haikou-20`), or
 * its year and kind (`qingdao-2024-measures`), or its title (`guojing-wupin-guanli-fa`).
 *
 * @param taken Ids that other documents have; the id gets `-2`, `-3` … when it is one of them.
 */
export function proposeId(
  facts: Pick<
    DocumentFacts,
    'title' | 'issuers' | 'documentNumber' | 'signedOn' | 'publishedOn' | 'file'
  >,
  offices: readonly OfficeRecord[],
  taken: ReadonlySet<string> = new Set(),
): string {
  const stem = stemOf(facts, offices)
  const tail = tailOf(facts)
  const title = bareTitle(facts.title?.value ?? '')
  // Without an office a number or a year says too little.
  const id =
    stem === ''
      ? [slug(title, SHORT), facts.documentNumber === null ? '' : tail]
      : [stem, stem.endsWith(`-${tail.slice(0, 4)}`) ? tail.slice(5) : tail]
  const fallback =
    facts.file.title === null ? 'document' : `document-${shortHash(facts.file.title)}`
  const wanted = id.filter((part) => part !== '').join('-') || fallback
  let free = wanted
  for (let next = 2; taken.has(free); next += 1) free = `${wanted}-${next}`
  return free
}

function stemOf(
  facts: Pick<DocumentFacts, 'title' | 'issuers'>,
  offices: readonly OfficeRecord[],
): string {
  const match = matchOffice(facts.issuers, facts.title, offices)
  if (match === null) return ''
  const id = 'officeId' in match ? match.officeId : match.proposed.record.id
  return id.replace(/-customs$/u, '')
}

function tailOf(
  facts: Pick<DocumentFacts, 'title' | 'issuers' | 'documentNumber' | 'signedOn' | 'publishedOn'>,
): string {
  const title = bareTitle(facts.title?.value ?? '')
  const printed = facts.documentNumber?.value
  const parts = printed === undefined ? null : numberParts(printed)
  const year =
    (facts.signedOn ?? facts.publishedOn)?.value.slice(0, 4) ??
    /(?<!\d)(?:19|20)\d{2}(?!\d)/u.exec(title)?.[0]
  if (parts !== null && printed !== undefined) {
    const number = /^\d/u.test(parts.number)
      ? parts.number.toLowerCase()
      : String(parseHanNumeral(parts.number) ?? slug(parts.number))
    if (/^cap/iu.test(printed)) return `cap-${number}`
    if (parts.year !== null) return `${parts.year}-${number}`
    return `${/令/u.test(printed) ? 'order' : 'no'}-${number}`
  }
  const count = COUNT.exec(title)?.[1]
  if (count !== undefined)
    return String(/^\d/u.test(count) ? Number(count) : (parseHanNumeral(count) ?? count))
  const kind = kindOf(title) ?? slug(title, SHORT)
  return [year, kind].filter((part) => part !== undefined && part !== '').join('-')
}

/** Folded, without the country's name before it and numbers in brackets behind it. */
const bareTitle = (title: string): string =>
  foldText(title)
    .replace(/^中华人民共和国(?=..)/u, '')
    .replace(/ *\((?:cap|l\. ?n)\.[^)]*\)/gu, '')

/** The kind named last in a title: 措施…任务表 are tasks. */
function kindOf(title: string): string | undefined {
  const found = KINDS.map(([pattern, kind]) => ({ kind, at: title.search(pattern) }))
  return found.filter(({ at }) => at >= 0).toSorted((a, b) => b.at - a.at)[0]?.kind
}
