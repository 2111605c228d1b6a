import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visibleText } from '../domain/visible-text.js'
import { detectScript } from '../scripts/detect-script.js'
import { foldText } from '../scripts/fold.js'
import { createTokenizer } from '../scripts/tokenize.js'
import {
  hongKongNumbers,
  mainlandNumbers,
  mobileNumbers,
  taiwanNumbers,
} from './identity-number.fixture.js'
import { maskPersonalData, PLACEHOLDERS } from './mask-personal-data.js'

/** Sentences with a place for a number, `{}`, in the four written forms. */
const FRAMES: readonly { readonly frame: string; readonly placeholder: string }[] = [
  ...[
    '我的身份证号是{}，货到了大连能先提走吗？',
    '{} 是我本人，请问预裁定怎么申请',
    '张三（{}）想把退运的货物重新申报。',
    '进口手机，收货人{}、地址在海口，怎么报关',
    '我嘅身份證號碼係{}，入口貨幾時可以攞？',
    '陳大文{}想問深圳海關點樣做主動披露',
    '請問我的身分證字號{}可以在單一窗口查報單嗎？',
    '業者：{}。臺灣的貨櫃到大連要準備什麼？',
  ].map((frame) => ({ frame, placeholder: PLACEHOLDERS.han })),
  ...[
    'My ID is {}, can I apply for an advance ruling in Dalian?',
    'Which measures help me ({}) with returned goods?',
    '{}: how do I declare samples for a laboratory test',
  ].map((frame) => ({ frame, placeholder: PLACEHOLDERS.latin })),
]

const frames = fc.constantFrom(...FRAMES)
const fill = (frame: string, value: string): string => frame.replace('{}', () => value)
const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

describe('identity numbers in a sentence', () => {
  test.each([
    ['mainland-id', mainlandNumbers],
    ['hong-kong-id', hongKongNumbers],
    ['taiwan-id', taiwanNumbers],
  ] as const)('%s: masked when valid, left with another check character', (kind, numbers) => {
    fc.assert(
      fc.property(frames, numbers, fc.boolean(), ({ frame, placeholder }, number, isWide) => {
        const [valid, invalid] = [number.valid, number.invalid].map(isWide ? fullWidth : String)
        expect(maskPersonalData(fill(frame, valid ?? ''))).toEqual({
          text: fill(frame, placeholder),
          found: [kind],
        })
        const wrong = fill(frame, invalid ?? '')
        expect(maskPersonalData(wrong)).toEqual({ text: wrong, found: [] })
      }),
      { numRuns: 300 },
    )
  })

  test('valid ones behind the name of a record are left', () => {
    const labels = fc.constantFrom(
      '报关单号：',
      '報關單號碼是',
      '进口报关单编号 ',
      'declaration no. ',
      '统一社会信用代码',
      '提單號',
      'contract number: ',
    )
    const numbers = fc.oneof(mainlandNumbers, hongKongNumbers, taiwanNumbers)
    fc.assert(
      fc.property(labels, numbers, numbers, (label, { valid }, other) => {
        const text = `${label}${valid}`
        expect(maskPersonalData(text)).toEqual({ text, found: [] })
        expect(maskPersonalData(`${text}，我的身份证是${other.valid}`).text).toBe(
          `${text}，我的身份证是${PLACEHOLDERS.han}`,
        )
      }),
    )
  })
})

test('mobile numbers are masked in every sentence', () => {
  fc.assert(
    fc.property(frames, mobileNumbers, ({ frame, placeholder }, number) => {
      expect(maskPersonalData(fill(frame, number))).toEqual({
        text: fill(frame, placeholder),
        found: ['phone'],
      })
    }),
    { numRuns: 300 },
  )
})

describe('masked', () => {
  test.each([
    ['身份证号：110105491231002', '身份证号：〔…〕', 'mainland-id'],
    ['一一零一零五一九八零零一零一零零一六', '〔…〕', 'mainland-id'],
    ['HKID: A123456-3', 'HKID: […]', 'hong-kong-id'],
    ['澳門身份證 1234567(8)', '澳門身份證 〔…〕', 'macao-id'],
    ['BIR no. 5123456/7', 'BIR no. […]', 'macao-id'],
    ['护照号 E12345678', '护照号 〔…〕', 'passport'],
    ['護照號碼：EA1234567、K01234567', '護照號碼：〔…〕、〔…〕', 'passport'],
    ['My passport number is C01X00T47.', 'My passport number is […].', 'passport'],
    ['My passport no. is 512345678', 'My passport no. is […]', 'passport'],
    ['回鄉證H1234567890', '回鄉證〔…〕', 'passport'],
    ['电话13800138000', '电话〔…〕', 'phone'],
    ['tel13800138000', 'tel[…]', 'phone'],
    ['13800138000，13900139000', '〔…〕，〔…〕', 'phone'],
    ['1.13800138000 ①13900139000', '1.〔…〕 ①〔…〕', 'phone'],
    ['手机幺三八零零一三八零零零', '手机〔…〕', 'phone'],
    ['\u202d138\u200b0013\u200b8000\u202c', '\u202d〔…〕\u202c', 'phone'],
    ['138\n0013  8000', '〔…〕', 'phone'],
    ['电话 8439 8000', '电话 〔…〕', 'phone'],
    ['致電陳先生 9123 4567', '致電陳先生 〔…〕', 'phone'],
    ['call me at 9123 4567', 'call me at […]', 'phone'],
    ['010-84398000', '〔…〕', 'phone'],
    ['（0755）8439 8000转801分机', '〔…〕分机', 'phone'],
    ['0086-411-84398000', '〔…〕', 'phone'],
    ['075584398000', '〔…〕', 'phone'],
    ['02-2345-6789 分機', '〔…〕 分機', 'phone'],
    ['(04)2345-6789', '〔…〕', 'phone'],
    ['+886-2-2345-6789', '〔…〕', 'phone'],
    ['0912345678', '〔…〕', 'phone'],
    ['+44 20 7946 0958', '〔…〕', 'phone'],
    ['(+44) 20 7946 0958 或 +1 (415) 555-0100', '〔…〕 或 〔…〕', 'phone'],
    ['发到zhang.san+a@sub-1.qq.com。', '发到〔…〕。', 'email'],
    ['ｚｈａｎｇ＠１６３．ｃｏｍ吧', '〔…〕吧', 'email'],
    ['Mail a@b.com-', 'Mail […]-', 'email'],
    ['a@b.com@c.com', '[…]@c.com', 'email'],
    ['联系 13800138000元旦前', '联系 〔…〕元旦前', 'phone'],
    ['关于报关单，13800138000', '关于报关单，〔…〕', 'phone'],
    ['报关单号520120201234567890，13800138000', '报关单号520120201234567890，〔…〕', 'phone'],
    [
      '报关单号520120201234567890的收货人13800138000',
      '报关单号520120201234567890的收货人〔…〕',
      'phone',
    ],
  ] as const)('%j', (text, masked, kind) => {
    expect(maskPersonalData(text)).toEqual({ text: masked, found: [kind] })
  })

  test('each kind is told once, in one order, whatever stood first', () => {
    const text = 'a@b.com 13800138000 13900139000 A123456(3) 11010519491231002X'
    expect(maskPersonalData(text).found).toEqual(['mainland-id', 'hong-kong-id', 'phone', 'email'])
    expect(maskPersonalData(text.split(' ').toReversed().join(' ')).found).toEqual(
      maskPersonalData(text).found,
    )
  })
})

test.each([
  ['declaration numbers', '520120201234567890', '报关单号110105198001010016'],
  ['a list of them', '报关单号：110105198001010016、110105198001010016'],
  ['records with several numbers', '合同2024，编号13912345678'],
  ['social credit codes', '91440300708461136T', '统一社会信用代码91440300708461136T'],
  [
    'tariff codes',
    '85171300',
    'HS 8517130000',
    '8517130000101',
    '8517.13.00',
    '归类到0910110000吗',
  ],
  ['coffee and tea', '0901210000', '0902109000和0904', '0910110000'],
  ['telephones as goods', '手机85171300的税率', '进口手机 8517130000', '电话 85171800'],
  ['containers', 'ABCU1234567', 'MSKU 123456-7', '箱号A1234563', 'CMAU1234567'],
  ['hotlines', '12360', '拨打12367', '电话12345', '020-12360', '电话 01012360'],
  ['service numbers', '400-820-8820', '电话4008208820', '800 820 8820', '電話0800-080-123'],
  ['documents', '国发〔2019〕3号', '海关总署公告2024年第186号', 'GB 5009-2016', '第33项'],
  ['amounts', '10000元', '13800138000元', 'USD 13800138000', '13800138000.00', '13,800,138,000'],
  ['days and years', '20240101', '电话 20240101', '2024-01-01', '2023-2024', '护照20270101到期'],
  ['vessels', 'IMO 9123456', 'IMO9123456', 'MMSI 413123456'],
  ['business registration', '商業登記證號碼 61234567', 'BR No. 61234567', '統一編號12345675'],
  ['bank cards', '6222021234567890123', '6222 0755 2345 6789 123', '4400 1234 5678 9012'],
  ['air waybills', '160-12345675', '160-1234 5675', 'AWB 16012345675', '运单号13812345678'],
  ['passports that are not named', 'E12345678', 'EA123456789CN'],
  ['models', 'SZ1234567', 'A1234563-01', 'X-A1234563', 'no 1234567', 'A123456-3'],
  ['tax numbers of 15 digits', '110105491231002', '税号110105491231002'],
  ['no address', '@海关发布', '5@10.5', 'user@localhost', 'a@', 'a@b', '@b.com'],
  ['read out with a wrong check digit', '一一〇一〇五一九八〇〇一〇一〇〇一一'],
  [
    'others',
    '7×24小时',
    '5+2',
    '9:00-17:00',
    '192.168.1.1',
    '+20%',
    '+12345678',
    '〔…〕',
    'A123456(4)',
  ],
])('not masked: %s', (_, ...texts) => {
  for (const text of texts) expect(maskPersonalData(text)).toEqual({ text, found: [] })
})

/** Pieces that touch each other in ways nobody writes. */
const PIECES =
  '13800138000|11010519491231002X|110105194912310021|A123456(3)|A1234563|A123456789|a@b.com|x@y|+86|0086|' +
  '+852|852|0755|(0755)|84398000|2345 6789|E12345678|电话|報關單號|身份证|护照号|手机|编号|id |tel|陈先生|' +
  'declaration no. |passport |是|：|，|,| |-|.|/|(|)|（|+|元|转|ext|〔…〕|[…]|…|〔|1|5|0|①|\u200b|\n|@|' +
  '一三八零零一三八零零零|幺|a|x|.com|1,000|12.5|６|\0|\ud840|👍'
const tangles = fc
  .array(fc.constantFrom(...PIECES.split('|')), { maxLength: 12 })
  .map((pieces) => pieces.join(''))

describe('whatever the text', () => {
  test('nothing is left for a second time, not even in what a reader sees of it', () => {
    fc.assert(
      fc.property(tangles, (text) => {
        const masked = maskPersonalData(text).text
        expect(maskPersonalData(masked)).toEqual({ text: masked, found: [] })
        expect(maskPersonalData(visibleText(masked)).found).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  test('what is not masked stays, in order', () => {
    fc.assert(
      fc.property(tangles, (text) => {
        const { text: masked, found } = maskPersonalData(text)
        if (found.length === 0) {
          expect(masked).toBe(text)
          return
        }
        // Placeholders that stood in the text are pieces of it like any other.
        const pieces = masked.split(/〔…〕|\[…\]/)
        const rest = text.replaceAll(/〔…〕|\[…\]/g, '')
        let from = 0
        for (const piece of pieces) {
          const at = rest.indexOf(piece, from)
          expect(at).toBeGreaterThanOrEqual(from)
          from = at + piece.length
        }
        expect(rest.startsWith(pieces[0] ?? '')).toBe(true)
        expect(rest.endsWith(pieces.at(-1) ?? '')).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('text without digits and addresses is returned as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/[\p{Nd}@＠﹫]/u.test(text))
        expect(maskPersonalData(text)).toEqual({ text, found: [] })
      }),
    )
  })

  test.each([
    '1',
    '1 ',
    '111,',
    '1.',
    'a@',
    '@',
    'a.',
    '-',
    '一',
    '电话 4567 ',
    '+8 ',
    '(0',
    '138 ',
  ])('100,000 characters of %j take a time that grows as they do', (unit) => {
    const long = `电话${unit.repeat(100_000 / unit.length)}`
    const started = performance.now()
    maskPersonalData(long)
    maskPersonalData(`a@b.c${unit.repeat(50_000 / unit.length)}x.com`)
    // About a third of a second; with the square of the length it would be minutes.
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('the placeholder', () => {
  test.each(Object.values(PLACEHOLDERS))('%s is no word and folds to itself', (placeholder) => {
    const tokenizer = createTokenizer([])
    expect(tokenizer.words(placeholder)).toEqual([])
    expect(tokenizer.bigrams(placeholder)).toEqual([])
    expect(foldText(placeholder)).toBe(placeholder)
  })

  test.each(FRAMES)('script and region of $frame stay what they were', ({ frame, placeholder }) => {
    expect(detectScript(fill(frame, placeholder))).toEqual(detectScript(fill(frame, '')))
    expect(maskPersonalData(fill(frame, '13800138000')).text).toBe(fill(frame, placeholder))
  })

  test('an address in Latin letters does not make a Chinese question English', () => {
    expect(maskPersonalData('zhang.san@foo.example.com 退运').text).toBe('〔…〕 退运')
  })
})
