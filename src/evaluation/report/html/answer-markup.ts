import { escapeMarkup } from '../escape-markup.js'

/** The Markdown subset of answers (paragraphs, lists, bold, tables) as HTML; anything else as text. */
export function answerMarkup(text: string): string {
  return text
    .split(/\n{2,}/u)
    .map((block) => {
      const lines = block.split('\n')
      return lines.length > 1 && lines.every((line) => line.startsWith('|'))
        ? tableOf(lines)
        : `<p>${lines.map(inline).join('<br>')}</p>`
    })
    .join('')
}

function tableOf(lines: readonly string[]): string {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+\|$/u.test(line))
    .map((line) => line.replace(/^\||\|$/gu, '').split('|'))
    .map((cells) => `<tr>${cells.map((cell) => `<td>${inline(cell.trim())}</td>`).join('')}</tr>`)
  return `<table>${rows.join('')}</table>`
}

function inline(text: string): string {
  return escapeMarkup(text).replace(/\*\*([^*]+)\*\*/gu, '<b>$1</b>')
}
