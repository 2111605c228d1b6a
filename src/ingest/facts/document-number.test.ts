import { describe, expect, test } from 'vitest'
import { canonicalNumber, DOCUMENT_NUMBER, numberParts } from './document-number.js'

describe('numberParts', () => {
  test.each([
    ['国发〔2019〕3号', '2019', '3'],
    ['海关总署公告2024年第18号', '2024', '18'],
    ['2024年第12號公告', '2024', '12'],
    ['中华人民共和国海关总署令第236号', null, '236'],
    ['中华人民共和国主席令第八十一号', null, '八十一'],
    ['貨物通告第15/2023號', '2023', '15'],
    ['台財關字第1131000001號', null, '1131000001'],
    ['L.N. 12 of 2024', '2024', '12'],
    ['Cap. 60A', null, '60A'],
    ['Announcement No. 18 [2024]', '2024', '18'],
    ['Trade Circular No. 7/2023', '2023', '7'],
    ['REGULATION (EU) 2015/2447', '2015', '2447'],
  ])('%s', (value, year, number) => {
    expect(numberParts(value)).toEqual({ year, number })
  })

  test('a name has neither', () => {
    expect(numberParts('Announcement')).toBeNull()
  })
})

describe('canonicalNumber', () => {
  test.each([
    ['国发［２０１９］３号', '国发〔2019〕3号'],
    ['国发（2019） 3 号', '国发〔2019〕3号'],
    ['海关总署公告\n2024年第18号', '海关总署公告2024年第18号'],
    ['主席令（第八十一号）', '主席令(第八十一号)'],
    ['L.N. 12 of\n2024', 'L.N. 12 of 2024'],
  ])('%j becomes %s', (quote, value) => {
    expect(canonicalNumber(quote)).toBe(value)
  })
})

test.each(['2024年3月', '第十条', '3号楼', '第三号', 'part 3'])(
  '%s is no number of a document',
  (text) => {
    expect(new RegExp(`^(?:${DOCUMENT_NUMBER})$`, 'u').test(text)).toBe(false)
  },
)
