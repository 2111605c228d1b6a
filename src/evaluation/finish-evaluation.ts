import { AppError } from '../errors.js'
import { baselineOf, writeBaseline } from './baseline.js'
import { EVALUATION_FILES } from './evaluate.js'
import { type ExportFormat, writeExport } from './exports/write-export.js'
import type { ScoringContext } from './metric.js'
import { makeReport, type Standards } from './report/report.js'
import { terminalReport } from './report/terminal-report.js'
import { REPORT_FILES, writeReports } from './report/write-reports.js'

/** What is to be done with a run once it is scored. */
export interface FinishOptions {
  /** Folder for the reports; made when it is not there. */
  readonly output?: string | undefined
  /** Tool for which the run is written as well, into `output`. */
  readonly exportAs?: ExportFormat | undefined
  /** Whether the run becomes the baseline. */
  readonly accept: boolean
  readonly baselineFile?: string | undefined
}

/**
 * Scores a run, writes what is asked for and returns the report for the terminal.
 *
 * @throws AppError `invalid_request` when part of the questions, or a run that asked a language model,
 * is to become the baseline.
 */
export function finishEvaluation(
  context: ScoringContext,
  standards: Standards,
  options: FinishOptions,
): { readonly text: string; readonly passed: boolean } {
  const { record } = context
  const { report, scores } = makeReport(context, standards)
  let text = terminalReport(report, record.timings)
  if (options.output !== undefined) {
    writeReports(options.output, report, context)
    text += `written to ${options.output}: ${REPORT_FILES.join(', ')}\n`
    if (options.exportAs !== undefined) {
      text += `exported to ${writeExport(options.output, options.exportAs, context)}\n`
    }
  }
  if (options.accept) {
    if (!record.header.complete || record.header.split !== 'all') {
      throw new AppError(
        'invalid_request',
        '--accept: expected a run over all questions of both splits, found a part of them',
      )
    }
    if (record.header.mode !== 'extractive') {
      throw new AppError(
        'invalid_request',
        `--accept: expected a run in mode extractive, which anyone can repeat, found ${record.header.mode}`,
      )
    }
    const file = options.baselineFile ?? EVALUATION_FILES.baseline
    writeBaseline(file, baselineOf(record, scores))
    text += `accepted as the baseline: ${file}\n`
  }
  // Whoever accepts a run accepts its falls, but no unsafe answer and no missed floor.
  const passed = report.checks.every(
    (check) => check.passed || (options.accept && check.id.startsWith('baseline:')),
  )
  return { text, passed }
}
