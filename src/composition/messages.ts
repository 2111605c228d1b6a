import type { AskedFacet } from '../domain/cues.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { CommitmentClass } from '../measures/strength.js'

/** Everything the assistant says on its own account, in one written form. */
export interface Messages {
  /** Before the words of a measure, a task list's item, or a press report. */
  readonly leadMeasure: (reference: string) => string
  readonly leadTask: (reference: string) => string
  readonly leadPress: (reference: string) => string
  /** Before a whole measure that was asked for by number. */
  readonly leadWhole: (reference: string, title: string) => string
  /** Before a measure of another office when the one asked about is not covered. */
  readonly leadOtherOffice: (office: string) => string
  /** Before the words of a measure that gives no right yet, or only widens what there is. */
  readonly leadWeaker: (reference: string) => string
  /** How strong the promise is, with the word of the original that says so. */
  readonly strength: Readonly<Record<CommitmentClass, (word: string) => string>>
  /** The same in a word or two, for a table. */
  readonly strengthLabel: Readonly<Record<CommitmentClass, string>>
  readonly notStated: (what: string) => string
  readonly facetNames: Readonly<Record<AskedFacet, string>>
  readonly pressNote: string
  readonly untranslated: (original: string) => string
  readonly original: (original: string) => string
  readonly translationNote: string
  readonly comparisonLead: (count: number) => string
  readonly comparisonHeader: readonly [string, string, string]
  readonly absence: (office: string) => string
  readonly notDirectlyFound: (office: string) => string
  readonly officeNotIncluded: (offices: string) => string
  readonly officesCovered: (offices: string) => string
  readonly noOtherSpeaks: string
  readonly nationalHint: string
  readonly noEvidence: (documents: number) => string
  readonly outOfScope: string
  readonly foreignLanguage: string
  readonly youCouldAsk: string
  readonly guardrail: string
  readonly vague: string
  readonly vagueTopics: readonly { label: string; question: string }[]
  readonly exampleQuestions: readonly { label: string; question: string }[]
  readonly whichDocument: (number: number) => string
  readonly numberRange: (title: string, first: string, last: string) => string
  readonly caseRange: (title: string, first: number, last: number) => string
  readonly didYouMean: string
  readonly overviewAll: (documents: number, measures: number) => string
  readonly overviewDocument: (title: string, count: number) => string
  readonly overviewChapters: (title: string, count: number, chapters: number) => string
  readonly overviewChapter: (chapter: string, count: number, first: string, last: string) => string
  readonly overviewEntry: (office: string, title: string, count: number) => string
  readonly overviewMeasure: (label: string, title: string) => string
  readonly overviewClose: string
  readonly relatedSameDocument: string
  readonly relatedOther: (office: string) => string
  /** That a near measure is for something else: other goods or parties, or another place. */
  readonly relatedFacet: Readonly<Record<'subject' | 'place', (words: string) => string>>
  readonly ask: (reference: string) => string
  readonly askOverview: (document: string) => string
  readonly listSeparator: string
}

/** A title under its printed number: a bare Chinese numeral takes its comma back (一、…). */
function chineseListItem(label: string, title: string): string {
  return /^[一二三四五六七八九十]+$/u.test(label) ? `${label}、${title}` : `${label} ${title}`
}

const zhHans: Messages = {
  leadMeasure: (reference) => `**${reference}**对此有规定：`,
  leadTask: (reference) => `**${reference}**提出：`,
  leadWeaker: (reference) => `**${reference}**提出：`,
  strength: {
    in_force: (word) => `原文用语为“${word}”，写明了现行做法；能否适用于您的情况，请向海关确认。`,
    extended: (word) => `原文用语为“${word}”，是在已有做法上扩大或改进。`,
    pilot: (word) => `原文用语为“${word}”，属于试点，没有说明人人都可以办理。`,
    reported: () => '这是报道所述的成效，不是办理规定。',
    supported: (word) => `原文用语为“${word}”，没有写明现在就可以办理。`,
    explored: (word) => `原文用语为“${word}”，没有说明现在可以办理。`,
  },
  strengthLabel: {
    in_force: '现行',
    extended: '扩大或改进',
    pilot: '试点',
    reported: '报道',
    supported: '支持推动',
    explored: '探索争取',
  },
  notStated: (what) => `该项没有写明${what}。`,
  facetNames: {
    place: '在哪里办理',
    who: '哪些企业可以办理',
    goods: '适用哪些货物',
    conditions: '具体条件',
    channel: '怎样申请',
    materials: '要提交哪些材料',
    timeLimit: '办理时间',
    amount: '具体数额或数量',
    period: '有效期',
    responsible: '责任单位',
    fee: '收费标准',
    percentage: '具体比例',
    duration: '具体期限',
  },
  leadPress: (reference) => `**${reference}**报道：`,
  leadWhole: (reference, title) => `**${reference}“${title}”**：`,
  leadOtherOffice: (office) => `以下是${office}的措施，供参考，不代表您所问海关的做法。`,
  pressNote: '本则为新闻报道，以主管部门文件为准。',
  untranslated: (original) => original,
  original: (original) => original,
  translationNote: '',
  comparisonLead: (count) => `收录的文件中有${count}处与此有关：`,
  comparisonHeader: ['出处', '内容', '力度'],
  absence: (office) => `${office}的文件中未找到相关内容。`,
  notDirectlyFound: (office) => `${office}的文件中没有找到直接对应的措施。`,
  officeNotIncluded: (offices) => `没有收录${offices}自己的文件。`,
  officesCovered: (offices) => `目前收录的有：${offices}。`,
  noOtherSpeaks: '在收录的其他文件中也没有找到直接对应的措施。',
  nationalHint: '全国范围的内容，可以看：',
  noEvidence: (documents) => `在收录的${documents}份文件中没有找到直接回答这个问题的内容。`,
  outOfScope:
    '我只回答海关通关便利措施、口岸服务和海南自贸港案例方面的问题，这个问题不在范围之内。',
  youCouldAsk: '您可以这样问：',
  foreignLanguage: '请用简体中文、繁体中文或英文提问。',
  guardrail:
    '我只回答通关便利、口岸服务和海南自贸港案例方面的问题，并且只依据收录的文件作答。您可以这样问：',
  vague: '您想了解哪一类？也可以告诉我是哪个海关。',
  vagueTopics: [
    { label: '减免税与“零关税”', question: '减免税和“零关税”有哪些便利？' },
    { label: '加工贸易和保税', question: '加工贸易和保税业务有哪些便利？' },
    { label: '鲜活农产品通关', question: '鲜活农产品通关有哪些便利？' },
    { label: '高级认证企业（AEO）', question: '高级认证企业（AEO）能享受哪些便利？' },
    { label: '跨境电商', question: '跨境电商退货有哪些便利？' },
  ],
  exampleQuestions: [
    {
      label: '货物在口岸等化验结果期间能先提走吗？',
      question: '货物在口岸等化验结果期间能先提走吗？',
    },
    { label: '预裁定要提前多久申请？', question: '预裁定要提前多久申请？' },
    { label: '大连海关有哪些措施？', question: '大连海关有哪些措施？' },
  ],
  whichDocument: (number) => `您要找的是哪一份文件的第${number}条（项）？`,
  numberRange: (title, first, last) => `${title}只有${first}至${last}，没有您说的这一项。`,
  caseRange: (title, first, last) => `${title}只收录了第${first}至第${last}则，没有您说的这一则。`,
  didYouMean: '您要找的是不是下面的某一项？',
  overviewAll: (documents, measures) => `目前收录${documents}份文件，共${measures}项措施：`,
  overviewDocument: (title) => `**${title}**包括以下各项：`,
  overviewChapters: (title, _count, chapters) => `**${title}**分${chapters}个部分：`,
  overviewChapter: (chapter, count, first, last) => `${chapter}：${count}项，${first}至${last}`,
  overviewEntry: (_office, title, count) => `${title}（${count}项）`,
  overviewMeasure: chineseListItem,
  overviewClose: '您可以问其中任何一项。',
  relatedSameDocument: '同一文件中的相近措施',
  relatedOther: (office) => `${office}的相近措施`,
  relatedFacet: {
    subject: (words) => `对象不同：${words}`,
    place: (words) => `地点不同：${words}`,
  },
  ask: (reference) => `${reference}写了什么？`,
  askOverview: (document) => `${document}有哪些内容？`,
  listSeparator: '、',
}

const zhHantHK: Messages = {
  leadMeasure: (reference) => `**${reference}**對此有規定：`,
  leadTask: (reference) => `**${reference}**提出：`,
  leadWeaker: (reference) => `**${reference}**提出：`,
  strength: {
    in_force: (word) =>
      `原文用語為「${word}」，寫明現行做法；是否適用於你的情況，請向內地海關查詢。`,
    extended: (word) => `原文用語為「${word}」，即在原有做法上擴大或改善。`,
    pilot: (word) => `原文用語為「${word}」，屬試點性質，沒有說明人人均可辦理。`,
    reported: () => '這是報道所述的成效，並非辦理規定。',
    supported: (word) => `原文用語為「${word}」，沒有寫明現時可以辦理。`,
    explored: (word) => `原文用語為「${word}」，沒有說明現時可以辦理。`,
  },
  strengthLabel: {
    in_force: '現行',
    extended: '擴大或改善',
    pilot: '試點',
    reported: '報道',
    supported: '支持推動',
    explored: '探索爭取',
  },
  notStated: (what) => `該項沒有寫明${what}。`,
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
  leadPress: (reference) => `**${reference}**報道：`,
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
  noOtherSpeaks: '在收錄的其他文件中亦找不到直接對應的措施。',
  nationalHint: '全國範圍的內容，可參閱：',
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
  overviewAll: (documents, measures) => `現時收錄${documents}份文件，共${measures}項措施：`,
  overviewDocument: (title) => `**${title}**包括以下各項：`,
  overviewChapters: (title, _count, chapters) => `**${title}**分為${chapters}個部分：`,
  overviewChapter: (chapter, count, first, last) => `${chapter}：${count}項，${first}至${last}`,
  overviewEntry: (_office, title, count) => `${title}（${count}項）`,
  overviewMeasure: chineseListItem,
  overviewClose: '你可以查詢其中任何一項。',
  relatedSameDocument: '同一文件內的相近措施',
  relatedOther: (office) => `${office}的相近措施`,
  relatedFacet: {
    subject: (words) => `對象不同：${words}`,
    place: (words) => `地點不同：${words}`,
  },
  ask: (reference) => `${reference}寫了甚麼？`,
  askOverview: (document) => `${document}有哪些內容？`,
  listSeparator: '、',
}

const zhHantTW: Messages = {
  ...zhHantHK,
  strength: {
    in_force: (word) =>
      `原文用語為「${word}」，寫明現行作法；是否適用於您的情況，請向中國大陸海關確認。`,
    extended: (word) => `原文用語為「${word}」，是在既有作法上擴大或改進。`,
    pilot: (word) => `原文用語為「${word}」，屬試辦性質，沒有說明人人都可以辦理。`,
    reported: () => '這是報導所述的成效，不是辦理規定。',
    supported: (word) => `原文用語為「${word}」，沒有寫明現在就可以辦理。`,
    explored: (word) => `原文用語為「${word}」，沒有說明現在可以辦理。`,
  },
  strengthLabel: {
    in_force: '現行',
    extended: '擴大或改進',
    pilot: '試辦',
    reported: '報導',
    supported: '支持推動',
    explored: '探索爭取',
  },
  facetNames: {
    place: '在哪裡辦理',
    who: '哪些企業可以辦理',
    goods: '適用於哪些貨物',
    conditions: '具體條件',
    channel: '如何申請',
    materials: '應檢附哪些文件',
    timeLimit: '辦理時間',
    amount: '具體金額或數量',
    period: '有效期',
    responsible: '主管單位',
    fee: '收費標準',
    percentage: '具體比例',
    duration: '具體期限',
  },
  leadPress: (reference) => `**${reference}**報導：`,
  leadOtherOffice: (office) => `以下是${office}的措施，僅供參考，不代表您所詢問海關的作法。`,
  pressNote: '本則為新聞報導，仍以主管機關的文件為準。',
  absence: (office) => `${office}的文件中沒有相關內容。`,
  notDirectlyFound: (office) => `${office}的文件中沒有找到直接對應的措施。`,
  officesCovered: (offices) => `目前收錄的有：${offices}。`,
  noOtherSpeaks: '在收錄的其他文件中也沒有找到直接對應的措施。',
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
  overviewAll: (documents, measures) => `目前收錄${documents}份文件，共${measures}項措施：`,
  overviewClose: '您可以詢問其中任何一項。',
  relatedSameDocument: '同一文件中的相近措施',
  ask: (reference) => `${reference}寫了什麼？`,
}

const en: Messages = {
  leadMeasure: (reference) => `**${reference}:** `,
  leadTask: (reference) => `**${reference}:** `,
  leadWeaker: (reference) => `**${reference}:** `,
  strength: {
    in_force: (word) =>
      `The original's word is 「${word}」: it describes a practice in force; check with customs whether it applies to your case.`,
    extended: (word) =>
      `The original's word is 「${word}」: an existing practice is being widened or improved.`,
    pilot: (word) =>
      `The original's word is 「${word}」: this is a pilot, and the text does not say that everyone can use it.`,
    reported: () => 'This is a result told by the report, not a rule.',
    supported: (word) =>
      `The original's word is 「${word}」: support is announced, and the text does not say that it can be done now.`,
    explored: (word) =>
      `The original's word is 「${word}」: it is being explored or sought, and the text does not say that it can be done now.`,
  },
  strengthLabel: {
    in_force: 'in force',
    extended: 'being widened or improved',
    pilot: 'pilot',
    reported: 'reported',
    supported: 'supported',
    explored: 'explored or sought',
  },
  notStated: (what) => `The measure does not state ${what}.`,
  facetNames: {
    place: 'where this is done',
    who: 'which enterprises can use it',
    goods: 'which goods it covers',
    conditions: 'the conditions',
    channel: 'how to apply',
    materials: 'which documents are needed',
    timeLimit: 'how long it takes or when it is done',
    amount: 'an amount or number',
    period: 'how long it is valid',
    responsible: 'who is responsible',
    fee: 'a fee',
    percentage: 'the percentage',
    duration: 'how long that is',
  },
  leadPress: (reference) => `**${reference}:** `,
  leadWhole: (reference, title) => `**${reference}, “${title}”:** `,
  leadOtherOffice: (office) =>
    `What follows is from ${office}, for reference only; it does not show how the office you asked about handles this.`,
  pressNote: 'This is a press report; the documents of the responsible authority prevail.',
  untranslated: (original) => `The measure is published in Chinese and reads: 「${original}」`,
  translationNote:
    'The sentences are unofficial translations; each citation holds the original words.',
  original: (original) => `Unofficial translation. Original: 「${original}」`,
  comparisonLead: (count) =>
    count === 1
      ? 'One measure in the documents held here addresses this:'
      : `${count} measures in the documents held here address this:`,
  comparisonHeader: ['Source', 'What it says', 'Strength'],
  absence: (office) => `The document of ${office} says nothing about this.`,
  notDirectlyFound: (office) => `No measure of ${office} that addresses this directly was found.`,
  officeNotIncluded: (offices) => `This service holds no document from ${offices}.`,
  officesCovered: (offices) => `It covers: ${offices}.`,
  nationalHint: 'For what holds nationwide, see:',
  noOtherSpeaks:
    'No measure that addresses this directly was found in the other documents held here either.',
  noEvidence: (documents) =>
    `Nothing that answers this directly was found in the ${documents} documents held here.`,
  outOfScope:
    'This service answers questions on customs facilitation measures, port services and the Hainan Free Trade Port cases only; your question falls outside that.',
  youCouldAsk: 'You could ask:',
  foreignLanguage: 'Please ask in English or Chinese.',
  guardrail:
    'This service answers questions on customs facilitation, port services and the Hainan Free Trade Port cases only, and only from the documents it holds. You could ask:',
  vague: 'Which area are you asking about? You can also name the customs office.',
  vagueTopics: [
    {
      label: 'Duty relief and “zero tariff”',
      question: 'What facilitation is there for duty relief and “zero tariff” goods?',
    },
    {
      label: 'Processing trade and bonded business',
      question: 'What facilitation is there for processing trade and bonded business?',
    },
    {
      label: 'Fresh produce',
      question: 'How is clearance of fresh agricultural products made easier?',
    },
    {
      label: 'Authorized Economic Operators (AEO)',
      question: 'What benefits do Authorized Economic Operators get?',
    },
    {
      label: 'Cross-border e-commerce',
      question: 'What is there for returns in cross-border e-commerce?',
    },
  ],
  exampleQuestions: [
    {
      label: 'Can I take my goods from the port while the laboratory test is pending?',
      question: 'Can I take my goods from the port while the laboratory test is pending?',
    },
    {
      label: 'How early must I apply for an advance ruling?',
      question: 'How early must I apply for an advance ruling?',
    },
    {
      label: 'What measures does Dalian Customs have?',
      question: 'What measures does Dalian Customs have?',
    },
  ],
  whichDocument: (number) => `Several documents have a number ${number}. Which one do you mean?`,
  numberRange: (title, first, last) =>
    `“${title}” runs only from ${first} to ${last}; it has no such number.`,
  caseRange: (title, first, last) =>
    `Of “${title}”, only cases ${first} to ${last} are held here; the one you name is not among them.`,
  didYouMean: 'Did you mean one of these?',
  overviewAll: (documents, measures) =>
    `${documents} documents with ${measures} measures are held here:`,
  overviewDocument: (title) => `**${title}** contains:`,
  overviewChapters: (title, _count, chapters) => `**${title}**, in ${chapters} parts:`,
  overviewChapter: (chapter, count, first, last) =>
    `${chapter}: ${count} measures, ${first} to ${last}`,
  overviewEntry: (_office, title, count) => `${title} (${count})`,
  overviewMeasure: (label, title) => `${label} – ${title}`,
  overviewClose: 'You can ask about any of them.',
  relatedSameDocument: 'A related measure in the same document',
  relatedOther: (office) => `A related measure (${office})`,
  relatedFacet: {
    subject: (words) => `For something else: ${words}`,
    place: (words) => `For another place: ${words}`,
  },
  ask: (reference) => `Show me ${reference}`,
  askOverview: (document) => `What is in “${document}”?`,
  listSeparator: '; ',
}

const BY_LANGUAGE: Readonly<Record<AnswerLanguage, Messages>> = {
  'zh-Hans': zhHans,
  'zh-Hant-HK': zhHantHK,
  'zh-Hant-TW': zhHantTW,
  en,
}

/** The assistant's own words in a written form. */
export function messagesIn(language: AnswerLanguage): Messages {
  return BY_LANGUAGE[language]
}
