import type { Messages } from './messages.js'
import { writtenDay } from './written-day.js'
import { zhHantHKMessages } from './messages-zh-hant-hk.js'

/** What the assistant says to readers in Taiwan: Hong Kong's words where they are the same. */
export const zhHantTWMessages: Messages = {
  ...zhHantHKMessages,
  strength: {
    in_force: (word) => `原文以「${word}」寫明現行作法；是否適用於您的情況，請向中國大陸海關確認。`,
    extended: (word) => `原文中「${word}」的內容，是在既有作法上擴大或改進。`,
    pilot: (word) => `原文中「${word}」的內容屬試辦性質，沒有說明人人都可以辦理。`,
    reported: () => '這是報導所述的成效，不是辦理規定。',
    supported: (word) => `原文中「${word}」的內容，沒有寫明現在就可以辦理。`,
    explored: (word) => `原文中「${word}」的內容，沒有說明現在可以辦理。`,
    announced: (word) => `原文以「${word}」說的是報導時還沒做到的事，沒有說明現在可以辦理。`,
  },
  strengthPart: {
    in_force: (word) => `「${word}」的內容是現行作法`,
    extended: (word) => `「${word}」的內容是擴大或改進既有作法`,
    pilot: (word) => `「${word}」的內容屬試辦性質`,
    reported: (word) => `「${word}」的內容是報導所述的成效`,
    supported: (word) => `「${word}」的內容還在支持推動`,
    explored: (word) => `「${word}」的內容還在探索爭取`,
    announced: (word) => `「${word}」的內容在報導時還沒做到`,
  },
  strengthMixed: (parts) =>
    `原文各部分的力度不同：${parts.join('，')}；辦理前請向中國大陸海關確認。`,
  strengthLabel: {
    in_force: '現行',
    extended: '擴大或改進',
    pilot: '試辦',
    reported: '報導',
    supported: '支持推動',
    explored: '探索爭取',
  },
  facetNames: {
    place: '具體地點',
    who: '適用於哪些企業或對象',
    goods: '適用於哪些貨物',
    conditions: '具體條件',
    channel: '如何辦理或申請',
    materials: '應檢附哪些文件',
    timeLimit: '具體的時間或期限',
    amount: '具體金額或數量',
    period: '有效期',
    responsible: '由哪個單位負責',
    fee: '收費標準',
    percentage: '具體比例',
    duration: '具體的時間或期限',
  },
  askedNames: {
    ahead: '要提前多久',
    recurring: '多久一次',
    keeping: '存放、停留或保存的期限',
    date: '具體日期',
    deadline: '最晚期限',
    times: '具體次數',
    site: '設在哪裡',
    whichPlaces: '具體是哪些地方',
    whereKept: '貨物存放在哪裡',
    size: '所要求的規模',
    limit: '限額或上下限',
    rate: '利率或費率',
    share: '具體比例',
    platform: '使用哪個平台或系統',
    criteria: '評定標準',
    grade: '所要求的等級',
  },
  leadOtherOffice: (office) => `以下是${office}的措施，僅供參考，不代表您所詢問海關的作法。`,
  pressNote: '本則為新聞報導，仍以主管機關的文件為準。',
  absence: (office) => `${office}的文件中沒有相關內容。`,
  notDirectlyFound: (office) => `${office}的文件中沒有找到直接對應的措施。`,
  officesCovered: (offices) => `目前收錄的有：${offices}。`,
  askOffice: (offices, hasHotline) =>
    hasHotline
      ? `${offices}如何辦理，請逕向其洽詢，或撥打中國大陸海關服務熱線12360。`
      : `${offices}如何辦理，請直接向其洽詢。`,
  noOtherSpeaks: '在收錄的其他文件中也沒有找到直接對應的措施。',
  ended: (reference, status, last, by) =>
    `${reference}曾有相關規定，但該措施已${status === 'repealed' ? '廢止' : '失效'}${last === null ? '' : `（有效至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，廢止依據為${by}` : `，由${by}取代`}，不能再作為依據。`,
  notYet: (reference, first) => `${reference}有相關規定，但自${writtenDay(first, 'zh')}起才施行。`,
  endedDocument: (title, status, last, by) =>
    `「${title}」已${status === 'repealed' ? '廢止' : '失效'}${last === null ? '' : `（有效至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，廢止依據為${by}` : `，由${by}取代`}，其中的措施不能再作為依據。`,
  notYetDocument: (title, first) => `「${title}」自${writtenDay(first, 'zh')}起才施行。`,
  noEvidence: (documents) => `在收錄的${documents}份文件中沒有找到直接回答這個問題的內容。`,
  outOfScope:
    '本服務只回答中國大陸海關通關便利措施、口岸服務及海南自貿港案例的問題，這個問題不在範圍之內。',
  youCouldAsk: '您可以這樣問：',
  foreignLanguage: '請以繁體中文、簡體中文或英文提問。',
  guardrail:
    '本服務只回答通關便利、口岸服務及海南自貿港案例的問題，並且只依據收錄的文件作答。您可以這樣問：',
  vague: '您想了解哪一類？也可以告訴我是哪個海關。',
  vagueTopics: [
    { label: '減免稅與「零關稅」', question: '減免稅和「零關稅」有哪些便利？' },
    { label: '加工貿易與保稅', question: '加工貿易和保稅業務有哪些便利？' },
    { label: '生鮮農產品通關', question: '生鮮農產品通關有哪些便利？' },
    { label: '高級認證企業（AEO）', question: '高級認證企業（AEO）可以享有哪些便利？' },
    { label: '跨境電商', question: '跨境電商退貨有哪些便利？' },
  ],
  exampleQuestions: [
    {
      label: '貨物在口岸等化驗結果期間可以先提走嗎？',
      question: '貨物在口岸等化驗結果期間可以先提走嗎？',
    },
    { label: '預裁定要提前多久申請？', question: '預裁定要提前多久申請？' },
    { label: '大連海關有哪些措施？', question: '大連海關有哪些措施？' },
  ],
  whichDocument: (number) => `您要找的是哪一份文件的第${number}條（項）？`,
  numberRange: (title, first, last) => `${title}只有${first}至${last}，沒有您說的這一項。`,
  caseRange: (title, first, last) => `${title}只收錄第${first}至第${last}則，沒有您說的這一則。`,
  didYouMean: '您要找的是不是以下其中一項？',
  overviewAll: (documents, measures) => `目前收錄${documents}份文件，共${measures}項內容：`,
  overviewClose: '您可以詢問其中任何一項。',
  relatedSameDocument: '同一文件中的措施，可一併參考',
  relatedOther: (office) => `${office}的措施，可一併參考`,
  relatedTask: '全國任務表中的任務，可一併參考',
  relatedPress: '新聞報導中的案例，可一併參考',
  ask: (reference) => `${reference}寫了什麼？`,
}
