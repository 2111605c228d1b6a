import type { Span } from './facts-types.js'
import type { TextLine } from './text-lines.js'

/** What a labelled field of a page or a statute's head tells. */
export type FieldName =
  | 'title'
  | 'issuers'
  | 'documentNumber'
  | 'signedOn'
  | 'publishedOn'
  | 'effectiveOn'
  | 'repealedOn'

/** Labels, folded to Simplified, by what they tell; of two that fit at a place the longer holds. */
const LABELS: Readonly<Record<string, FieldName>> = {
  ...labels('title', '法规名称 文件名称 文件标题 标题 名称 主旨 信息名称 subject title re'),
  ...labels(
    'issuers',
    '发文机关 发文单位 发布机关 发布机构 发布单位 制定机关 公布机关 颁布单位 颁布机关 签发单位 发布部门 发文部门 发文字机关 issued·by issuing·authority',
  ),
  ...labels(
    'documentNumber',
    '发文字号 发文文号 文件编号 公告编号 文号 字号 公告号 文件号 document·no. circular·no. notice·no. reference·no. reference our·ref. our·ref',
  ),
  ...labels(
    'signedOn',
    '成文日期 签发日期 签署日期 发文日期 发文时间 制定日期 通过日期 修正日期 修订日期 修改日期 date date·of·issue issued·on dated',
  ),
  ...labels(
    'publishedOn',
    '发布日期 发布时间 公布日期 公布时间 公开日期 颁布日期 印发日期 公发布日 发布于 日期 published published·on publication·date date·of·publication',
  ),
  ...labels(
    'effectiveOn',
    '施行日期 实施日期 生效日期 执行日期 effective·date effective·from effective·on',
  ),
  ...labels('repealedOn', '失效日期 废止日期 失效时间 废止时间'),
}

const LABEL = Object.keys(LABELS)
  .toSorted((a, b) => b.length - a.length)
  .map((label) => {
    // Short labels are often set apart: 文  号, 标 题.
    const spaced = /^[a-z]/u.test(label) ? label.replaceAll('·', ' +') : [...label].join('\\s*')
    return spaced.replaceAll('.', '\\.')
  })
  .join('|')

/** A label before a colon or in brackets; nothing of a word may stand before it. */
const FIELD = new RegExp(
  `(?<![\\u4e00-\\u9fffa-z])(?:[\\[【](${LABEL})[\\]】]\\s*:?|(${LABEL})\\s*:)\\s*`,
  'gu',
)
/** Any other label that ends a value on the same line: 索引号:, 主题分类:. */
const NEXT_LABEL =
  /\s*[[【][\u4e00-\u9fff\s]{2,8}[\]】]|(?:\s{2,}|\t|\s)[[【]?[\u4e00-\u9fff]{2,6}(?:[\]】]|\s*:)|\s{3,}|\t/u
const WHOLE_LABEL = new RegExp(`^[\\[【]?(${LABEL})[\\]】]?\\s*:?$`, 'u')

/** A field: what it is of, and where its value stands. */
export interface LabelledField extends Span {
  readonly name: FieldName
  /** The line of the label, so that it is taken for nothing else. */
  readonly line: TextLine
}

/**
 * Finds fields such as 发文字号：国发〔2019〕3号 and 法規名稱：…, several on a line or the value in the
 * line (or table cell) after the label's.
 *
 * @param lines Lines outside the measures.
 */
export function findLabelled(lines: readonly TextLine[]): readonly LabelledField[] {
  const fields: LabelledField[] = []
  lines.forEach((line, index) => {
    const whole = WHOLE_LABEL.exec(line.text)
    const next = lines[index + 1]
    if (whole !== null) {
      const name = nameOf(whole[1])
      const isLabelToo = next === undefined || WHOLE_LABEL.test(next.text)
      if (name !== undefined && !isLabelToo) {
        fields.push({ name, start: next.start, end: next.end, line })
      }
      return
    }
    const matches = [...line.text.matchAll(FIELD)]
    matches.forEach((match, order) => {
      // Inside a sentence a label is a word like others.
      if (order === 0 && match.index > 0 && !/[\s\]】|]$/u.test(line.text.slice(0, match.index)))
        return
      const name = nameOf(match[1] ?? match[2])
      const from = match.index + match[0].length
      const until = matches[order + 1]?.index ?? line.text.length
      const value = line.text.slice(from, until)
      const length = NEXT_LABEL.exec(value)?.index ?? value.length
      const trimmed = value.slice(0, length).trimEnd().length
      if (name === undefined || trimmed === 0) return
      fields.push({ name, start: line.start + from, end: line.start + from + trimmed, line })
    })
  })
  return fields
}

function nameOf(label: string | undefined): FieldName | undefined {
  if (label === undefined) return undefined
  const isEnglish = /^[a-z]/u.test(label)
  return LABELS[isEnglish ? label.replace(/\s+/gu, '·') : label.replace(/\s+/gu, '')]
}

function labels(name: FieldName, list: string): Record<string, FieldName> {
  return Object.fromEntries(list.split(' ').map((label) => [label, name]))
}
