import { chineseEntry, chineseListItem } from './chinese-lists.js'
import type { Messages } from './messages.js'
import { writtenDay } from './written-day.js'

/** What the assistant says to readers in Hong Kong and Macao. */
export const zhHantHKMessages: Messages = {
  leadMeasure: (reference) => `**${reference}**對此有規定：`,
  leadTask: (reference) => `**${reference}**提出：`,
  leadWeaker: (reference) => `**${reference}**提出：`,
  strength: {
    in_force: (word) => `原文以「${word}」寫明現行做法；是否適用於你的情況，請向內地海關查詢。`,
    extended: (word) => `原文中「${word}」的內容，是在原有做法上擴大或改善。`,
    pilot: (word) => `原文中「${word}」的內容只限試點範圍，沒有說明人人均可辦理。`,
    reported: () => '這是報道所述的成效，並非辦理規定。',
    supported: (word) => `原文中「${word}」的內容，沒有寫明現時可以辦理。`,
    explored: (word) => `原文中「${word}」的內容，沒有說明現時可以辦理。`,
  },
  strengthLabel: {
    in_force: '現行',
    extended: '擴大或改善',
    pilot: '試點',
    reported: '報道',
    supported: '支持推動',
    explored: '探索爭取',
  },
  notStated: (what) => `原文沒有寫明${what}。`,
  facetNames: {
    place: '在哪裏辦理',
    who: '哪些企業可以辦理',
    goods: '適用於哪些貨物',
    conditions: '具體條件',
    channel: '如何申請',
    materials: '須提交哪些文件',
    timeLimit: '辦理時間',
    amount: '具體金額或數量',
    period: '有效期',
    responsible: '負責單位',
    fee: '收費標準',
    percentage: '具體比例',
    duration: '具體期限',
  },
  leadPress: (reference) => `**${reference}**：`,
  titled: (reference, title) => `${reference}「${title}」`,
  leadWhole: (reference, title) => `**${reference}「${title}」**：`,
  leadOtherOffice: (office) => `以下是${office}的措施，謹供參考，不代表你所問海關的做法。`,
  pressNote: '本則為新聞報道，一切以主管部門的文件為準。',
  untranslated: (original) => original,
  original: (original) => original,
  translationNote: '',
  comparisonLead: (count) => `收錄的文件中有${count}處與此有關：`,
  comparisonHeader: ['出處', '內容', '力度'],
  absence: (office) => `${office}的文件中並無相關內容。`,
  notDirectlyFound: (office) => `${office}的文件中找不到直接對應的措施。`,
  officeNotIncluded: (offices) => `本服務沒有收錄${offices}的文件。`,
  officesCovered: (offices) => `現時收錄的有：${offices}。`,
  askOffice: (offices, hasHotline) =>
    hasHotline
      ? `${offices}如何辦理，請向其查詢，或致電中國內地海關熱線12360。`
      : `${offices}如何辦理，請直接向其查詢。`,
  noOtherSpeaks: '在收錄的其他文件中亦找不到直接對應的措施。',
  nationalHint: '全國範圍的內容，可參閱：',
  ended: (reference, status, last, by) =>
    `${reference}曾載有相關內容，但該措施已${status === 'repealed' ? '廢除' : '失效'}${last === null ? '' : `（有效至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，廢除依據是${by}` : `，由${by}取代`}，不可再作為依據。`,
  notYet: (reference, first) =>
    `${reference}載有相關內容，但要到${writtenDay(first, 'zh')}才開始實施。`,
  endedDocument: (title, status, last, by) =>
    `「${title}」已${status === 'repealed' ? '廢除' : '失效'}${last === null ? '' : `（有效至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，廢除依據是${by}` : `，由${by}取代`}，其中的措施不可再作為依據。`,
  notYetDocument: (title, first) => `「${title}」要到${writtenDay(first, 'zh')}才開始實施。`,
  noEvidence: (documents) => `在收錄的${documents}份文件中找不到直接解答這個問題的內容。`,
  outOfScope:
    '本服務只解答中國內地海關通關便利措施、口岸服務及海南自貿港案例的查詢，這個問題不在範圍之內。',
  youCouldAsk: '你可以這樣問：',
  foreignLanguage: '請以繁體中文、簡體中文或英文提問。',
  guardrail:
    '本服務只解答通關便利、口岸服務及海南自貿港案例的查詢，並只依據收錄的文件作答。你可以這樣問：',
  vague: '你想了解哪一類？也可以告訴我是哪個海關。',
  vagueTopics: [
    { label: '減免稅與「零關稅」', question: '減免稅和「零關稅」有甚麼便利？' },
    { label: '加工貿易及保稅', question: '加工貿易和保稅業務有甚麼便利？' },
    { label: '鮮活農產品清關', question: '鮮活農產品清關有甚麼便利？' },
    { label: '高級認證企業（AEO）', question: '高級認證企業（AEO）可享有哪些便利？' },
    { label: '跨境電商', question: '跨境電商退貨有甚麼便利？' },
  ],
  exampleQuestions: [
    {
      label: '貨物在口岸等化驗結果期間可以先提走嗎？',
      question: '貨物在口岸等化驗結果期間可以先提走嗎？',
    },
    { label: '預裁定要提前多久申請？', question: '預裁定要提前多久申請？' },
    { label: '大連海關有哪些措施？', question: '大連海關有哪些措施？' },
  ],
  whichDocument: (number) => `你要找的是哪一份文件的第${number}條（項）？`,
  numberRange: (title, first, last) => `${title}只有${first}至${last}，沒有你所說的這一項。`,
  caseRange: (title, first, last) => `${title}只收錄第${first}至第${last}則，沒有你所說的這一則。`,
  didYouMean: '你要找的是否以下其中一項？',
  overviewAll: (documents, measures) => `現時收錄${documents}份文件，共${measures}項內容：`,
  overviewDocument: (title) => `**${title}**包括以下各項：`,
  overviewChapters: (title, _count, chapters) => `**${title}**分為${chapters}個部分：`,
  overviewChapter: (chapter, count, first, last) => `${chapter}：${count}項，${first}至${last}`,
  overviewEntry: chineseEntry,
  overviewMeasure: chineseListItem,
  overviewClose: '你可以查詢其中任何一項。',
  relatedSameDocument: '同一文件內的措施，可一併參閱',
  relatedOther: (office) => `${office}的措施，可一併參閱`,
  relatedTask: '全國任務表內的任務，可一併參閱',
  relatedPress: '新聞報道中的案例，可一併參閱',
  relatedFacet: {
    subject: (words) => `對象不同：${words}`,
    place: (words) => `地點不同：${words}`,
  },
  ask: (reference) => `${reference}寫了甚麼？`,
  askOverview: (document) => `${document}有哪些內容？`,
  listSeparator: '、',
}
