/** Usual order of levels in Chinese and English documents, outermost first; the steps have no meaning. */
export const RANK = {
  part: 1,
  subpart: 2,
  chapter: 3,
  section: 4,
  englishSection: 4.5,
  heading: 4.9,
  article: 5,
  named: 5.5,
  upperRoman: 5.6,
  formal: 5.7,
  upperLetter: 5.8,
  han: 6,
  hanBracket: 7,
  counted: 7.5,
  arabic: 8,
  dotted: 8.5,
  arabicBracket: 9,
  letter: 9.5,
  circled: 10,
  roman: 10.5,
} as const

/** Style of headings without a number, below which numbers start again. */
export const HEADING_STYLE = 'heading'

/** Abbreviations of English words for articles, whose labels are of one list with the full word's. */
export const ENGLISH_SHORT: Readonly<Record<string, string>> = {
  art: 'article',
  sec: 'section',
  reg: 'regulation',
  para: 'paragraph',
}

/** The Chinese words between 第 and their number's end, in one spelling, with their rank. */
export const ORDINAL_UNITS: Readonly<Record<string, readonly [string, number]>> = {
  编: ['编', RANK.part],
  編: ['编', RANK.part],
  篇: ['编', RANK.part],
  部分: ['部分', RANK.part],
  分编: ['分编', RANK.subpart],
  部: ['部分', RANK.part],
  分部: ['分编', RANK.subpart],
  章: ['章', RANK.chapter],
  节: ['节', RANK.section],
  節: ['节', RANK.section],
  条: ['条', RANK.article],
  條: ['条', RANK.article],
  则: ['则', RANK.named],
  則: ['则', RANK.named],
  款: ['款', RANK.han],
  项: ['项', RANK.han],
  項: ['项', RANK.han],
  点: ['项', RANK.han],
  點: ['项', RANK.han],
}

/** The English words before a number, lower case, with their rank. */
export const ENGLISH_UNITS: Readonly<Record<string, number>> = {
  part: RANK.part,
  title: RANK.part,
  book: RANK.part,
  division: RANK.subpart,
  chapter: RANK.chapter,
  article: RANK.article,
  art: RANK.article,
  section: RANK.englishSection,
  sec: RANK.englishSection,
  rule: RANK.article,
  regulation: RANK.article,
  reg: RANK.article,
  clause: RANK.article,
  measure: RANK.named,
  case: RANK.named,
  item: RANK.named,
  task: RANK.named,
  action: RANK.named,
  initiative: RANK.named,
  recommendation: RANK.named,
  question: RANK.named,
  step: RANK.named,
  point: RANK.named,
  paragraph: RANK.named,
  para: RANK.named,
  standard: RANK.named,
  principle: RANK.named,
  practice: RANK.named,
  proposal: RANK.named,
  commitment: RANK.named,
  example: RANK.named,
  requirement: RANK.named,
  objective: RANK.named,
  priority: RANK.named,
  pillar: RANK.named,
  target: RANK.named,
  phase: RANK.named,
  stage: RANK.named,
  scenario: RANK.named,
  tip: RANK.named,
}

/** Han words that are known to count measures when a number follows them; the others must prove it. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  '措施 举措 舉措 便利措施 创新举措 改革举措 案例 典型案例 创新案例 任务 任務 重点任务 行动 行動 事项 事項 做法 经验 經驗 政策 服务 服務 问 問 问题 問題 建议 建議 要点 要點 条款 條款 项目 項目 清单 亮点 提示 贴士 场景 情形 步骤 倡议 承诺 建言 典型经验 典型做法 改革事项'.split(
    ' ',
  ),
)

/** Words with numbers that head what is not a list of measures: boxes, tables, pictures, annexes, notes. */
export const NEVER_ITEMS: ReadonlySet<string> = new Set(
  '专栏 專欄 表 图 圖 附件 附表 附图 附录 附錄 注 註 例 例题 公式 式 式样 样式 答 共 约 约计 即 至 或 和 与 及 近 超 达 为 是 有 在 于 第 每 前 后 近约 民国 民國 公元 年 月 日 电话 電話 邮编 传真 编号 文号 序号 页 頁'.split(
    ' ',
  ),
)
