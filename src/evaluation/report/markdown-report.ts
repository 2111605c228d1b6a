import { LANGUAGE_KEYS } from '../language-keys.js'
import type { ScoringContext } from '../metric.js'
import type { Breakdown, MetricSummary } from '../score-record.js'
import { formatDifference, formatEstimate, formatMedian } from './format-number.js'
import { latencyOf } from './latency.js'
import type { Report } from './report.js'
import { wrongsOf } from './verdict.js'

/** The report as Markdown: what a pull request or a wiki page can hold. */
export function markdownReport(report: Report, context: ScoringContext): string {
  const { header, metrics, auroc, slips } = report
  const { entries, timings } = context.record
  const latency = latencyOf(timings)
  const lines = [
    '# Evaluation of the policy assistant',
    '',
    `**Gate ${report.passed ? 'passed' : 'failed'}.** ${report.questions} questions (${header.split}${header.complete ? '' : ', a part of them'}), ${report.crashed} crashed; corpus ${header.corpusVersion}, embedder ${header.embedder}, questions ${header.questionsHash}, mode ${header.mode}, seed ${header.seed}.`,
    '',
    ...table(
      ['Metric', 'Questions', 'All', ...LANGUAGE_KEYS],
      [
        ...metrics.map((metric) => [
          metricTitle(metric),
          String(metric.all?.n ?? 0),
          formatEstimate(metric.all),
          ...LANGUAGE_KEYS.map((key) => formatEstimate(metric.byLanguage[key])),
        ]),
        [
          'AUROC of the gate',
          String(auroc.all?.n ?? 0),
          formatEstimate(auroc.all),
          ...LANGUAGE_KEYS.map((key) => formatEstimate(auroc.byLanguage[key])),
        ],
      ],
    ),
    'In brackets 95 % intervals: Wilson’s for rates, the cluster bootstrap’s over measures for means. `*` must be 1, `↓` less is better.',
    '',
    ...(slips === null
      ? []
      : [
          `Slips of the pen change recall@5 by ${formatDifference(slips.difference)} [${formatDifference(slips.low)}, ${formatDifference(slips.high)}] over ${slips.pairs} questions.`,
          '',
        ]),
    ...(latency === null
      ? []
      : [
          `Answers one at a time: p50 ${latency.p50} ms, p95 ${latency.p95} ms over ${latency.n}; the run took ${(timings.wallMs / 1000).toFixed(1)} s.`,
          '',
        ]),
    ...lengthTable(report),
    ...breakdown('By type', report, (metric) => metric.byType),
    ...breakdown('By office', report, (metric) => metric.byOffice),
    ...breakdown('By split', report, (metric) => metric.bySplit),
    '## Gate',
    '',
    ...table(
      ['', 'Check', 'Found'],
      report.checks.map(({ passed, title, id, detail }) => [
        passed ? 'passed' : '**failed**',
        `${title} (\`${id}\`)`,
        detail,
      ]),
    ),
    '## Questions that went wrong',
    '',
    ...table(
      ['Question', 'Words', 'What is wrong'],
      entries.flatMap((entry) => {
        const wrongs = wrongsOf(entry, context)
        const { id, question } = entry.question
        return wrongs.length === 0 ? [] : [[id, question, wrongs.join('; ')]]
      }),
    ),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function metricTitle({ title, safety, better }: MetricSummary): string {
  return `${title}${safety ? ' *' : ''}${better === 'lower' ? ' ↓' : ''}`
}

function lengthTable({ lengths }: Report): string[] {
  const rows = LANGUAGE_KEYS.flatMap((key) => {
    const own = lengths[key]
    return own === undefined ? [] : [[key, String(own.n), formatMedian(own), String(own.p90)]]
  })
  if (rows.length === 0) return []
  return [
    '## Length of answers',
    '',
    ...table(['Written form', 'Answers', 'Median', 'p90'], rows),
    'In Chinese characters or English words, without quoted originals and where to turn; look-ups, comparisons, whole measures and tables are left out. In brackets the 95 % interval of the median, by ranks.',
    '',
  ]
}

function breakdown(
  title: string,
  { metrics }: Report,
  breakdownOf: (metric: MetricSummary) => Breakdown,
): string[] {
  const shown = metrics.filter(({ safety }) => !safety)
  const keys = [...new Set(shown.flatMap((metric) => Object.keys(breakdownOf(metric))))].toSorted()
  if (keys.length === 0) return []
  return [
    `## ${title}`,
    '',
    ...table(
      ['Metric', ...keys],
      shown.map((metric) => [
        metricTitle(metric),
        ...keys.map((key) => formatEstimate(breakdownOf(metric)[key])),
      ]),
    ),
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['None.', '']
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\s+/gu, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}
