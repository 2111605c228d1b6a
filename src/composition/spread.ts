import type { MeasureRecord } from '../domain/measure.js'

/** Other places than the one a text is about: 外省现在也能用了吗, open to other provinces. */
const ELSEWHERE =
  /(?:外|其他|其它|其余|别的?|邻|第个|其佢)(?:嘅|的)?(?:省|市|地区|地方|城市|口岸|港口|关区|海关|综保区|综合保税区|保税区|园区|自贸)|外地|省外|岛外|各地|各省|全国(?!任务|清单|文件|措施|性|专项|表|的?任务|版)|推广到|推到|(?:海南|海口|深圳|大连|本地|呢度|这里)(?:以外|之外)|\bother (?:[a-z-]+ )?(?:provinces?|cit(?:y|ies)|ports?|zones?|places?|regions?|customs|offices|parts of)\b|\belsewhere\b|\ball over china\b|\bacross (?:china|the country)\b|\brest of (?:china|the country)\b|\boutside (?:of )?(?:hainan|haikou|shenzhen|dalian|the province|the island)\b/u

/** What says that a practice was taken up elsewhere: 面向全国综合保税区进行了复制推广. */
const SPREAD =
  /复制推广|(?:全国|全省|各地|其他)[^，,。；;]{0,16}(?:推广|推行|推开|实施)|推广[至到]/u

/** Whether a question, folded, is about other places. */
export function asksElsewhere(folded: string): boolean {
  return ELSEWHERE.test(folded)
}

/** Sentences of the body that say how far something was spread. */
export function spreadSentences({
  text,
  sentences,
}: Pick<MeasureRecord, 'text' | 'sentences'>): number[] {
  return sentences.flatMap(({ start, end }, index) =>
    index > 0 && SPREAD.test(text.slice(start, end)) ? [index] : [],
  )
}
