import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScoringContext } from '../metric.js'
import { writeRecord } from '../record-file.js'
import { htmlReport } from './html/html-report.js'
import { junitReport } from './junit-report.js'
import { latencyOf } from './latency.js'
import { markdownReport } from './markdown-report.js'
import type { Report } from './report.js'

/** What is written into the folder of a run. */
export const REPORT_FILES = [
  'record.json',
  'report.json',
  'timings.json',
  'report.md',
  'report.html',
  'junit.xml',
] as const

/**
 * Writes all reports of a run into a folder, which is made when it is not there. `report.json` holds
 * nothing that changes from run to run: times stand in `timings.json`.
 */
export function writeReports(folder: string, report: Report, context: ScoringContext): void {
  const { timings } = context.record
  const contents: Readonly<Record<Exclude<(typeof REPORT_FILES)[number], 'record.json'>, string>> =
    {
      'report.json': `${JSON.stringify(report, null, 1)}\n`,
      'timings.json': `${JSON.stringify({ latencyMs: latencyOf(timings), ...timings }, null, 1)}\n`,
      'report.md': markdownReport(report, context),
      'report.html': htmlReport(report, context),
      'junit.xml': junitReport(report, context),
    }
  mkdirSync(folder, { recursive: true })
  writeRecord(join(folder, 'record.json'), context.record)
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content)
}
