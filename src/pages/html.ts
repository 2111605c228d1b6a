/** Markup that is safe to send: made by {@link html} alone. */
export interface Html {
  readonly markup: string
}

/** What may stand in a template: text is escaped, markup is not, a list is written one by one. */
export type HtmlValue = string | number | Html | false | null | undefined | readonly HtmlValue[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Markup from a template: every text put into it is escaped for content and for quoted attributes.
 * An unquoted attribute, a script, a style or an address from elsewhere is no place for a value.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { markup: String.raw({ raw: parts }, ...values.map(write)) }
}

/** Text with `&`, `<`, `>` and both quotation marks escaped, without characters that HTML forbids. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
      // oxlint-disable-next-line no-control-regex -- these are the characters that are not shown
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '\uFFFD')
  )
}

function write(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeHtml(value)
  return isList(value) ? value.map(write).join('') : value.markup
}

function isList(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value)
}
