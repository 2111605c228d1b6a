import type { DocumentLine } from './document-line.js'
import type { OutlineNode } from './outline-tree.js'

/** 本措施自…起施行, 本公告由…负责解释, 以上措施…, 特此通知, and the same in English. */
const CLOSING_CLAUSE =
  /^[\s\u3000]*(?:(?:本|该|該|此)(?!条|條|项|項|款|点|點|章|节|節|部分|次|年|月|人|企业|企業|单位|單位|部门|部門)\p{Script=Han}{1,12}(?:自|从|從|由|有效期|的?有效|执行期|实施期|試行|试行期|印发之日|公布之日|发布之日|未尽事宜|未盡事宜)|(?:以上|上述|前述)(?:各项|各項)?(?:便利|支持|改革|惠企|工作)?(?:措施|举措|舉措|意见|意見|通知|公告|通告|规定|規定|事项|事項|内容|內容|政策|任务|任務|请示|批复)(?!的|第)|特此(?:公告|通知|通告|函告|函复|批复|批復|报告|報告|公布|公佈)|(?:在)?(?:执行|實施|实施|施行)(?:过程)?中(?:如)?(?:有|遇有?|遇到|发现)|(?:请|望)(?:各|认真|遵照|结合)|(?:These|This|The above) [A-Za-z ]{3,40}? (?:shall |will |is to |are to )?(?:takes? effect|comes? into (?:force|operation|effect)|enters? into force|(?:is|are) effective))/u
const STARTS_OR_ENDS_FORCE =
  /(?:施行|实施|實施|执行|執行|生效|有效|起效|失效|废止|廢止|解释|解釋|另行|effect|force|operation)/u
/** A point whose own subject is when the document takes effect keeps its sentence. */
const ABOUT_FORCE =
  /(?:附则|附則|^其[他它]|(?:施行|实施|實施|执行|執行|生效|起止|有效)(?:时间|時間|日期|期限|期间|期間)?$|有效期|解释权|解釋權|commencement|entry into force|miscellaneous|final provisions)/iu
const ENDS_SENTENCE = /[。；！？.;!?”」）)]$/u
/** A closing clause is one sentence or two; characters. */
const MAX_CLAUSE = 160
/** Share of the points without any text of their own from which headings are all there is. */
const MOST = 0.5

/**
 * Offset of the clause with which a list that is not one of articles closes, in a paragraph of its own
 * behind the last point: 本措施自2026年6月1日起施行。 In laws that is the last article.
 *
 * @param measures Measures in order.
 * @param end Offset at which the list or what closes it is over.
 * @returns `undefined` where the text goes on to `end`.
 */
export function findClosingClause(
  measures: readonly OutlineNode[],
  lines: readonly DocumentLine[],
  end: number,
): number | undefined {
  const last = measures.at(-1)
  if (last === undefined || ABOUT_FORCE.test(headingOf(last))) return undefined
  const bare = measures.slice(0, -1).filter((node) => !hasText(node)).length
  const headingsOnly = measures.length > 1 && bare >= (measures.length - 1) * MOST
  let told = ENDS_SENTENCE.test(last.headline)
  for (let at = last.reading.line + 1; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || line.start >= end) break
    if (line.role !== 'text') continue
    const fits = line.continues !== 'likely' && line.hint?.cell === undefined
    if (fits && (told || headingsOnly) && isClosing(lines, at, end)) return line.start
    if (ENDS_SENTENCE.test(line.text.trim())) told = true
  }
  return undefined
}

/** Whether a line begins the clause, and nothing but what closes a document follows it. */
function isClosing(lines: readonly DocumentLine[], at: number, end: number): boolean {
  const text = lines[at]?.text ?? ''
  if (!CLOSING_CLAUSE.test(text)) return false
  if (/^[\s\u3000]*(?:本|该|該|此)/u.test(text) && !STARTS_OR_ENDS_FORCE.test(text)) return false
  let length = 0
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next]
    if (line === undefined || line.start >= end) break
    if (line.role === 'text') length += line.text.trim().length
    if (length > MAX_CLAUSE) return false
  }
  return true
}

function headingOf({ headline, ownText }: OutlineNode): string {
  const text = headline === '' ? (ownText.split('\n')[0] ?? '') : headline
  return ENDS_SENTENCE.test(text) ? '' : text
}

function hasText({ ownText, children }: OutlineNode): boolean {
  return children.length > 0 || ownText.includes('\n') || ENDS_SENTENCE.test(ownText)
}
