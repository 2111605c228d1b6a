import { describe, expect, test } from 'vitest'
import { openTestVerifier } from './test-verifier.fixture.js'

const { judge } = openTestVerifier()

describe('the text of a verdict', () => {
  test.each([
    // A model that writes the other script is converted, words of the region included.
    [
      'zh-Hant-HK',
      '集装箱',
      'shenzhen-20/4#1',
      '支持采用船载集装箱运输。',
      '支持採用船載貨櫃運輸。',
    ],
    [
      'zh-Hant-TW',
      'script',
      'dalian-43/28#3',
      '支持船舶、飞机等在综合保税区开展保税租赁业务。',
      '支持船舶、飛機等在綜合保稅區開展保稅租賃業務。',
    ],
    [
      'zh-Hans',
      'script',
      'dalian-43/28#3',
      '支持船舶、飛機等在綜合保稅區開展保稅租賃業務。',
      '支持船舶、飞机等在综合保税区开展保税租赁业务。',
    ],
    [
      'zh-Hans',
      'quotes',
      'dalian-43/37#3',
      '推廣「遠程視頻查檢」應用。',
      '推广“远程视频查检”应用。',
    ],
    // Its own Traditional characters stay: 干擾 is not 幹擾.
    [
      'zh-Hant-TW',
      'kept',
      'dalian-43/42#2',
      '推行「非侵入、無干擾」監管方式。',
      '推行「非侵入、無干擾」監管方式。',
    ],
    [
      'en',
      'quotes',
      'dalian-43/37#3',
      'The application of "remote video inspection" is further extended.',
      'The application of “remote video inspection” is further extended.',
    ],
  ] as const)('%s, %s', async (language, _, cited, text, shown) => {
    expect(await judge(text, language, cited)).toEqual({ ok: true, text: shown })
  })
})
