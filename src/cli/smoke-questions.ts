import type { AnswerLanguage } from '../domain/language.js'

/** Ten questions in each language, on matters that the measures answer, for a run with a real model. */
export const SMOKE_QUESTIONS: readonly {
  readonly language: AnswerLanguage
  readonly question: string
}[] = [
  ...[
    '样品在等化验结果，货能先提走吗？',
    '预裁定要提前多久申请？',
    '深圳海关对主动披露有什么规定？',
    '真空包装的高新技术货物在大连怎么查验？',
    '海口能试点进口非处方药吗？',
    '离岛免税品“先入区后报关”快了多少？',
    '办展会要向海关交担保吗？',
    '加工贸易可以请银行做担保吗？',
    '集团公司能一起做AEO认证吗？',
    '上海海关对跨境电商退货有什么措施？',
  ].map((question) => ({ language: 'zh-Hans' as const, question })),
  ...[
    '樣本等緊化驗，批貨可唔可以先提走？',
    '預裁定要提早幾耐申請？',
    '喺深圳自己披露違規，會唔會罰？',
    '供港蔬菜有咩便利措施？',
    '遊艇入海南使唔使交保證金？',
    '大連海關嘅罰款可唔可以網上交？',
    '內地同香港嘅「一單兩報」係點樣？',
    'AEO企業送樣本化驗有冇優先？',
    '保稅維修喺海口得唔得？',
    '船半夜到大連，海關辦唔辦通關？',
  ].map((question) => ({ language: 'zh-Hant-HK' as const, question })),
  ...[
    'Can goods leave the port while samples are still being tested?',
    'How early must we ask for an advance ruling?',
    'What does Shenzhen Customs offer for voluntary disclosure?',
    'Can a bank guarantee our processing trade in Dalian?',
    'Is online payment of customs fines available in Dalian yet?',
    'Which office supports bonded remanufacturing?',
    'How long may scientific equipment stay under temporary import?',
    'Does Haikou support vessels around the clock?',
    'How much faster is clearance of duty-free goods in Hainan now?',
    'What is planned for ERP-based supervision of bonded goods?',
  ].map((question) => ({ language: 'en' as const, question })),
]
