import type { ScoringContext } from '../metric.js'
import { escapeMarkup } from './escape-markup.js'
import type { Report } from './report.js'
import { wrongsOf } from './verdict.js'

/**
 * The report as JUnit XML, as CI servers read it. A check of the gate that fails is a failure; a
 * question that crashed is an error. What else is wrong with a question stands in its output, since
 * no single question decides.
 */
export function junitReport(report: Report, context: ScoringContext): string {
  const { entries } = context.record
  const failures = report.checks.filter(({ passed }) => !passed).length
  const checks = report.checks.map(({ id, title, passed, detail }) =>
    testcase(
      'gate',
      `${title} (${id})`,
      passed
        ? `<system-out>${escapeMarkup(detail)}</system-out>`
        : `<failure message="${escapeMarkup(detail)}"/>`,
    ),
  )
  const questions = entries.map((entry) => {
    const { question, error } = entry
    const wrongs = wrongsOf(entry, context)
    const name = `${question.id} ${question.question}`
    if (error !== null)
      return testcase('questions', name, `<error message="${escapeMarkup(error)}"/>`)
    return testcase(
      'questions',
      name,
      wrongs.length === 0 ? '' : `<system-out>${escapeMarkup(wrongs.join('\n'))}</system-out>`,
    )
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="evaluation" tests="${checks.length + questions.length}" failures="${failures}" errors="${report.crashed}">
<testsuite name="gate" tests="${checks.length}" failures="${failures}" errors="0">
${checks.join('\n')}
</testsuite>
<testsuite name="questions" tests="${questions.length}" failures="0" errors="${report.crashed}">
${questions.join('\n')}
</testsuite>
</testsuites>
`
}

function testcase(suite: string, name: string, body: string): string {
  const start = `<testcase classname="${suite}" name="${escapeMarkup(name)}"`
  return body === '' ? `${start}/>` : `${start}>${body}</testcase>`
}
