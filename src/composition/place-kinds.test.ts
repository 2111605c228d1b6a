import { describe, expect, test } from 'vitest'
import { answersPlace } from './place-kinds.js'

describe('a place of the kind that is asked for', () => {
  test.each<[string, string]>([
    ['推广到哪些机场', '符合条件的航空口岸'],
    ['推广到哪些机场', '上海、天津等主要海运口岸'],
    ['which airports get it', '国际枢纽机场'],
    ['which railway stations', '具备条件的铁路场站'],
    ['是哪几个口岸', '内地与香港、澳门特别行政区'],
    ['on which counties does it focus', '重点市县、重点园区'],
    ['实训基地在哪里', '境内外'],
    ['where is the training base', '国内'],
    ['基地的地址写了吗', '境内外'],
  ])('%s: not %s', (folded, words) => {
    expect(answersPlace(folded, 'place', words)).toBe(false)
  })

  test.each<[string, string]>([
    ['哪类口岸', '符合条件的航空口岸'],
    ['覆盖哪些口岸', '水运、空运、陆运等口岸'],
    ['支持哪些海运港口', '上海、天津等主要海运口岸'],
    ['在哪个机场', '美兰国际机场'],
    ['服务基地在哪里', '大窑湾保税物流中心'],
    ['企业在哪里享受便利', '境内外'],
  ])('%s: %s', (folded, words) => {
    expect(answersPlace(folded, 'place', words)).toBe(true)
  })
})
