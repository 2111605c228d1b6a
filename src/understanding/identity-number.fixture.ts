import fc from 'fast-check'

/** An identity number that is valid, and the same with another check character. */
export interface GeneratedNumber {
  readonly valid: string
  readonly invalid: string
}

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

function withCheck(
  body: string,
  check: string,
  checks: string,
  other: number,
  write: (body: string, check: string) => string = (text, end) => text + end,
): GeneratedNumber {
  const wrong = [...checks].filter((character) => character !== check)
  return {
    valid: write(body, check),
    invalid: write(body, wrong[other % wrong.length] ?? ''),
  }
}

/**
 * Mainland numbers of 18 characters: provinces and counties as they are numbered, birth dates from
 * 1930 to 2024, check character by the recursion of ISO 7064 MOD 11-2.
 */
export const mainlandNumbers: fc.Arbitrary<GeneratedNumber> = fc
  .tuple(
    fc.constantFrom('110105', '210202', '310120', '440305', '460105', '510104', '650102', '810000'),
    fc.date({ min: new Date('1930-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }),
    digits(3),
    fc.nat(),
    fc.constantFrom('', ' ', '-'),
    fc.boolean(),
  )
  .map(([region, date, order, other, gap, isLower]) => {
    const day = date.toISOString().slice(0, 10).replaceAll('-', '')
    const remainder = [...`${region}${day}${order}`].reduce(
      (sum, digit) => ((sum + Number(digit)) * 2) % 11,
      0,
    )
    const check = '0123456789X'.charAt((12 - remainder) % 11)
    return withCheck(
      [region, day, order].join(gap),
      isLower ? check.toLowerCase() : check,
      isLower ? '0123456789x' : '0123456789X',
      other,
    )
  })

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Hong Kong numbers. With one letter the check is computed with A = 1 and weights 8 to 2, with two
 * with A = 10 and weights 9 to 2; in brackets, in full-width ones, and with one letter without.
 */
export const hongKongNumbers: fc.Arbitrary<GeneratedNumber> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...LETTERS),
      fc.tuple(fc.constantFrom(...LETTERS), fc.constantFrom(...LETTERS)).map(([a, b]) => a + b),
    ),
    digits(6),
    fc.nat(),
    fc.constantFrom('()', '（）', ''),
  )
  .map(([prefix, number, other, brackets]) => {
    const values = [...prefix].map((letter) => LETTERS.indexOf(letter) + 1)
    const [first, second] = values
    const letters =
      second === undefined ? 8 * (first ?? 0) : 9 * ((first ?? 0) + 9) + 8 * (second + 9)
    const sum = [...number].reduce((total, digit, index) => total + Number(digit) * (7 - index), 0)
    const check = '0123456789A'.charAt((11 - ((letters + sum) % 11)) % 11)
    const [open, close] = second === undefined ? [...brackets] : ['(', ')']
    return withCheck(
      prefix + number,
      check,
      '0123456789A',
      other,
      (body, end) => `${body}${open ?? ''}${end}${close ?? ''}`,
    )
  })

/** What each letter from A to Z adds to the sum of a Taiwan number. */
const TAIWAN_SUMS = [
  1, 10, 9, 8, 7, 6, 5, 4, 9, 3, 2, 2, 11, 10, 8, 9, 8, 7, 6, 5, 4, 3, 1, 3, 12, 0,
]

/** Taiwan numbers, of nationals and of residents. */
export const taiwanNumbers: fc.Arbitrary<GeneratedNumber> = fc
  .tuple(fc.constantFrom(...LETTERS), fc.constantFrom('1', '2', '8', '9'), digits(7), fc.nat())
  .map(([letter, sex, number, other]) => {
    const sum = [...sex, ...number].reduce(
      (total, digit, index) => total + Number(digit) * (8 - index),
      TAIWAN_SUMS[LETTERS.indexOf(letter)] ?? 0,
    )
    return withCheck(letter + sex + number, String((10 - (sum % 10)) % 10), '0123456789', other)
  })

/** Mobile numbers of the four places as people write them. */
export const mobileNumbers: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', '+86', '+86 ', '0086', '86-', '(+86)', '＋８６'),
      fc.constantFrom('13', '15', '17', '18', '19'),
      digits(9),
      fc.constantFrom('', ' ', '-', '－'),
    )
    .map(([code, start, rest, gap]) => {
      const number = start + rest
      return code + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap)
    }),
  fc
    .tuple(
      fc.constantFrom('+852 ', '+852-', '(852) ', '00852', '+853 '),
      fc.constantFrom('5', '6', '9'),
      digits(7),
      fc.constantFrom('', ' ', '-'),
    )
    .map(([code, start, rest, gap]) => `${code}${start}${rest.slice(0, 3)}${gap}${rest.slice(3)}`),
  fc
    .tuple(fc.constantFrom('09', '+886 9', '+886-9'), digits(8), fc.constantFrom('-', ' '))
    .map(([start, rest, gap]) =>
      [start + rest.slice(0, 2), rest.slice(2, 5), rest.slice(5)].join(gap),
    ),
)
