/** Last words of the titles of documents, Simplified. Sources: 党政机关公文处理工作条例 §8, 立法法, usage. */
const KINDS =
  '措施|办法|规定|条例|法|法典|意见|方案|计划|规划|通知|公告|通告|决定|决议|细则|规则|规程|指引|指南|指导|清单|任务表|分工表|任务清单|要点|作业要点|案例|汇编|解答|问答|公约|协定|协议|议定书|标准|规范|准则|大纲|纲要|目录|举措|制度|章程|批复|复函|函|报告|公报|声明|承诺|手册|流程|须知|说明|修正案|解释|命令|令|安排|备忘录|联合公告|十条|政策|政策措施|工作表|汇总表|一览表|一览|注意事项|事项|表|服务|规例|附例|守则|通函|计画|办事指引'
const COUNTED =
  '(?:\\d{1,3}|[一二三四五六七八九十百]{1,5})(?:条|项|则|招)(?:[\\u4e00-\\u9fff]{0,4}(?:措施|举措|办法|政策))?'
/** What may stand in brackets behind it: （试行）, （2023年修订）, （征求意见稿）, （第二批）. */
const NOTE =
  '(?:\\((?:试行|暂行|修订|修正|草案|征求意见稿|送审稿|节选|节录|摘要|全文|更新版|[^()]{0,12}(?:年|版|批|修订|修正|修正案|期|稿|号|施行|部分))\\))'
const CHINESE_TITLE = new RegExp(`(?:${KINDS}|${COUNTED})["'》]?${NOTE}{0,3}$`, 'u')
const ENGLISH_TITLE =
  /\b(?:regulations?|ordinance|act|order|notice|circular|rules|measures|guidelines?|programme|program|plan|agreement|policy|directive|decision|laws?|convention|guide|recommendations|handbook|bill|code|protocol|scheme|announcement|decree|provisions|opinions|requirements|framework|procedures|list|tasks|arrangements?|faqs?|questions)\b(?:[ ,]*(?:\(.{1,40}\)|\d{4}))*$/u

/** Whether a folded line ends as titles of documents do. */
export function endsAsTitle(text: string): boolean {
  return CHINESE_TITLE.test(text.replace(/\s/gu, '')) || ENGLISH_TITLE.test(text)
}

/** Whether a folded line is only what may follow a title in brackets: （试行）. */
export function isTitleNote(text: string): boolean {
  return new RegExp(`^${NOTE}+$`, 'u').test(text.replace(/\s/gu, ''))
}

/** Headings, letterheads and furniture that look like a title and are none. */
const NOT_A_TITLE =
  /^(?:目录|目次|contents|table of contents|index|前言|引言|序言|preamble|preface|purpose|background|introduction|总则|首页|打印|关闭|返回|分享.*|字号.*|正文|正文内容|附件.*|附录.*|附表.*|附:.*|附$|annex.*|appendix.*|attachment.*|schedule.*|序号.*|改革事项|主要内容|任务名称|通知公告|政策法规|信息公开|信息公开目录|特此.*|此件.*|各有关单位|部门文件|政府信息公开|\(完\)|part \w+.*|general provisions|chapter \w+.*|whereas.*|have agreed.*|hereby.*|the parties.*|page \d+.*|第\d+页.*|[-—–]?\d+[-—–]?)$/u
/** First words of a numbered point, a chapter or a list's row. */
const LABEL =
  /^(?:第 ?[一二三四五六七八九十百零〇\d]{1,5} ?[编篇章节条款部]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}(?:[.、)]|\.\d)|[①-⑳●■◆·•*-]|问\d|part \d|article \d)/u
/** Letterheads of papers and decrees: 海关总署文件, …令. */
const LETTERHEAD =
  /(?:文件|规章|公报|令|^公告|^通告|总署公告|部公告|发布|印发|出版|官网|网站|门户网站|新闻办|办公室文件)$/u
/** Han characters or, in English, characters: longer lines are prose. */
const MAX_CHINESE = 70
const MAX_ENGLISH = 180

/** Whether a folded line could be a title or a part of one. */
export function isTitleLine(text: string): boolean {
  const compact = text.replace(/\s/gu, '')
  const isEnglish = !/[\u4e00-\u9fff]/u.test(text)
  if (compact.length > (isEnglish ? MAX_ENGLISH : MAX_CHINESE) || compact.length < 2) return false
  if (!/[\u4e00-\u9fffa-z]/u.test(text)) return false
  if (/[。;:,!]$/u.test(compact) || /[。;!]/u.test(compact.replace(/《[^》]*》?/gu, '')))
    return false
  if (isEnglish && /(?<!\b(?:no|nos|cap|l|n|vol))\.$/u.test(text)) return false
  if (/https?:\/\/|www\.|当前位置|您的位置|[>›»]/u.test(text)) return false
  if (/^[[【]/u.test(compact)) return false
  // A page's number, and who made a regulation, stand about Hong Kong's titles.
  if (/^[a-z]?\d+[a-z]?$/u.test(compact)) return false
  if (/^\((?:made|enact|originally|section|added|amended|由|根据)/u.test(text)) return false
  if (/\.{4,}|…{2,}|_{3,}|\|/u.test(text) || text.includes('\t')) return false
  if (
    /^(?:to|from|cc|attn|(?:our |your )?ref|tel|telephone|fax|e-?mail|主送|抄送|致|来源|作者|编辑|责任编辑|浏览|点击)(?:\.| no\.?)* ?:/u.test(
      text,
    )
  ) {
    return false
  }
  if (/^点击(?:上方|下方|蓝字)|关注我们|扫码关注/u.test(compact)) return false
  if (/^---|^[a-z]+: /u.test(text) && isEnglish && !/[a-z]{2,}: .*[a-z]/u.test(text)) return false
  if (/(?<!《[^》]{0,60}),/u.test(compact) && !isEnglish) return false
  return !NOT_A_TITLE.test(compact) && !NOT_A_TITLE.test(text) && !LABEL.test(text)
}

/** Whether a folded line is a letterhead: 中华人民共和国海关总署令. */
export function isLetterhead(text: string): boolean {
  return LETTERHEAD.test(text.replace(/\s/gu, '')) && !text.includes('关于')
}
