import type { DocumentLine } from './document-line.js'
import { visualWidth } from './visual-width.js'

/** Lines with which the text after the last measure begins. */
const CLOSING_LINE =
  /^[\s\u3000]*(?:附[ \u3000]{0,3}[件表图录錄注][ \u3000]?[一二三四五六七八九十\d]{0,2}[ \u3000]?[:：.]|附[:：]|抄[送报][:：]|(?:主题词|主題詞|联系人|聯絡人|联系电话|责任编辑|责编|编辑|供稿|撰稿|审核|校对|监制|制作|往期回顾|往期推荐|推荐阅读|延伸阅读|免责声明|END|正本|副本|此致|来源|稿源|信息来源|打印本页|关闭窗口|相关链接|相关附件|附件下载|扫一扫|分享到|上一篇|下一篇|返回顶部)(?:[:：\s]|$)|特此(?:公告|通知|通告|函告|批复|报告)[。.]?[\s\u3000]*$|[（(](?:此件|联系人|聯絡人|来源|本文有删减|信息公开)[^）)]{0,60}[）)][\s\u3000]*$|(?:合计|总计|共计|合計|總計)[\t|｜]|注[:：]|\((?:signed|Signed)\)|Yours (?:faithfully|sincerely|truly)|Done at [A-Z]|(?:Enclosures?|Encl\.|cc|c\.c\.):)/u
/** A line that no sentence ends on, as of those who sign; columns of half width. */
const MAX_SIGNATURE_WIDTH = 60
const MAX_SIGNATURES = 12
const ENDS_TEXT = /[。！？；：，、.!?;:,”」]$/u

/**
 * Offset at which the text after the last measure begins: attachments, signatures and date, the
 * address of who answers questions. `end` when the measure goes on to there.
 *
 * @param from Index of the line of the last measure's label.
 * @param end Offset at which the list is over in any case.
 */
export function findBackMatter(lines: readonly DocumentLine[], from: number, end: number): number {
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || line.start >= end) break
    if (line.role === 'attachments' || line.boundary === 'annex')
      return beforeSignatures(lines, from, at)
    if (line.role !== 'text') continue
    if (line.boundary === 'signed') return beforeSignatures(lines, from, at)
    if (CLOSING_LINE.test(line.text)) return line.start
    if (/^[\s\u3000]*[*＊※](?!\*)\s?\S/u.test(line.text) && isLastText(lines, at, end))
      return line.start
  }
  return end
}

/** Moves back over the names of those who sign, which stand before the date. */
function beforeSignatures(lines: readonly DocumentLine[], from: number, at: number): number {
  let start = lines[at]?.start ?? 0
  let names = 0
  for (let above = at - 1; above > from && names < MAX_SIGNATURES; above -= 1) {
    const line = lines[above]
    if (line === undefined) break
    const text = line.text.trim()
    if (line.role === 'blank' || line.role === 'furniture') continue
    if (
      visualWidth(text) > MAX_SIGNATURE_WIDTH ||
      ENDS_TEXT.test(text) ||
      line.continues === 'likely'
    )
      break
    start = line.start
    names += 1
  }
  return start
}

function isLastText(lines: readonly DocumentLine[], at: number, end: number): boolean {
  return lines.slice(at + 1).every(({ role, start }) => role !== 'text' || start >= end)
}
