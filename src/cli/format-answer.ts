import type { Answer } from '../domain/answer.js'

/** An answer as plain text for a terminal: the text, its sources with their words, and what is near. */
export function formatAnswer(answer: Answer): string {
  const words = LABELS[answer.language]
  const lines = [answer.text.replaceAll('**', '')]
  if (answer.citations.length > 0) {
    lines.push('', words.sources)
    for (const citation of answer.citations) {
      lines.push(
        `[${citation.number}] ${citation.reference}`,
        `    「${citation.quote.replaceAll('\n', ' ')}」`,
        `    ${citation.url}`,
      )
    }
  }
  if (answer.related.length > 0) {
    lines.push('', words.related)
    for (const { reference, title } of answer.related) lines.push(`  - ${reference} ${title}`)
  }
  lines.push('', `(${answer.outcome}, ${answer.timings.totalMs} ms)`)
  return `${lines.join('\n')}\n`
}

const LABELS: Readonly<Record<Answer['language'], { sources: string; related: string }>> = {
  'zh-Hans': { sources: '出处（原文）：', related: '相近的措施：' },
  'zh-Hant-HK': { sources: '出處（原文）：', related: '相近的措施：' },
  'zh-Hant-TW': { sources: '出處（原文）：', related: '相近的措施：' },
  en: { sources: 'Sources, in the original words:', related: 'Near measures:' },
}
