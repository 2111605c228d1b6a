/** First two digits of a mainland identity number: provinces, then Taiwan, Hong Kong and Macao. */
const MAINLAND_REGIONS: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 ' +
    '71 81 82 83'
  ).split(' '),
)
/** GB 11643-1999: weight of each of the first 17 digits, and the check character by remainder. */
const MAINLAND_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const MAINLAND_CHECKS = '10x98765432'

/** Counties whose code ends in 20: municipal districts only (Fengxian, Bishan). */
const COUNTIES_ENDING_IN_20: ReadonlySet<string> = new Set(['310120', '500120'])

/** Number of a letter in a Taiwan identity number, 10 to 35, by its place in this order. */
const TAIWAN_LETTERS = 'abcdefghjklmnpqrstuvxywzio'

/**
 * Whether 18 characters are an identity number of the mainland (GB 11643-1999): region of a
 * province, birth date of the calendar in 1900–2099, check character (`x` in lower case).
 *
 * Declaration numbers have 18 digits too: customs office (4), year (4), import or export (1), serial
 * (9). Only those of 2020 can hold a birth date, and they read as a county ending in 20; there are
 * two of those, and numbers of no other such county are taken.
 */
export function isMainlandIdentityNumber(characters: string): boolean {
  if (!/^\d{17}[\dx]$/.test(characters)) return false
  if (!MAINLAND_REGIONS.has(characters.slice(0, 2))) return false
  if (characters.slice(4, 6) === '20' && !COUNTIES_ENDING_IN_20.has(characters.slice(0, 6))) {
    return false
  }
  if (!isCalendarDate(characters.slice(6, 14))) return false
  const sum = MAINLAND_WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number(characters[index]),
    0,
  )
  return MAINLAND_CHECKS[sum % 11] === characters[17]
}

/**
 * Whether 15 digits can be a mainland identity number of before 1999: region and birth date of the
 * twentieth century. There is no check digit: of any 15 digits that begin like a region, as old
 * taxpayer numbers do, about one in thirty passes.
 */
export function isOldMainlandIdentityNumber(digits: string): boolean {
  return (
    /^\d{15}$/.test(digits) &&
    MAINLAND_REGIONS.has(digits.slice(0, 2)) &&
    isCalendarDate(`19${digits.slice(6, 12)}`)
  )
}

/**
 * Whether one or two letters, six digits and a check character (a digit or `a`), lower case and
 * without brackets, are a Hong Kong identity number: letters count 10 to 35 and a missing first one
 * 36, weights 9 to 1, the sum divisible by 11.
 */
export function isHongKongIdentityNumber(characters: string): boolean {
  if (!/^[a-z]{1,2}\d{6}[\da]$/.test(characters)) return false
  const values = [...characters.padStart(9, ' ')].map((character) =>
    character === ' ' ? 36 : Number.parseInt(character, 36),
  )
  return values.reduce((sum, value, index) => sum + value * (9 - index), 0) % 11 === 0
}

/**
 * Whether a letter and nine digits, lower case, are a Taiwan identity number: sex 1 or 2, or 8 or 9
 * on residents' cards since 2021; weights 1, 9 to 1 and 1 over the letter's number and the digits,
 * the sum divisible by 10.
 */
export function isTaiwanIdentityNumber(characters: string): boolean {
  if (!/^[a-z][1289]\d{8}$/.test(characters)) return false
  const letter = TAIWAN_LETTERS.indexOf(characters.charAt(0)) + 10
  const digits = Array.from(characters.slice(1), Number)
  const sum = digits.reduce(
    (total, digit, index) => total + digit * Math.max(8 - index, 1),
    Math.floor(letter / 10) + (letter % 10) * 9,
  )
  return sum % 10 === 0
}

/** Whether eight digits are a day of the calendar, YYYYMMDD, in the years 1900 to 2099. */
export function isCalendarDate(digits: string): boolean {
  const [, year, month, day] = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(digits) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  // Day 0 of the next month is the last of this one.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days
}
