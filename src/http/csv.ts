/** What a cell may hold. */
export type CsvValue = string | number | null

/** Lets a spreadsheet program read the file as UTF-8. */
export const CSV_BYTE_ORDER_MARK = '\uFEFF'

/**
 * Characters with which a spreadsheet program takes a text for a formula, full-width ones included;
 * blanks before them do not help.
 */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/

/**
 * One line of CSV (RFC 4180), with its line end. Every text stands in quotation marks, and one that
 * a spreadsheet program would run as a formula begins with an apostrophe.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}
