/** What is counted or measured, as a question asks for it and as a text states it. */
const QUANTITIES = [
  // The size of a business.
  {
    asks: /(?:进出口|营业|销售|生意|投资|注册资?本?|交易|贸易|纳税|资产)(?:总)?(?:额|值)|营收|资本额?|注册资金|产值|\b(?:turnover|revenue|trade volume|investment|capital|sales|output value|import value|export value)\b/u,
    states: /元/u,
  },
  {
    asks: /(?:多少|几多?)(?:万|千|公)?吨|吨[位数]|公斤|多重|几重|\b(?:tonn?age|tonn?es?|tons?|kilos?|kilograms?|weight limit)\b/u,
    states: /吨|公斤|千克/u,
  },
  {
    asks: /面积|(?:多少|几多?)(?:平方|平米|公顷|亩|坪|呎)|\b(?:hectares?|square (?:met(?:re|er)s?|feet|kilomet(?:re|er)s?)|acres?|floor (?:area|space))\b/u,
    states: /平方|公顷|亩/u,
  },
  { asks: /(?:多少|几多?)[页版](?!权)|\bhow many pages\b/u, states: /页/u },
  { asks: /[贷借](?:到|得)?(?:多少|几多)|\b(?:borrow|loan|lend|credit line)\b/u, states: /元/u },
  {
    asks: /(?:分|划|共|做)[^,。;?!]{0,4}几多?级|\bhow many (?:levels|grades|tiers|classes)\b/u,
    states: /级|类/u,
  },
] as const

/**
 * Whether words with a figure count or measure what is asked for: a turnover is no share, a weight no
 * number of inspections. Where the question names no quantity, any figure may be meant.
 *
 * @param folded The folded question.
 */
export function answersQuantity(folded: string, words: string): boolean {
  return QUANTITIES.every(({ asks, states }) => !asks.test(folded) || states.test(words))
}
