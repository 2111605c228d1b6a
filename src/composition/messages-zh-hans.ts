import { chineseEntry, chineseListItem } from './chinese-lists.js'
import type { Messages } from './messages.js'
import { writtenDay } from './written-day.js'

/** What the assistant says to readers of Simplified Chinese. */
export const zhHansMessages: Messages = {
  leadMeasure: (reference) => `**${reference}**对此有规定：`,
  leadTask: (reference) => `**${reference}**提出：`,
  leadWeaker: (reference) => `**${reference}**提出：`,
  strength: {
    in_force: (word) => `原文以“${word}”写明了现行做法；能否适用于您的情况，请向海关确认。`,
    extended: (word) => `原文中“${word}”的内容，是在已有做法上扩大或改进。`,
    pilot: (word) => `原文中“${word}”的内容只在试点范围内，没有说明人人都可以办理。`,
    reported: () => '这是报道所述的成效，不是办理规定。',
    supported: (word) => `原文中“${word}”的内容，没有写明现在就可以办理。`,
    explored: (word) => `原文中“${word}”的内容，没有说明现在可以办理。`,
  },
  strengthLabel: {
    in_force: '现行',
    extended: '扩大或改进',
    pilot: '试点',
    reported: '报道',
    supported: '支持推动',
    explored: '探索争取',
  },
  notStated: (what) => `原文没有写明${what}。`,
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
  leadPress: (reference) => `**${reference}**：`,
  titled: (reference, title) => `${reference}“${title}”`,
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
  askOffice: (offices, hasHotline) =>
    hasHotline
      ? `${offices}如何办理，请向其确认，或拨打海关热线12360（中国内地）咨询。`
      : `${offices}如何办理，请直接向其查询。`,
  noOtherSpeaks: '在收录的其他文件中也没有找到直接对应的措施。',
  nationalHint: '全国范围的内容，可以看：',
  ended: (reference, status, last, by) =>
    `${reference}曾提到相关内容，但该措施已${status === 'repealed' ? '废止' : '失效'}${last === null ? '' : `（有效期至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，废止依据是${by}` : `，由${by}取代`}，不能再作为依据。`,
  notYet: (reference, first) =>
    `${reference}提到相关内容，但自${writtenDay(first, 'zh')}起才施行。`,
  endedDocument: (title, status, last, by) =>
    `“${title}”已${status === 'repealed' ? '废止' : '失效'}${last === null ? '' : `（有效期至${writtenDay(last, 'zh')}）`}${by === null ? '' : status === 'repealed' ? `，废止依据是${by}` : `，由${by}取代`}，其中的措施不能再作为依据。`,
  notYetDocument: (title, first) => `“${title}”自${writtenDay(first, 'zh')}起才施行。`,
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
  overviewAll: (documents, measures) => `目前收录${documents}份文件，共${measures}项内容：`,
  overviewDocument: (title) => `**${title}**包括以下各项：`,
  overviewChapters: (title, _count, chapters) => `**${title}**分${chapters}个部分：`,
  overviewChapter: (chapter, count, first, last) => `${chapter}：${count}项，${first}至${last}`,
  overviewEntry: chineseEntry,
  overviewMeasure: chineseListItem,
  overviewClose: '您可以问其中任何一项。',
  relatedSameDocument: '同一文件中的措施，可一并参考',
  relatedOther: (office) => `${office}的措施，可一并参考`,
  relatedTask: '全国任务表中的任务，可一并参考',
  relatedPress: '新闻报道中的案例，可一并参考',
  relatedFacet: {
    subject: (words) => `对象不同：${words}`,
    place: (words) => `地点不同：${words}`,
  },
  ask: (reference) => `${reference}写了什么？`,
  askOverview: (document) => `${document}有哪些内容？`,
  listSeparator: '、',
}
