import type { OfficeRecord } from '../../domain/office.js'
import { bodyFact, isBodyName, listedBodies, officeNames } from './bodies.js'
import type { CondensedText } from './condensed-text.js'
import type { Fact, Span } from './facts-types.js'
import type { History } from './find-history.js'
import type { Signature } from './find-signature.js'
import type { TextLine } from './text-lines.js'

/** Where issuers are read from. */
export interface IssuerSearch {
  readonly source: string
  readonly condensed: CondensedText
  readonly offices: readonly OfficeRecord[]
  /** Value of a labelled field, if there is one. */
  readonly labelled: Span | undefined
  readonly signature: Signature | null
  readonly documentNumber: Fact | null
  readonly title: Fact | null
  readonly history: History
  /** Lines before the first measure. */
  readonly front: readonly TextLine[]
  /** Index in `condensed` of the first measure. */
  readonly frontEnd: number
}

/** A body's name before 公告2024年第18号 or 令第236号. */
const NUMBER_PREFIX = /^(?:联合)?([\u4e00-\u9fff、 ]{2,60}?)(?:联合)?(?:公告|通告|令|公报)/u
/** A body's name before 关于, as titles have it. */
const TITLE_PREFIX = /^([\u4e00-\u9fff、()·]{2,80}?)(?:关于|公告|令|印发)/u
/** 第九届全国人民代表大会常务委员会第十六次会议通过 */
const ADOPTED_BY =
  /(全国人民代表大会常务委员会|全国人民代表大会(?!常)|[\u4e00-\u9fff]{2,12}人民代表大会常务委员会|国务院|海关总署|[\u4e00-\u9fff]{2,10}(?:部|署|总局|委员会|人民政府))(?:第[\u4e00-\u9fff\d]{1,8}次(?:全体|常务|署务|部务)?会议|令|发布|公布|通过)/u
const ISSUING = /推出|制定|出台|发布|印发|公布/u
/** What stands before 海关 in titles without naming an office: 智慧海关, 长三角海关一体化. */
const NOT_AN_OFFICE =
  /智慧|智能|现代|数字|绿色|平安|法治|中国|我国|全国|各|长三角|京津冀|大湾区|沿海|内陆|世界|国际|边境|直属|隶属|属地|口岸|所有|以及|推进|优化|加强|服务|支持|促进|建设|进一步|企业|年|与|和|的/u

/**
 * The bodies whose document it is, from the surest place that names any: a labelled field, the
 * signature, the document's number, the title, its history, the letterhead, the sentence that says who
 * issues the measures.
 */
export function findIssuers(search: IssuerSearch): readonly Fact[] {
  const { labelled, signature } = search
  if (labelled !== undefined) {
    const { source, condensed } = search
    const from = condensed.indexOf(labelled.start)
    const to = condensed.indexOf(labelled.end)
    return listedBodies(source, condensed, from, to) ?? [bodyFact(condensed, from, to)]
  }
  if (signature !== null && signature.issuers.length > 0) return signature.issuers
  for (const find of [fromNumber, fromTitle, fromHistory, fromLetterhead, fromSentence]) {
    const found = find(search)
    if (found.length > 0) return found
  }
  return []
}

function fromNumber({ source, condensed, documentNumber }: IssuerSearch): readonly Fact[] {
  return documentNumber === null
    ? []
    : namesBefore(source, condensed, documentNumber, NUMBER_PREFIX)
}

function fromTitle(search: IssuerSearch): readonly Fact[] {
  const { source, condensed, title, offices } = search
  if (title === null) return []
  const before = namesBefore(source, condensed, title, TITLE_PREFIX)
  if (before.length > 0) return before
  const from = condensed.indexOf(title.start)
  const words = condensed.text.slice(from, condensed.indexOf(title.end))
  const known = longestNameAt(words, offices)
  if (known !== undefined) return [bodyFact(condensed, from, from + known.length)]
  const customs = /^(?!中华人民共和国海关)[\u4e00-\u9fff]{2,8}?海关(?=[\u4e00-\u9fff])/u.exec(
    words,
  )?.[0]
  if (customs === undefined || NOT_AN_OFFICE.test(customs) || !isBodyName(customs)) return []
  return [bodyFact(condensed, from, from + customs.length)]
}

function fromHistory({ condensed, history }: IssuerSearch): readonly Fact[] {
  for (const { from, to } of history.ranges) {
    const words = condensed.text.slice(from, to)
    const match = ADOPTED_BY.exec(
      words.replace(/第[一二三四五六七八九十]+届/gu, (each) => ' '.repeat(each.length)),
    )
    if (match === null) continue
    const begins = from + match.index
    return [bodyFact(condensed, begins, begins + (match[1] ?? '').length)]
  }
  return []
}

/** The first line where it is a name and nothing else, 文件 aside. */
function fromLetterhead({ source, condensed, front, title }: IssuerSearch): readonly Fact[] {
  const found: Fact[] = []
  for (const line of front.slice(0, 3)) {
    if (title !== null && line.start >= title.start) break
    const from = condensed.indexOf(line.start)
    const to = condensed.indexOf(line.end)
    const suffix = /(?:文件|公告|令)$/u.exec(condensed.text.slice(from, to))?.[0].length ?? 0
    const listed = listedBodies(source, condensed, from, to - suffix)
    if (listed === null) {
      if (found.length > 0) break
      continue
    }
    found.push(...listed)
  }
  return found
}

/** …,大连海关立足口岸实际,…推出43项惠企措施: the one known office in a sentence that says who issues. */
function fromSentence({ condensed, offices, frontEnd }: IssuerSearch): readonly Fact[] {
  const names = [...officeNames(offices)].filter(([name]) => /[\u4e00-\u9fff]{4}/u.test(name))
  let at = 0
  for (const sentence of condensed.text.slice(0, frontEnd).split('。')) {
    const verb = sentence.search(ISSUING)
    if (verb > 0) {
      const found = names
        .map(([name, office]) => ({ name, office, index: sentence.slice(0, verb).indexOf(name) }))
        .filter(({ index, name }) => index >= 0 && isSubject(sentence, index, name))
        .toSorted((a, b) => b.name.length - a.name.length)
      const first = found[0]
      const isOne = found.every(({ office }) => office === first?.office)
      if (first !== undefined && isOne) {
        return [bodyFact(condensed, at + first.index, at + first.index + first.name.length)]
      }
    }
    at += sentence.length + 1
  }
  return []
}

/** Whether a name begins a clause: not 按照海关总署要求. */
function isSubject(sentence: string, index: number, name: string): boolean {
  const before = sentence.slice(0, index)
  return (
    /(?:^|[,;:])$/u.test(before) &&
    !/^(?:的|要求|部署|关于)/u.test(sentence.slice(index + name.length))
  )
}

function namesBefore(
  source: string,
  condensed: CondensedText,
  { start, end }: Fact,
  pattern: RegExp,
): readonly Fact[] {
  const from = condensed.indexOf(start)
  const words = pattern.exec(condensed.text.slice(from, condensed.indexOf(end)))?.[1]
  if (words === undefined) return []
  return listedBodies(source, condensed, from, from + words.length) ?? []
}

function longestNameAt(words: string, offices: readonly OfficeRecord[]): string | undefined {
  return [...officeNames(offices).keys()]
    .filter((name) => words.startsWith(name) && name.length < words.length && name.length >= 4)
    .toSorted((a, b) => b.length - a.length)[0]
}
