/** A day (ISO 8601) as it is written in a text: 2024年12月31日, 31 December 2024. */
export function writtenDay(day: string, language: 'zh' | 'en'): string {
  const date = new Date(`${day}T00:00:00Z`)
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(date)
}
