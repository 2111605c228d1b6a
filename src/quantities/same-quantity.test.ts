import { describe, expect, test } from 'vitest'
import type { Quantity } from './quantity.js'
import { readQuantities } from './read-quantities.js'
import { sameQuantity } from './same-quantity.js'

function read(text: string): Quantity {
  const [quantity, ...others] = readQuantities(text)
  if (quantity === undefined || others.length > 0) {
    throw new Error(`expected one quantity in "${text}", found ${others.length + 1}`)
  }
  return quantity
}

describe('the same', () => {
  test.each([
    ['12个月', '1年', 'one year', 'a period of twelve months'],
    ['半年', 'six months', '六個月', 'half a year'],
    ['一年半', '18 months', 'one and a half years'],
    ['7天', '1周', 'one week'],
    ['24小时', '1天', 'one day', '1440分钟'],
    ['两个季度', '6 months'],
    ['1万元', '10,000元', 'RMB 10,000', '人民币一万元', '壹萬元', '10 thousand yuan', '￥10,000'],
    ['15亿元', 'RMB 1.5 billion', '1,500 million yuan'],
    ['五成', '50%', '百分之五十', '50 per cent', '一半', 'half of the goods', '1/2', '二分之一'],
    ['三分之一', 'one third', '1/3'],
    ['千分之五', '0.5%', '5‰'],
    ['九折', '10% off', '10% discount'],
    ['3 tonnes', '3吨', '3000公斤', '3,000 kg'],
    ['1平方公里', '100 hectares', '1500亩'],
    ['不满1万元', 'less than RMB 10,000', '低于10000元', 'under 10,000 yuan'],
    ['24个月以上', '24 months or more', '至少两年', 'at least 2 years', '不少于24个月'],
    ['1年内', 'within 1 year', '不超过12个月', 'up to 12 months', '12个月以内'],
    ['2000余小时', '2000多小时', 'more than 2,000 hours', '超2000小时', 'over 2,000 hours'],
    ['近九成', 'nearly 90%', '将近90%', 'almost ninety percent'],
    ['约1万家', 'about 10,000 enterprises', '一万家左右', 'some 10,000 companies'],
    ['3至5天', '3-5 days', 'three to five days', 'between 3 and 5 days', '三到五日', '三五天'],
    ['2024年7月1日', '1 July 2024', 'July 1, 2024', '2024-07-01', '二〇二四年七月一日'],
    ['3月底', 'by the end of March'],
    ['2024年', 'in 2024', '2024'],
    ['7×24小时', '24/7', 'round the clock', '全天候', '24 hours a day'],
    ['下午5时', '17:00', '5 p.m.'],
    ['每月', 'per month', 'each month'],
    ['4100票', '4,100 transactions', '4,100', '4,100 customs matters'],
    ['50多页', 'more than 50 pages', 'over fifty pages', '五十餘頁'],
    ['数百家', 'hundreds of enterprises', '几百家企业', 'several hundred companies'],
    ['第十九条', 'Measure 19', 'no. 19', 'the 19th'],
    ['-18℃', '零下18摄氏度', 'minus 18 degrees Celsius'],
    ['十几个', 'more than ten'],
  ])('%s = %s', (...texts) => {
    const quantities = texts.filter((text) => text !== undefined).map(read)
    for (const a of quantities) for (const b of quantities) expect(sameQuantity(a, b)).toBe(true)
  })
})

describe('not the same', () => {
  test.each([
    // Units that only nearly convert.
    ['1个月', '30天'],
    ['3个月', '90 days'],
    ['1年', '365天'],
    ['5个工作日', '5天'],
    ['5 working days', '1 week'],
    ['24小时', '24/7'],
    ['24小时', '24小时内'],
    // Other units.
    ['10000元', '10000美元'],
    ['10,000 yuan', '10,000'],
    ['20%', '20 percentage points'],
    ['20%', '20'],
    ['九折', '10%'],
    ['3次', '3倍'],
    ['3 days', '3 hours'],
    ['3个月', '3月'],
    ['8页', '8批'],
    ['8 pages', '8 enterprises'],
    ['第3条', '3条'],
    // Other bounds.
    ['3天', '3天内'],
    ['24个月以上', '超过24个月'],
    ['不满1万元', '1万元以下'],
    ['less than RMB 10,000', 'up to RMB 10,000'],
    ['约90%', '近90%'],
    ['nearly 90%', '90%'],
    ['50多页', '50页'],
    ['at least 3 days', 'at most 3 days'],
    // Other values.
    ['10000', '1000'],
    ['93.4%', '93.04%'],
    ['三分之一', '33%'],
    ['3至5天', '3天'],
    ['3-5 days', '3-6 days'],
    ['1 July 2024', '7 January 2024'],
    ['2024年7月', '2024年7月1日'],
    ['3月底', '3月'],
    ['9:00', '21:00'],
    ['每月', '每年'],
  ])('%s, %s', (a, b) => {
    expect(sameQuantity(read(a), read(b))).toBe(false)
    expect(sameQuantity(read(b), read(a))).toBe(false)
  })
})
