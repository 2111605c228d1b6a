import type { RecordTimings } from '../evaluation-record.js'
import type { MetricSummary } from '../score-record.js'
import { formatDifference, formatEstimate, formatMedian, formatShare } from './format-number.js'
import { latencyOf } from './latency.js'
import type { Report } from './report.js'

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const

/** Metrics that the tables by type and office show: one of each kind. */
const BREAKDOWN_METRICS = ['recall@5', 'first-citation', 'outcome', 'fact-coverage'] as const

/** The report for a terminal, about 100 columns wide. */
export function terminalReport(report: Report, timings: RecordTimings): string {
  const { header, metrics, auroc } = report
  const lines = [
    `${report.questions} questions, split ${header.split}${header.complete ? '' : ' (a part)'}, corpus ${header.corpusVersion}, embedder ${header.embedder}, mode ${header.mode}, seed ${header.seed}`,
    '',
    row('', 'n', 'all [95 %]', ...LANGUAGES),
    ...metrics.map((metric) => metricRow(metric)),
    row(
      'AUROC of the gate',
      String(auroc.all?.n ?? 0),
      formatEstimate(auroc.all),
      ...LANGUAGES.map((language) => share(auroc.byLanguage[language]?.value)),
    ),
    '',
    ...breakdownTable(report, 'language', (metric) => metric.byLanguage),
    ...breakdownTable(report, 'type', (metric) => metric.byType),
    ...breakdownTable(report, 'office', (metric) => metric.byOffice),
    ...confusionLines(report),
    ...lengthLines(report),
    ...slipLines(report),
    ...timingLines(timings),
    '',
    ...gateLines(report),
  ]
  return `${lines.join('\n')}\n`
}

function metricRow({ title, better, safety, all, byLanguage }: MetricSummary): string {
  const mark = safety ? ' *' : better === 'lower' ? ' ↓' : ''
  return row(
    `${title}${mark}`,
    String(all?.n ?? 0),
    formatEstimate(all),
    ...LANGUAGES.map((language) => share(byLanguage[language]?.value)),
  )
}

function row(title: string, n: string, all: string, ...languages: string[]): string {
  return `${title.padEnd(36)}${n.padStart(5)}  ${all.padEnd(22)}${languages.map((cell) => cell.padStart(9)).join('')}`.trimEnd()
}

function share(value: number | undefined): string {
  return value === undefined ? '–' : formatShare(value)
}

function breakdownTable(
  { metrics }: Report,
  name: string,
  breakdownOf: (metric: MetricSummary) => MetricSummary['byType'],
): string[] {
  const shown = BREAKDOWN_METRICS.flatMap(
    (key) => metrics.find((metric) => metric.key === key) ?? [],
  )
  const keys = [...new Set(shown.flatMap((metric) => Object.keys(breakdownOf(metric))))].toSorted()
  if (keys.length === 0) return []
  return [
    `by ${name}`.padEnd(18) + shown.map(({ title }) => title.padEnd(21)).join(''),
    ...keys.map(
      (key) =>
        key.padEnd(18) +
        shown.map((metric) => formatEstimate(breakdownOf(metric)[key]).padEnd(21)).join(''),
    ),
    '',
  ].map((line) => line.trimEnd())
}

function confusionLines({ confusion }: Report): string[] {
  const wrong = Object.entries(confusion)
    .flatMap(([expected, found]) =>
      Object.entries(found)
        .filter(([outcome]) => outcome !== expected)
        .map(([outcome, count]) => ({ expected, outcome, count })),
    )
    .toSorted((a, b) => b.count - a.count)
  if (wrong.length === 0) return []
  return [
    'outcomes taken for others',
    ...wrong.map(
      ({ expected, outcome, count }) => `${String(count).padStart(5)}  ${expected} → ${outcome}`,
    ),
    '',
  ]
}

function lengthLines({ lengths }: Report): string[] {
  const shown = LANGUAGES.flatMap((key) => {
    const own = lengths[key]
    return own === undefined ? [] : [`${key} ${formatMedian(own)}, p90 ${own.p90}`]
  })
  return shown.length === 0
    ? []
    : [`length of answers, characters or words, median: ${shown.join('; ')}`]
}

function slipLines({ slips }: Report): string[] {
  if (slips === null) return []
  return [
    `slips of the pen: recall@5 ${formatDifference(slips.difference)} [${formatDifference(slips.low)}, ${formatDifference(slips.high)}] over ${slips.pairs} questions`,
  ]
}

function timingLines(timings: RecordTimings): string[] {
  const latency = latencyOf(timings)
  return [
    ...(latency === null
      ? []
      : [`answers one at a time: p50 ${latency.p50} ms, p95 ${latency.p95} ms over ${latency.n}`]),
    ...(timings.perSecond === null
      ? []
      : [`several at once: ${timings.perSecond} questions a second, each answered and searched`]),
    `run: ${(timings.wallMs / 1000).toFixed(1)} s`,
  ]
}

function gateLines({ checks, comparisons, passed }: Report): string[] {
  const failed = checks.filter((check) => !check.passed)
  const moved = comparisons.filter(({ difference, fell }) => difference !== 0 && !fell)
  return [
    ...(comparisons.length === 0 ? ['no baseline to compare with'] : []),
    ...moved.map(
      ({ title, difference, low, high, adjustedP }) =>
        `  moved   ${title}: ${formatDifference(difference)} [${formatDifference(low)}, ${formatDifference(high)}], p ${adjustedP.toFixed(3)}`,
    ),
    ...failed.map(({ id, title, detail }) => `  FAILED  ${title} (${id}): ${detail}`),
    `gate: ${passed ? 'passed' : 'FAILED'}, ${checks.length - failed.length} of ${checks.length} checks   (* must be 1, ↓ less is better)`,
  ]
}
