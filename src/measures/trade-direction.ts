/** Which way goods go: out of the mainland or into it. */
export type TradeDirection = 'export' | 'import'

const OUT = new RegExp(
  [
    '(?<!进)出口|出境|外销|出海|供港澳',
    '(?:卖|销|运|寄|发)[到去往给]了?(?:国外|海外|境外|外国|欧洲|美国|日本|东南亚)',
    '往(?:国外|海外|境外|外国|外)(?:卖|运|寄|发|销)',
    '\\b(?:re-?)?export(?:s|ed|ers?|ing)?\\b|\\boutbound\\b|\\boverseas (?:buyer|customer)s?\\b',
    '\\b(?:sell|sold|selling|ship|shipped|shipping|send|sent|sending)\\b' +
      '(?:(?!\\bfrom\\b)[^.?!]){0,40}(?<!\\bby )\\b(?:abroad|overseas)\\b',
  ].join('|'),
  'u',
)

const IN = new RegExp(
  [
    '进口|进境|入境|入口(?!处|在|网)',
    '(?:从|由|自)(?:国外|海外|境外|外国)[^，。？！,.?!]{0,6}[买进运订购]',
    '\\bimport(?:s|ed|ers?|ing)?\\b|\\binbound\\b',
  ].join('|'),
  'u',
)

/**
 * The direction that a folded text speaks of, in the words of the documents or in everyday ones;
 * `undefined` where it names neither or both. Pure.
 */
export function tradeDirection(text: string): TradeDirection | undefined {
  const isOut = OUT.test(text)
  const isIn = IN.test(text)
  if (isOut === isIn) return undefined
  return isOut ? 'export' : 'import'
}

/** Whether two texts speak of opposite directions. */
export function goesOtherWay(one: string, other: string): boolean {
  const own = tradeDirection(one)
  const its = tradeDirection(other)
  return own !== undefined && its !== undefined && own !== its
}
