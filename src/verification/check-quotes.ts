import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'

/** Marks and blanks that a quotation may have otherwise; a stop before the closing mark is English style. */
const NOT_COMPARED = /[\s"'“”‘’「」『』《》]/gu

function comparable(text: string): string {
  return foldText(text).replace(NOT_COMPARED, '')
}

/** Words of Hong Kong and Taiwan in which the terms of the documents are told. */
const REWORDED: readonly (readonly [string, string])[] = [
  ['品质', '质量'],
  ['追踪', '跟踪'],
  ['资讯', '信息'],
  ['线上', '在线'],
  ['网路', '网络'],
  ['数位', '数字'],
  ['视像', '视频'],
  ['视讯', '视频'],
  ['程式', '程序'],
  ['智慧', '智能'],
  ['辅导', '指导'],
  ['预先', '提前'],
]

/** Whether a quotation is verbatim but for the wording of a region. */
function isReworded(quote: string, known: readonly string[]): boolean {
  const told = REWORDED.reduce((text, [own, other]) => text.replaceAll(own, other), quote)
  return told !== quote && known.some((text) => text.includes(told))
}

/** Words in quotation marks must stand verbatim in the cited sentences or in a title. */
export function createQuoteCheck(): Check {
  return ({ reading, answerLanguage }, { texts, title, measure, documentNames }) => {
    if (reading.quoted.length === 0) return undefined
    const known = [...texts, title, measure.title, ...documentNames].map(comparable)
    for (const { start, end } of reading.quoted) {
      const quote = comparable(reading.original.slice(start, end).replace(/[,.;，。；]+$/u, ''))
      const inWords = answerLanguage.startsWith('zh-Hant') && isReworded(quote, known)
      if (quote !== '' && !inWords && !known.some((text) => text.includes(quote))) {
        return `quote: ${reading.original.slice(start, end)}`
      }
    }
    return undefined
  }
}
