/** A number in words or digits, as decrees have it: 236, 二十三. */
const NUMBER = '(?:\\d{1,7}|[一二三四五六七八九十百〇零]{1,7})'
const YEAR = '(?:18|19|20)\\d{2}'
const OPEN = '[〔\\[(<【〈{]'
const CLOSE = '[〕\\])>】〉}]'
/** What stands before a number: a body's code (国发) or its name. Longer runs are a sentence. */
const CODE = '[\\u4e00-\\u9fff]{1,16}'

/**
 * Forms of the number by which a document is cited, in condensed text; the first that fits holds.
 * Sources: 党政机关公文格式 GB/T 9704-2012 §7.2.5 (code, year in brackets, number); the series of decrees
 * (令) and announcements (公告); Taiwan's 字第…號; Hong Kong's L.N., Cap. and circulars.
 */
const FORMS: readonly string[] = [
  // 国发〔2019〕3号
  `${CODE}${OPEN}${YEAR}${CLOSE}第?${NUMBER}号`,
  // 海关总署公告2024年第18号, 2024年第12号公告
  `(?:[\\u4e00-\\u9fff、 ]{0,60}(?:公告|通告|通知|令|公报|决定))?\\(?${YEAR}年第${NUMBER}号(?:法律公告|公告|通告|令|决定)?\\)?`,
  // 总署令第236号, 主席令(第三十五号)
  `[\\u4e00-\\u9fff、 ]{0,60}令\\(?第${NUMBER}号\\)?`,
  // 台财关字第1131000001号令
  `[\\u4e00-\\u9fff]{2,14}字第\\d{1,12}号(?:令|函|公告)?`,
  // 货物通告第15/2023号
  `[\\u4e00-\\u9fff]{2,20}第${NUMBER}(?:/${YEAR})?号`,
  // l.n. 12 of 2024, cap. 60, no. 7/2023
  `l\\. ?n\\. ?\\d{1,4} of ${YEAR}`,
  `(?:[a-z][a-z&,' -]{1,60} )?no\\. ?\\d{1,4}(?:/${YEAR}|,? (?:of|\\(?)${YEAR}\\)?|/\\d{2}(?!\\d)| ?\\[${YEAR}\\])?(?:,? (?:of|by) the [a-z' ]{4,80}(?=$))?`,
  `(?:regulation|directive|decision) \\((?:eu|ec|eec)\\) (?:no )?\\d{1,4}/\\d{1,4}`,
  `cap\\. ?\\d{1,4}[a-z]{0,2}(?![a-z])`,
]

/** Source of a pattern, without groups, for any form of a document's number in condensed text. */
export const DOCUMENT_NUMBER = FORMS.map((form) => `(?:${form})`).join('|')

/**
 * How a number is written here whatever its brackets and digits were: 国发[2019]3号 → 国发〔2019〕3号.
 *
 * @param quote The number as printed.
 */
export function canonicalNumber(quote: string): string {
  return quote
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(
      /[〔[(<【〈{] ?((?:18|19|20)\d{2}) ?[〕\])>】〉}](?= ?第? ?[\d一二三四五六七八九十百]+ ?[号號])/u,
      '〔$1〕',
    )
    .replace(/(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])/gu, '')
}

const YEAR_PART = /(?<!\d)(?:18|19|20)\d{2}(?=[〕\]年/)]|$)|(?<=of |\/)(?:18|19|20)\d{2}(?!\d)/u
const NUMBER_PART =
  /(?:第|〕|\b[Nn][Oo]\. ?|[Cc]ap\. ?|L\.N\. ?|\) ?(?:18|19|20)\d{2}\/)\(?([\dA-Za-z]+|[一二三四五六七八九十百〇零]+)/u

/** Year and number of a document's number as printed; null where it has none. */
export function numberParts(
  value: string,
): { readonly year: string | null; readonly number: string } | null {
  const number = NUMBER_PART.exec(value)?.[1]
  return number === undefined ? null : { year: YEAR_PART.exec(value)?.[0] ?? null, number }
}
