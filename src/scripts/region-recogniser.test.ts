import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFittedModel } from '../documents/read-fitted-model.js'
import { regionModelSchema } from '../domain/region-model.js'
import { projectRoot } from '../project-root.js'
import { createRegionRecogniser, regionFeatures } from './region-recogniser.js'
import { regionOf } from './region-signs.js'

const recogniser = createRegionRecogniser(
  readFittedModel(join(projectRoot, 'corpus', 'region-wording.json'), regionModelSchema),
)

/** Plain sentences of no question set. */
const TAIWAN = [
  '我們公司想把樣品先領出來，這樣可以嗎？',
  '報關要準備哪些文件？可以請人代辦嗎？',
  '倉庫裡的東西過期了要怎麼處理？',
  '貨還沒到港，可不可以先把手續辦一辦？',
  '小三通帶回來的茶葉會不會被沒收？',
]
const HONG_KONG = [
  '貨物未放行之前可否先行提取？',
  '如欲申請延期，須於何時遞交文件？',
  '今次遲交報關表會否被罰款？',
  '貴署現時有否為中小型公司提供協助？',
  '如果批貨喺週末先到，點算好？',
  '有無得分開幾次報？',
]

describe('Traditional Chinese by listed words and weights', () => {
  test.each(TAIWAN)('%s is of Taiwan', (text) => {
    expect(regionOf(text) ?? (recogniser.isTaiwan(text) ? 'TW' : 'HK')).toBe('TW')
  })

  test.each(HONG_KONG)('%s is of Hong Kong', (text) => {
    expect(regionOf(text) ?? (recogniser.isTaiwan(text) ? 'TW' : 'HK')).toBe('HK')
  })

  test('what both write stays where it was before there were weights', () => {
    expect(recogniser.isTaiwan('機器要送回原廠修，出去再進來要不要課稅？')).toBe(false)
    expect(recogniser.isTaiwan('海口海關對離島免稅有什麼措施？')).toBe(false)
    expect(recogniser.isTaiwan('')).toBe(false)
  })
})

describe('what is looked at', () => {
  test('runs of up to three characters, words and marks, once each', () => {
    expect([...regionFeatures('AEO嗎？嗎').keys()]).toEqual([
      'aeo',
      'aeo嗎',
      'aeo嗎？',
      '嗎',
      '嗎？',
      '嗎？嗎',
      '？',
      '？嗎',
    ])
  })

  test('weighs alike and as much together, however long the text', () => {
    const squares = [...regionFeatures('出國參展的貨').values()].map((value) => value ** 2)
    expect(squares.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1)
  })
})
