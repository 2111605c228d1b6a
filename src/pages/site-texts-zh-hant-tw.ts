import type { SiteTexts } from './site-texts.js'
import { siteTextsZhHant } from './site-texts-zh-hant.js'

/** What the pages say to readers in Taiwan, where a word is another one there. */
export const siteTextsZhHantTW: SiteTexts = {
  ...siteTextsZhHant,
  footer: [
    '本服務不提供法律意見；各項內容以發布機關的原文為準。英文為非官方譯文。',
    '辦理業務請向主管海關確認，或撥打中國大陸的海關熱線12360。',
  ],
  portalTitle: '中國大陸海關便利措施查詢',
  natures: { ...siteTextsZhHant.natures, 'press-report': '新聞報導' },
  statuses: { ...siteTextsZhHant.statuses, repealed: '已廢止' },
  natureNotes: {
    ...siteTextsZhHant.natureNotes,
    'press-report': '這是新聞報導，不是主管部門的文件；以主管部門文件為準。',
  },
}
